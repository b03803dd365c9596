"""Regular expressions that someone typed, by an engine that takes time in proportion to the text, whatever the pattern.

The engine is RE2. It knows no look-around and no references back: those are what makes other engines run for ever. In a
pattern `^` and `$` are the beginning and the end of what is searched, a turn, a quote or a memo.
"""

from importlib import import_module

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.conflicts import refuse

MEMORY = 8 << 20  # bytes that one pattern may take
# How RE2 begins its complaint, and what it means.
WHY = {
    "invalid perl operator": gettext_lazy("looking ahead or behind, (?=…) or (?<=…), is not possible"),
    "invalid escape sequence": gettext_lazy("a backslash stands before a sign that it cannot be used with"),
    "missing )": gettext_lazy("a round bracket is not closed"),
    "unexpected )": gettext_lazy("a round bracket closes nothing"),
    "missing ]": gettext_lazy("a square bracket is not closed"),
    "bad repetition operator": gettext_lazy("two signs of repetition follow each other"),
    "no argument for repetition": gettext_lazy("there is nothing to repeat before *, + or ?"),
    "invalid repetition size": gettext_lazy("something is repeated more than 1,000 times"),
    "invalid character class": gettext_lazy("a range in square brackets is the wrong way round"),
    "pattern too large": gettext_lazy("it takes too much memory"),
}


class Pattern:
    """What was typed, made ready; case makes no difference. Raises ValidationError naming `text` where it cannot be."""

    def __init__(self, typed: str):
        re2 = import_module("re2")  # loaded by who types a pattern: 2.5 MiB that most web processes never need
        options = re2.Options()
        options.case_sensitive = False
        options.log_errors = False  # no log holds what somebody looks for
        options.max_mem = MEMORY
        try:
            self._of_text = re2.compile(typed, options)
            self._of_bytes = re2.compile(typed.encode(), options)
        except re2.error as error:
            raise refuse("text", _why(error)) from None
        if not typed.strip():
            raise refuse("text", _("Write at least one word to look for."))

    def is_in(self, text: str) -> bool:
        """Whether it finds something in the text; to find nothing, as `a*` does everywhere, does not count."""
        encoded = text.encode()
        first = self._of_bytes.search(encoded)
        if first is None or first.end() > first.start():
            return first is not None
        return any(match.end() > match.start() for match in self._of_bytes.finditer(encoded))

    def spans(self, text: str) -> list[tuple[int, int]]:
        """What it finds in the text: half-open spans in code points, in order."""
        return [match.span() for match in self._of_text.finditer(text) if match.end() > match.start()]


def _why(error: Exception) -> str:
    said = error.args[0].decode(errors="replace")
    known = next((words for start, words in WHY.items() if said.startswith(start)), said)
    return _("This pattern is not possible: {why}.").format(why=known)
