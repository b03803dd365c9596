"""The tabs of a study's pages: the same on all of them but for the one that is marked, and written once."""

from functools import lru_cache

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
WRITTEN = 64  # rows of tabs that a process remembers
# Pages that stand under the tab of another; every other page under the tab of its own name, or under none.
UNDER = {"": "overview", "interviews": "overview", "reviews": "review", "trash": "history"}


@register.simple_tag(takes_context=True)
def study_tabs(context, here: str = "") -> SafeString:
    """Of the study in the context; the tab `here`, else that of the address, is marked."""
    slug, can = context["study"].slug, context["can"]
    if not here:
        section = context["request"].path.partition(f"/studies/{slug}/")[2].partition("/")[0]
        here = UNDER.get(section, section)
    may = frozenset(verb for verb, allowed in can.items() if allowed)
    return _written(slug, here, may, context["mentions_of_me"](), get_language())


@lru_cache(WRITTEN)
def _written(slug: str, here: str, may: frozenset[str], mentions: int, _language: str) -> SafeString:
    return render_to_string("parts/study_tabs.html", {"slug": slug, "here": here, "may": may, "mentions": mentions})
