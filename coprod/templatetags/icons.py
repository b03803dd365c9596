"""Icons, by the name they have in `static/icons.svg`: each is the same wherever it stands, and is written once."""

from functools import cache

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
@cache
def icon(name: str) -> SafeString:
    """The icon of that name, for eyes alone: what it stands for is said beside it."""
    drawn = '<svg class="icon" aria-hidden="true" viewBox="0 0 16 16"><use href="{}#{}"/></svg>'
    return format_html(drawn, static("icons.svg"), name)
