"""A table, or all of them, as an answer that a browser keeps as a file."""

from django.http import HttpResponse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from interviews.models import Study
from reports.exchange.tables.as_csv import as_csv, as_excel_csv
from reports.exchange.tables.contents import TABLES, table_of
from reports.exchange.tables.table import Table
from reports.exchange.wordml import packed

OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "excel-csv": "text/csv; charset=utf-8",
    "xlsx": f"{OFFICE}spreadsheetml.sheet",
    "docx": f"{OFFICE}wordprocessingml.document",
}
# Loaded when they are first asked for: what they write with takes more memory than the rest of a web process may grow.
AS_XLSX = "reports.exchange.tables.as_xlsx.as_xlsx"
AS_DOCX = "reports.exchange.tables.as_docx.as_docx"
ENDINGS = {"excel-csv": "excel.csv"}


def formats() -> dict[str, str]:
    """Format to what it is for."""
    return {
        "xlsx": _("Excel"),
        "docx": _("Word"),
        "excel-csv": _("CSV for Excel"),
        "csv": _("CSV for scripts"),
    }


def file_of(study: Study, name: str, format: str, *, by, raw: bool = False) -> HttpResponse:
    """One table in one of the formats; `raw` leaves the texts of a CSV exactly as they are.

    Raises KeyError for an unknown name or format.
    """
    return file_with(table_of(study, name, by=by), format, study=study, raw=raw)


def file_with(table: Table, format: str, *, study: Study, raw: bool = False) -> HttpResponse:
    """A table that was made already, as `file_of` gives it."""
    content = {
        "csv": lambda: b"".join(as_csv(table, raw=raw)),
        "excel-csv": lambda: b"".join(as_excel_csv(table)),
        "xlsx": lambda: import_string(AS_XLSX)([table]),
        "docx": lambda: import_string(AS_DOCX)(table, heading=study.title),
    }[format]()
    return _answer(content, f"{study.slug}-{table.name}", format)


def workbook_of(study: Study, *, by) -> HttpResponse:
    """Every table as a sheet of one workbook."""
    return _answer(import_string(AS_XLSX)(table_of(study, name, by=by) for name in TABLES), study.slug, "xlsx")


def zip_of(study: Study, *, by) -> bytes:
    """Every table as CSV for scripts, a file for each; the same rows give the same bytes."""
    return packed({f"{name}.csv": b"".join(as_csv(table_of(study, name, by=by))) for name in TABLES})


def _answer(content: bytes, name: str, format: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}.{ENDINGS.get(format, format)}"'}
    return HttpResponse(content, content_type=MEDIA_TYPES[format], headers=headers)
