"""A write that cannot be done because of what is already there."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError


class Conflict(Exception):
    """What stands in the way, in words; `code` is stable for programs, `current` the row as it is now, if it helps."""

    def __init__(self, message: str, code: str = "conflict", current=None):
        super().__init__(message)
        self.message = message
        self.code = code
        self.current = current


def refuse(field: str, message: str) -> ValidationError:
    """A ValidationError that names one field: the same whether a form, the API or an import asked."""
    return ValidationError({field: [message]})


def is_gone(error: Exception) -> bool:
    """Whether a write named a row that was erased beside it: a key that names nothing, found out when it was stored."""
    return isinstance(error, IntegrityError) and getattr(error.__cause__, "pgcode", None) == "23503"


def words_of(refusal: Conflict | PermissionDenied | ValidationError) -> str:
    """Why something was refused, in one line of words."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
