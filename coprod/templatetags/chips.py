"""Chips: a code or an actor in its colour, wherever it is named.

Written in Python, for a list shows dozens: as a template of its own each takes ten times as long. Most of them
are the same few, so that each is written once.
"""

from functools import lru_cache

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from interviews.models import Actor

register = template.Library()
WRITTEN = 1024  # chips that a process remembers


@register.simple_tag
def code_chip(key: str, label: str = "", hue: int = 0, pattern: int = 0, url: str = "") -> SafeString:
    """A code by its key ("MAT.2") and label, in hue 0 to 8; the pattern, 0 to 3, tells apart what has the same hue."""
    labelled = format_html("<span>{}</span>", label) if label else ""
    words = format_html('<span class="key">{}</span>{}', key, labelled)
    return _chip(f"code-{hue or 0} pattern-{pattern or 0}", words, url)


@register.simple_tag
def actor_chip(actor: Actor, label: str = "", url: str = "") -> SafeString:
    """An actor by its label, else its code; the colour is that of its place in the study, the edge that of its side."""
    return _chip(f"actor actor-{actor.position or 0} {actor.side}", label or actor.code, url)


@lru_cache(WRITTEN)
def _chip(classes: str, words: str, url: str) -> SafeString:
    if url:
        return format_html('<a href="{}" class="chip {}">{}</a>', url, classes, words)
    return format_html('<span class="chip {}">{}</span>', classes, words)
