"""What a table is, whatever is made of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

Cell = str | int | bool | date | None


@dataclass(frozen=True)
class Column:
    """`key` is for scripts and never changes; `heading` is read by people; `width` is in characters.

    Where `in_print` is false the column is left out on paper, which has no room for it.
    """

    key: str
    heading: str
    width: int = 12
    in_print: bool = True


@dataclass(frozen=True)
class Table:
    """Rows are read once, one after the other; each has a cell for every column."""

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Iterable[tuple[Cell, ...]]
