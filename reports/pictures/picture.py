"""What a picture is, and what one is asked of."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from interviews.models import Study
from reports.depth.of_now import summary_of_now
from reports.evidence.voices import Voices, voices_of
from reports.exchange.tables.table import Cell, Column, Table
from reports.reading import Reading


@dataclass(frozen=True)
class Picture:
    """A drawing, what it shows in words, its data, and for each row of the data the query that finds its passages.

    `counted` are the columns that count; `behind` has, for each row, the query of those of them that count something
    else than the row's own query finds.
    """

    key: str
    title: str
    alt: str
    drawing: str
    table: Table
    finds: tuple[str, ...]
    counted: tuple[str, ...] = ()
    behind: tuple[Mapping[str, str], ...] = ()

    @property
    def rows(self) -> list[tuple[tuple[Cell, ...], str]]:
        """The rows of the data, each with its question."""
        return list(zip(self.table.rows, self.finds, strict=True))

    @property
    def told(self) -> list[tuple[list[tuple[Cell, str]], str]]:
        """The rows of the data, each cell with the query behind it, empty where it counts nothing; and that of the row
        where none of its cells has one."""
        told, keys = [], [column.key for column in self.table.columns]
        for place, (cells, finds) in enumerate(self.rows):
            behind = dict.fromkeys(self.counted, finds) | dict(self.behind[place] if self.behind else {})
            asked = [behind.get(key, "") if cell else "" for key, cell in zip(keys, cells, strict=True)]
            told.append((list(zip(cells, asked, strict=True)), "" if any(asked) else finds))
        return told

    @property
    def svg(self) -> str:
        """The drawing as it stands by itself, outside of a page: the same words for the same data."""
        return self.drawing.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)  # on a page HTML knows it


@dataclass(frozen=True)
class Asked:
    """A study on a basis, in a language. `interview` is the code of the one whose course is drawn.

    `given` is the summary as it is read, where it is not that of the evidence as it is now; `heard` who speaks, where
    that is known already.
    """

    study: Study
    basis: str
    language: str
    interview: str = ""
    given: Reading | None = None
    heard: Voices | None = None

    @cached_property
    def reading(self) -> Reading:
        """Raises InvalidEvidence."""
        return self.given or Reading(summary_of_now(self.study, self.basis), self.language)

    @cached_property
    def voices(self) -> Voices:
        return self.heard or voices_of(self.study)


def columns(**headings: str) -> tuple[Column, ...]:
    """The columns of the data, by key."""
    return tuple(Column(key, heading, 18) for key, heading in headings.items())
