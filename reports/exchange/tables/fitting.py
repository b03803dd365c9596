"""How wide the columns of a table are on paper."""

from collections.abc import Sequence

from reports.exchange.tables.table import Column

LONGEST = 13  # letters of a word that is kept whole if there is room
PADDING = 3  # letters


def shares(columns: Sequence[Column], rows: Sequence[Sequence[str]], letters: float) -> list[float]:
    """The share of each column of a line of so many letters; together 1.

    A column holds its longest word; what is left is shared out as the widths of the columns weigh.
    """
    least = [
        min(LONGEST, max(map(len, _words(column.heading, cells)))) + PADDING
        for column, cells in zip(columns, _by_column(columns, rows), strict=True)
    ]
    left = max(0.0, letters - sum(least))
    wanted = [max(0.0, column.width - short) for column, short in zip(columns, least, strict=True)]
    whole = sum(wanted) or 1.0
    widths = [short + left * want / whole for short, want in zip(least, wanted, strict=True)]
    return [width / sum(widths) for width in widths]


def _words(heading: str, cells: Sequence[str]) -> set[str]:
    return {word for text in {heading, *cells} for word in text.split()} or {heading}


def _by_column(columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> list[Sequence[str]]:
    return list(zip(*rows, strict=True)) if rows else [()] * len(columns)
