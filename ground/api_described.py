"""What an endpoint says of itself where its code does not show it, kept until the description of the API is made."""

from collections.abc import Callable
from typing import Any, TypeVar

Endpoint = TypeVar("Endpoint", bound=Callable)


def described(**said: Any) -> Callable[[Endpoint], Endpoint]:
    """Keep `request`, `responses` or `operation_id` beside an endpoint, as drf-spectacular's `extend_schema` does.

    That decorator loads at once what makes the description: 8 MiB of every web process, which hardly any is ever
    asked for. `ground.api_schema` reads what is kept here.
    """

    def keep(endpoint: Endpoint) -> Endpoint:
        endpoint.described = said
        return endpoint

    return keep
