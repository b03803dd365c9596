"""A write that cannot be done because of what is already there."""

from django.core.exceptions import PermissionDenied, ValidationError


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


def words_of(refusal: Conflict | PermissionDenied | ValidationError) -> str:
    """Why something was refused, in one line of words."""
    return " ".join(refusal.messages) if isinstance(refusal, ValidationError) else str(refusal)
