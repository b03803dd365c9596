"""The two languages that everything is said in."""

from django.utils.translation import get_language


def id_or_en(language: str | None = None) -> str:
    """'en' for any English, else 'id'; without `language` that of the reader."""
    return "en" if (language or get_language() or "id").startswith("en") else "id"
