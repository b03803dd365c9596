"""Names and short labels show every character they hold, so that none reads as another.

What people said and what they write about it is never touched: this is for names alone.
"""

import re
import unicodedata
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Controls, marks of direction, line and paragraph ends, and what Unicode calls Default_Ignorable_Code_Point: drawn as
# nothing, whatever the font.
UNSEEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
NON_JOINER, JOINER, FOR_PICTURES = "\u200c", "\u200d", "\ufe0e\ufe0f"
VIRAMA = 9  # canonical combining class


def hidden_in(name: str) -> Iterator[tuple[int, str]]:
    """Each character that nobody sees and no script needs where it stands, with its place from 1."""
    for found in UNSEEN.finditer(name):
        before, after = name[found.start() - 1 : found.start()], name[found.end() : found.end() + 1]
        if not _is_needed(found.group(), before, after):
            yield found.end(), found.group()


def _is_needed(character: str, before: str, after: str) -> bool:
    """Joiners change how letters are drawn in Javanese, Balinese, Devanagari, Jawi and Persian (RFC 5892, A.1 and A.2);
    they and the selectors join pictures, too.
    """
    if character in FOR_PICTURES:
        return _is_picture(before)
    if character not in (NON_JOINER, JOINER) or not before:
        return False
    if unicodedata.combining(before) == VIRAMA:
        return True
    if character == NON_JOINER:
        return _is_arabic(before) and _is_arabic(after)
    return (_is_picture(before) or before in FOR_PICTURES) and _is_picture(after)


def _is_arabic(letter: str) -> bool:
    return bool(letter) and unicodedata.bidirectional(letter) == "AL"


def _is_picture(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign).startswith("S")


def first_hidden(name: str) -> str:
    """Which character is hidden where, in words; empty where a name shows all it holds."""
    for place, character in hidden_in(name):
        said = _("Character {place} cannot be seen: {code}. Write these words anew, without it.")
        return said.format(place=place, code=called(character))
    return ""


def called(character: str) -> str:
    """What Unicode calls a character, as in "U+200B ZERO WIDTH SPACE"."""
    return f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()


def shows_itself(name: str) -> None:
    """The validator of every name. Raises ValidationError that says which character stands where."""
    if said := first_hidden(name):
        raise ValidationError(said, code="hidden_character")
