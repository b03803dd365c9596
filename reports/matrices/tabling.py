"""A matrix as a table: what the page shows of it, for files."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exchange.tables.table import Cell as Value
from reports.exchange.tables.table import Column, Table
from reports.matrices.asking import CLOSENESS, COLUMN, ROW, Asked, labels
from reports.matrices.matrix import Cell, Matrix


def table_of(matrix: Matrix, asked: Asked) -> Table:
    """Counts, or what the address asks to be shown instead: percent of the row or the column, or closeness."""
    columns = (
        Column("row", _("Row")),
        Column("label", _("Label"), 24, in_print=False),
        *(Column(head.value, head.short) for head in matrix.across.heads),
        Column("all", _("In all")),
    )
    return Table(f"matrix-{asked.kind}", labels()[asked.kind], columns, _rows(matrix, asked.show))


def _rows(matrix: Matrix, show: str) -> Iterator[tuple[Value, ...]]:
    for row in matrix.rows:
        shown = (_shown(cell, show) for cell in row.cells)
        yield (row.head.short, row.head.label, *shown, _shown(row.total, ""))
    if matrix.totals:
        yield (_("In all"), "", *(_shown(cell, "") for cell in matrix.totals), matrix.all.n)


def _shown(cell: Cell, show: str) -> Value:
    if cell.n is None:
        return _("no evidence")
    if show == CLOSENESS:
        return "–" if cell.closeness is None else f"{cell.closeness:.2f}"
    return {ROW: cell.row_percent or 0, COLUMN: cell.column_percent or 0}.get(show, cell.n)
