"""The text of a cell with its quotes: as it is read, as it is typed, and on paper."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from coding.marked import MARK, PASSAGE, Mark, marks, pieces
from coding.mentioning import reachable
from interviews.models import Study
from reports.citing import Citation, Citing
from reports.evidence.quotes import Quotation, quotations
from reports.staleness.grounds import Facts

TYPED = re.compile(r"\[(\d{1,4})\]")


class Quoted(NamedTuple):
    """A quote in a text: its words and its place, or that it is out of reach."""

    quotation: Quotation | None
    cite: Citation

    @property
    def is_quote(self) -> bool:
        """For templates, which ask it of plain words too."""
        return True


def onward(rests_on: Facts, now: Facts) -> dict[str, str]:
    """By passage that a text may quote the one where its coding stands now: a correction of the text carries it on."""
    moved = {str(fact["passage"]): str(now[row]["passage"]) for row, fact in rests_on.items() if row in now}
    return {old: new for old, new in moved.items() if old != new}


def quoted(study: Study, wanted: Iterable[str], said_by: Mapping[str, str | None], citing: Citing) -> dict[str, Quoted]:
    """Passages by id, in three queries; one in the trash or of another study is left out.

    `said_by` is the informant of a passage, where it is known.
    """
    there = {str(pk) for pk in reachable(study, set(wanted)).values_list("pk", flat=True)}
    found = quotations(study, there)
    return {key: Quoted(each, citing.cite(each, said_by.get(key))) for key, each in found.items()}


def told(text: str, known: Mapping[str, Quoted], moved: Mapping[str, str]) -> list[str | Quoted]:
    """The text as plain words and quotes, in their order."""
    return [_shown(piece, known, moved) for piece in pieces(text)]


def _shown(piece: str | Mark, known: Mapping[str, Quoted], moved: Mapping[str, str]) -> str | Quoted:
    if isinstance(piece, str):
        return piece
    if piece.sign != PASSAGE:
        return str(piece)
    return known.get(moved.get(piece.id, piece.id)) or Quoted(None, Citation())


def on_paper(shown: Iterable[str | Quoted], instead: str) -> str:
    """For a table or a file; `instead` stands for a quote that is out of reach."""
    return "".join(each if isinstance(each, str) else _printed(each, instead) for each in shown)


def _printed(each: Quoted, instead: str) -> str:
    return f"“{each.quotation.short}” {each.cite}" if each.quotation else instead


def typed(text: str, numbers: Mapping[str, int], moved: Mapping[str, str]) -> str:
    """For the box in which one writes: a quote is the number of its passage in the list beside it, `[3]`."""

    def number(match: re.Match) -> str:
        found = numbers.get(moved.get(match[2], match[2])) if match[1] == PASSAGE else None
        return f"[{found}]" if found else match[0]

    return MARK.sub(number, text)


def from_typed(text: str, passages: list[str]) -> str:
    """The text as it is stored; `passages` are those of the list, in the order in which they were numbered."""

    def mark(match: re.Match) -> str:
        place = int(match[1])
        return str(Mark(PASSAGE, passages[place - 1])) if 0 < place <= len(passages) else match[0]

    return TYPED.sub(mark, text)


def left_as_typed(text: str) -> list[str]:
    """The numbers in brackets, of a text as it is stored, that stand for no passage."""
    return list(dict.fromkeys(match[0] for match in TYPED.finditer(text)))


def quotes_in(texts: Iterable[str]) -> set[str]:
    """The passages that the texts quote."""
    return marks("\n".join(texts), PASSAGE)
