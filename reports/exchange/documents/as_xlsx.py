"""The tables of a report as one Excel workbook, a sheet for each."""

from dataclasses import replace

from django.utils.translation import override

from reports.book.tree import Document, labels_of
from reports.exchange.tables import as_xlsx as tables


def as_xlsx(document: Document) -> bytes:
    """Sheets are named as their tables are numbered; no two are called alike. The same tree gives the same bytes."""
    labels = labels_of(document)
    with override(document.language):
        named = (
            replace(grid.table, title=f"{labels[grid.anchor].split(' ')[1]} {grid.table.title}")
            for grid in document.grids()
        )
        return tables.as_xlsx(named)
