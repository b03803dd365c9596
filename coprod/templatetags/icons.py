"""Icons, by the name they have in `static/icons.svg`: each is the same wherever it stands, and is written once."""

import re
from functools import cache

from django import template
from django.conf import settings
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

SYMBOL = re.compile(r'<symbol id="(?P<name>[\w-]+)" viewBox="(?P<box>[^"]+)">(?P<shapes>.*?)</symbol>', re.S)


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The icon of that name, for eyes alone: what it stands for is said beside it.

    Its shapes stand in the page: asked for by `<use>`, the browser would fetch the file and keep a document of it.
    Raises KeyError for a name that is not drawn.
    """
    box, shapes = _drawn()[name]
    return mark_safe(f'<svg class="icon" aria-hidden="true" viewBox="{box}">{shapes}</svg>')  # noqa: S308 - our own file


@cache
def _drawn() -> dict[str, tuple[str, str]]:
    """View box and shapes of each icon."""
    drawn = (settings.BASE_DIR / "static" / "icons.svg").read_text()
    return {found["name"]: (found["box"], found["shapes"]) for found in SYMBOL.finditer(drawn)}
