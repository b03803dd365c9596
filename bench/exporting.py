"""Ten thousand codings as files, beside the same rows copied out by PostgreSQL, or written by the bare library."""

from collections.abc import Iterator
from functools import cache, partial
from io import BytesIO, StringIO

import xlsxwriter
from django.db import connection

from bench.house import House
from bench.table import Figure, Floor
from bench.timing import median, repeated
from interviews.models import Interview
from reports.exchange.tables.contents import table_of
from reports.exchange.tables.files import file_of

TIMES = 5
SECONDS = {"csv": 0.15, "xlsx": 1.2, "docx": 3}
SECOND = 1000  # ms
COPIED = """
    COPY (SELECT p.start, p."end", p.quote, k.key, a.code, c.polarity, c.status, u.username, c.created_at, c.id
          FROM coding_coding c JOIN coding_passage p ON p.id = c.passage_id JOIN coding_code k ON k.id = c.code_id
          JOIN ground_user u ON u.id = c.coder_id LEFT JOIN interviews_actor a ON a.id = c.about_actor_id
          WHERE p.transcript_id = '{transcript}' AND c.trashed_at IS NULL ORDER BY p.start) TO STDOUT WITH CSV
"""


def measure(_house: House, large: Interview) -> Iterator[Figure]:
    """Each format, and its floor."""
    floor = Floor("PostgreSQL's COPY of them", median(repeated(partial(_copied, large), TIMES)) / SECOND)
    floors = {"xlsx": Floor("the cells in bare xlsxwriter", median(repeated(partial(_bare, large), TIMES)) / SECOND)}
    for format, most in SECONDS.items():
        taken = repeated(partial(file_of, large.study, "codings", format, by=large.created_by), TIMES)
        what = f"export of 10,000 codings: {format.upper()}"
        yield Figure(what, median(taken) / SECOND, "s", most, floors.get(format, floor))


def _bare(large: Interview) -> bytes:
    """Every cell of the table written by the library and nothing else done: no width of a column, no format."""
    file = BytesIO()
    with xlsxwriter.Workbook(file, {"constant_memory": True, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(_cells(large)):
            for place, cell in enumerate(row):
                (sheet.write_number if type(cell) is int else sheet.write_string)(number, place, cell)
    return file.getvalue()


@cache
def _cells(large: Interview) -> list[list[int | str]]:
    rows = table_of(large.study, "codings", by=large.created_by).rows
    return [[cell if type(cell) is int else str(cell) for cell in row] for row in rows]


def _copied(large: Interview) -> str:
    out = StringIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(COPIED.format(transcript=large.transcript.pk), out)
    return out.getvalue()
