"""What a matrix is: counts crosswise, each with the address of the passages that make it. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from coding.retrieval.query import Query
from reports.matrices.axes import Axis, Head

Counts = Mapping[tuple[str | None, str | None], int]
"""How many by (row, column); None for all of them."""


@dataclass(frozen=True)
class Cell:
    """`n` is None where nobody speaks of it: no coding belongs here, of whatever status. 0 is a count as any other."""

    n: int | None
    address: str
    row_percent: int | None = None
    column_percent: int | None = None
    closeness: float | None = None


@dataclass(frozen=True)
class Row:
    head: Head
    total: Cell
    cells: list[Cell]


@dataclass(frozen=True)
class Matrix:
    """`counts` holds what was counted, and `evidence` the places with a coding, counted or not."""

    down: Axis
    across: Axis
    query: Query
    what: str
    counts: Counts
    evidence: frozenset[tuple[str, str]]

    @property
    def is_codes_beside_codes(self) -> bool:
        return self.across.param == "with"

    @property
    def rows(self) -> list[Row]:
        return self.rows_of(self.down.heads)

    def rows_of(self, heads: Iterable[Head]) -> list[Row]:
        """Of all heads, or of those that a page has room for."""
        return [
            Row(
                head,
                self._total(head.value, None),
                [self.cell(head.value, other.value) for other in self.across.heads],
            )
            for head in heads
        ]

    @property
    def totals(self) -> list[Cell]:
        """Of each column; of codes beside codes there are none, for they would be those of the rows."""
        return [] if self.is_codes_beside_codes else [self._total(None, head.value) for head in self.across.heads]

    @property
    def all(self) -> Cell:
        return Cell(self.counts.get((None, None), 0), self._address())

    @property
    def is_empty(self) -> bool:
        return not self.counts.get((None, None))

    def _address(self, **only: str) -> str:
        """Of the page with these passages; it says how many of what is counted here there are."""
        count = "" if self.what in ("codings", "passages") else f"&count={self.what}"
        return f"{self.query.also(**only).address}{count}"

    @cached_property
    def _spoken(self) -> tuple[set[str], set[str]]:
        """The rows and the columns with at least one coding."""
        return {row for row, _column in self.evidence}, {column for _row, column in self.evidence}

    def _total(self, row: str | None, column: str | None) -> Cell:
        only = ({self.down.param: row} if row else {}) | ({self.across.param: column} if column else {})
        spoken = column in self._spoken[1] if row is None else row in self._spoken[0]
        n = self.counts.get((row, column))
        return Cell(n if n is not None else 0 if spoken else None, self._address(**only))

    def cell(self, row: str, column: str) -> Cell:
        n, address = self.counts.get((row, column)), self._address(**{self.down.param: row, self.across.param: column})
        if n is None:
            n = 0 if (row, column) in self.evidence else None
        if self.is_codes_beside_codes:
            return Cell(n, address, _percent(n, self.counts.get((row, None))), closeness=self._closeness(row, column))
        of_row, of_column = self.counts.get((row, None)), self.counts.get((None, column))
        return Cell(n, address, _percent(n, of_row), _percent(n, of_column))

    def _closeness(self, one: str, other: str) -> float | None:
        """The c-coefficient of two codes, from 0 to 1: n12 / (n1 + n2 - n12), undefined for a code beside itself.

        That is Jaccard's coefficient of community (Jaccard, P. (1912). The distribution of the flora in the alpine
        zone. New Phytologist 11(2), 37-50), as programs for qualitative analysis give it for codes. Beside is not the
        same from both sides (two short passages within a long one), so n12 is the mean of both counts.
        """
        if one == other:
            return None
        n1, n2 = self.counts.get((one, None), 0), self.counts.get((other, None), 0)
        shared = (self.counts.get((one, other), 0) + self.counts.get((other, one), 0)) / 2
        return shared / (n1 + n2 - shared) if n1 + n2 else None


def _percent(n: int | None, of: int | None) -> int | None:
    """A whole number, halves upwards; None where there is nothing to take a share of."""
    return (200 * n + of) // (2 * of) if n is not None and of else None
