"""RTF documents (.rtf): one turn per line, `Label: words`, read as if all tracked changes were accepted.

A line break stays within its turn as U+2028. Headings are nobody's words. Comments, notes, headers, footers, pictures,
deleted and hidden text are no part of the talk; they are counted in `dropped`.
"""

from .asides import BOXES, COMMENTS, DELETIONS, FOOTNOTES, HEADERS, HIDDEN, IMAGES, LOST, NUMBERS
from .flow import Losses
from .parsed import Columns, Message, Parsed, Unreadable, gettext_noop
from .rtf_tokens import MAX_DEPTH, Letters, Token, tokens_of
from .scribe import SOFT_BREAK, Scribe, said_of

_SIGNS = {
    **{"tab": "\t", "line": SOFT_BREAK, "softline": SOFT_BREAK, "lbr": SOFT_BREAK},
    **{"emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”"},
    **{"emspace": "\u2003", "enspace": "\u2002", "qmspace": "\u2005", "zwj": "\u200d", "zwnj": "\u200c"},
    **{"ltrmark": "\u200e", "rtlmark": "\u200f"},
    **{"~": "\u00a0", "_": "\u2011", "-": "\u00ad", "\\": "\\", "{": "{", "}": "}"},
}
_PARAGRAPH_ENDS = frozenset(["par", "sect", "page", "column", "\n", "\r"])
# Groups that are no part of the body, and as what they are counted; None for what was never words.
_DESTINATIONS: dict[str, str | None] = {
    **dict.fromkeys(["annotation"], COMMENTS),
    **dict.fromkeys(["footnote"], FOOTNOTES),
    **dict.fromkeys([f"{what}{page}" for what in ("header", "footer") for page in ("", "l", "r", "f")], HEADERS),
    **dict.fromkeys(["pict", "object", "do"], IMAGES),
    **dict.fromkeys(["shptxt"], BOXES),
    **dict.fromkeys(["listtext", "pntext"], NUMBERS),
    **dict.fromkeys(
        [
            "colortbl",
            "info",
            "listtable",
            "listoverridetable",
            "revtbl",
            "rsidtbl",
            "generator",
            "fldinst",
            "nonshppict",
        ]
        + ["nonesttables", "xe", "tc", "filetbl", "themedata", "userprops", "xmlnstbl", "bkmkstart", "bkmkend", "falt"]
    ),
}
_STARRED_BODY = frozenset(["nesttableprops", "shppict", "shpinst"])


def read(name: str, data: bytes, columns: Columns | None = None) -> Parsed:
    """Raises Unreadable for what is no RTF, groups without end, too long a text, and one without a word."""
    if not data.lstrip().startswith(b"{\\rtf"):
        cure = Message(gettext_noop("open the file in a word processor, save it anew as .docx and import that"))
        raise Unreadable(name, None, Message(gettext_noop("it does not begin as an RTF document does")), cure)
    losses = Losses()
    reader = _Reader(name, losses)
    for token in tokens_of(data):
        reader.take(token)
    reader.end()
    return said_of(name, reader.scribe.blocks, losses, "rtf", columns=columns)


class _Group:
    """What holds between two braces."""

    __slots__ = ("charset", "counted", "deleted", "hidden", "place", "skip")

    def __init__(self, above: "_Group | None" = None) -> None:
        self.place = above.place if above else "body"
        self.counted: list[str] | None = above.counted if above else None
        self.deleted = above.deleted if above else False
        self.hidden = above.hidden if above else False
        self.charset = above.charset if above else None
        self.skip = above.skip if above else 1


class _Reader:
    """Follows the groups of the file; `place` of a group is "body", "fonts", "styles" or "aside"."""

    def __init__(self, name: str, losses: Losses) -> None:
        self.scribe, self._losses, self._name = Scribe(name), losses, name
        self._letters = Letters()
        self._group, self._above = _Group(), list[_Group]()
        self._asides: list[tuple[int, str | None, list[str]]] = []
        self._starred = self._is_first = False
        self._in_table = self._had_row = self._is_heading = False
        self._style, self._styles, self._font = 0, set[int](), 0
        self._style_name = ""

    def take(self, token: Token) -> None:
        kind, word, number = token
        if kind == "word" and word == "u":
            self._letters.unit(number or 0, self._group.skip)
        elif kind == "byte":
            self._letters.byte(number or 0)
        elif kind == "text":
            self._letters.text(word)
        else:
            self._flush()
            if kind in ("open", "close"):
                self._letters.end_skipping()
                self._open() if kind == "open" else self._close()
            elif not self._letters.is_skipping():
                self._control(word, number)
            return
        self._is_first = False

    def end(self) -> None:
        while self._above:
            self._close()
        self._flush()
        self.scribe.end_paragraph()
        self.scribe.end_table()
        if self._letters.lost:
            self._losses.add(LOST, "", self._letters.lost)

    def _open(self) -> None:
        if len(self._above) >= MAX_DEPTH:
            what = Message(gettext_noop("there are more than %(limit)d groups within each other"), {"limit": MAX_DEPTH})
            cure = gettext_noop("open the file in a word processor, save it anew as .docx and import that")
            raise Unreadable(self._name, None, what, Message(cure))
        self._above.append(self._group)
        self._group = _Group(self._group)
        self._is_first, self._starred = True, False

    def _close(self) -> None:
        if self._asides and len(self._above) == self._asides[-1][0]:
            _, what, words = self._asides.pop()
            told = "".join(words).strip()
            if what == IMAGES or (what and any(map(str.isalnum, told))):
                self._losses.add(what, "" if what == IMAGES else told)
        if self._above:
            self._group = self._above.pop()
            self._letters.charset(self._group.charset)
        self._is_first = False

    def _control(self, word: str, number: int | None) -> None:
        is_first, self._is_first = self._is_first, False
        if word == "*":
            self._starred, self._is_first = True, True
        elif is_first and self._group.place == "body" and self._leaves_body(word):
            return
        elif word in ("f", "fcharset", "ansicpg", "deff", "uc", "s", "plain", "pard", "deleted", "v"):
            self._state(word, number)
        elif self._group.place == "aside":
            self._write(_SIGNS.get(word, ""))
            if is_first and word == "shptxt":
                self._losses.add(BOXES, "")
        elif self._group.place == "body":
            self._body_control(word, number)

    def _leaves_body(self, word: str) -> bool:
        """Whether the group that begins with this word is no part of the body."""
        if word in ("fonttbl", "stylesheet"):
            self._group.place = "fonts" if word == "fonttbl" else "styles"
            return True
        if word in _DESTINATIONS or (self._starred and word not in _STARRED_BODY):
            words: list[str] = []
            self._asides.append((len(self._above), _DESTINATIONS.get(word), words))
            self._group.place, self._group.counted = "aside", words
            return True
        return False

    def _state(self, word: str, number: int | None) -> None:
        group = self._group
        if word == "s":
            self._style = number or 0
        elif word == "plain":
            group.hidden = group.deleted = False
        elif word == "pard":
            self._in_table, self._style, self._is_heading = False, 0, False
        elif word == "deleted":
            group.deleted = number != 0
        elif word == "v":
            group.hidden = number != 0
        else:
            self._letter_state(word, number)

    def _letter_state(self, word: str, number: int | None) -> None:
        group = self._group
        if word == "uc":
            group.skip = min(max(number if number is not None else 1, 0), 9)
        elif word == "ansicpg":
            self._letters.code_page(number or 1252)
        elif word == "fcharset" and group.place == "fonts":
            self._letters.font(self._font, number or 0)
        elif word in ("f", "deff"):
            self._font = number or 0
            if group.place != "fonts":
                group.charset = self._letters.fonts.get(self._font)
                self._letters.charset(group.charset)

    def _body_control(self, word: str, number: int | None) -> None:
        if word in _SIGNS:
            self._write(_SIGNS[word])
        elif word in _PARAGRAPH_ENDS:
            self._end_paragraph()
        elif word == "intbl" or (word == "itap" and number):
            self._in_table = True
        elif word == "cell":
            self.scribe.end_cell()
        elif word == "nestcell":
            self.scribe.beside()
        elif word == "nestrow":
            self.scribe.below()
        elif word == "row":
            self.scribe.end_row()
            self._had_row = True
        elif word == "outlinelevel":
            self._is_heading = (number or 0) < 9

    def _end_paragraph(self) -> None:
        if self._in_table:
            self.scribe.end_cell_paragraph()
            return
        self.scribe.end_paragraph(self._is_heading or self._style in self._styles, keep_empty=True)

    def _flush(self) -> None:
        if words := self._letters.taken():
            self._write(words)

    def _write(self, words: str) -> None:
        group = self._group
        if not words or group.place == "fonts":
            return
        if group.place == "styles":
            self._name_style(words)
        elif group.counted is not None:
            if sum(map(len, group.counted)) < 400:
                group.counted.append(words)
        elif group.deleted or group.hidden:
            self._losses.add(DELETIONS if group.deleted else HIDDEN, words)
        else:
            if self._had_row and not self._in_table:
                self.scribe.end_table()
                self._had_row = False
            self.scribe.write(words)

    def _name_style(self, words: str) -> None:
        name = words.strip().rstrip(";").casefold()
        if name.startswith("heading ") or name in ("title", "subtitle"):
            self._styles.add(self._style)
