"""The tables of a report as CSV, in one zip: for Excel by a double click, and for scripts."""

from django.utils.translation import override

from reports.book.tree import Document
from reports.exchange.tables.as_csv import as_csv, as_excel_csv
from reports.exchange.wordml import packed


def as_tables(document: Document) -> bytes:
    """Named as they are numbered in the report. The same tree gives the same bytes."""
    with override(document.language):
        files = {}
        for number, grid in enumerate(document.grids(), start=1):
            name = f"{number:02}-{grid.table.name}.csv"
            files[f"excel/{name}"] = b"".join(as_excel_csv(grid.table))
            files[f"scripts/{name}"] = b"".join(as_csv(grid.table))
        return packed(files)
