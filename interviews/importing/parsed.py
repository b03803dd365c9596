"""What an import yields, and what it says when it refuses. Without Django: messages are kept as msgid and values."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

MAX_BYTES = 50_000_000
MAX_CHARACTERS = 5_000_000


def gettext_noop(msgid: str) -> str:
    """Marks a string for the catalogue; whoever shows it translates it."""
    return msgid


@dataclass(frozen=True, slots=True)
class Message:
    """A msgid in English and the values that fill its %(name)s places; a value may be a message itself."""

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)

    def sentence(self, gettext: Callable[[str], str] = gettext_noop) -> str:
        values = {
            name: value.sentence(gettext) if isinstance(value, Message) else value
            for name, value in self.values.items()
        }
        return gettext(self.msgid) % values if values else gettext(self.msgid)

    def __str__(self) -> str:
        return self.sentence()


class Unreadable(ValueError):
    """A file that cannot be imported: which file, where in it, what is wrong there, what to do next.

    `str()` is one English sentence; `sentence(gettext)` the same in the reader's language.
    """

    def __init__(self, name: str, place: Message | None, what: Message, next: Message) -> None:
        super().__init__(name, place, what, next)
        self.name, self.place, self.what, self.next = name, place, what, next

    def sentence(self, gettext: Callable[[str], str] = gettext_noop) -> str:
        values: dict[str, object] = {"name": self.name, "what": self.what, "next": self.next}
        if self.place is None:
            return Message(gettext_noop("%(name)s: %(what)s; %(next)s."), values).sentence(gettext)
        values["place"] = self.place
        return Message(gettext_noop("%(name)s, %(place)s: %(what)s; %(next)s."), values).sentence(gettext)

    def __str__(self) -> str:
        return self.sentence()


class ParsedTurn(NamedTuple):
    """One turn: its spoken words are `text[start:end]`, in code points; the times are milliseconds from the start."""

    start: int
    end: int
    label: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None


@dataclass(frozen=True, slots=True)
class Dropped:
    """What of the file is not in the text: a msgid such as "Comments", how often, and the first of them."""

    what: str
    count: int
    example: str


@dataclass(frozen=True, slots=True)
class Comment:
    """What someone wrote beside the words text[start:end] of the file, in code points."""

    start: int
    end: int
    author: str
    words: str


class Columns(NamedTuple):
    """Columns of a table by number, counted from 0; None where there is none.

    `has_headings`: the first row is nobody's words. `width`: only tables of so many columns are meant.
    """

    words: int
    speaker: int | None = None
    start: int | None = None
    end: int | None = None
    has_headings: bool = False
    width: int | None = None

    @property
    def places(self) -> list[int]:
        return [number for number in (self.words, self.speaker, self.start, self.end) if number is not None]

    def fit(self, width: int) -> bool:
        """Whether a table of so many columns has these."""
        return max(self.places) < width and self.width in (None, width)


class Sheet(NamedTuple):
    """The table that a file holds: its first rows, and how it was read; None where its headings are the speakers."""

    rows: list[list[str]]
    columns: Columns | None

    @property
    def width(self) -> int:
        return len(self.rows[0])


@dataclass(frozen=True, slots=True)
class Parsed:
    """A transcript read from a file. `encoding` is None where the format fixes it, `table` where the file has none."""

    text: str
    turns: Sequence[ParsedTurn]
    dropped: Sequence[Dropped]
    format: str
    encoding: str | None = None
    table: Sheet | None = None
    comments: Sequence[Comment] = field(default_factory=list)

    @property
    def speakers(self) -> list[str]:
        """The labels in the order in which they first speak."""
        return list(dict.fromkeys(turn.label for turn in self.turns if turn.label is not None))


def at_line(number: int) -> Message:
    """The place "line n", counted from 1 by the line ends of the file."""
    return Message(gettext_noop("line %(line)d"), {"line": number})


def at_page(number: int) -> Message:
    return Message(gettext_noop("page %(page)d"), {"page": number})


def refuse_longer(name: str, length: int) -> None:
    """Raises Unreadable for a text of more than MAX_CHARACTERS code points."""
    if length > MAX_CHARACTERS:
        raise Unreadable(
            name,
            None,
            Message(gettext_noop("the text has more than %(limit)d characters"), {"limit": MAX_CHARACTERS}),
            Message(gettext_noop("import it in parts")),
        )


def refuse_wordless(name: str, turns: Sequence[ParsedTurn]) -> None:
    """Raises Unreadable for an interview in which nobody says a word."""
    if not turns:
        raise Unreadable(
            name,
            None,
            Message(gettext_noop("there is not one spoken word in it")),
            Message(gettext_noop("choose the file that holds the interview")),
        )
