"""The style sheets of every page."""

from pathlib import Path

from django import template
from django.contrib.staticfiles.finders import find
from django.contrib.staticfiles.storage import staticfiles_storage

from coprod.modules import SHEET

WHOLE = "css/coprod.css"
register = template.Library()


@register.simple_tag
def sheets() -> list[str]:
    """One that holds all; where it is not served joined, those it imports, fetched side by side."""
    if getattr(staticfiles_storage, "joins_modules", False):
        return [WHOLE]
    return [f"css/{found['name']}" for found in SHEET.finditer(Path(find(WHOLE)).read_text())]
