"""Reading an interview of a million characters in each format, in the cage, beside the bare library's reading of it."""

import csv
import json
import re
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO, StringIO
from typing import NamedTuple

import pypdfium2
import python_calamine
import xlsxwriter
from lxml import etree, html

from bench.house import House
from bench.large import speech
from bench.table import Figure, Floor
from bench.timing import median, repeated
from interviews.importing.cage import read_caged
from interviews.models import Interview
from tests.interviews.importing.office import open_document
from tests.interviews.importing.pages import column, pdf

LENGTH = 1_000_000
TIMES = 3
LINES_OF_A_PAGE = 48
COLUMNS_OF_A_LINE = 80

Spoken = list[tuple[str, str]]


class Kind(NamedTuple):
    """A format: its file of what was said, and the plainest reading of that file with a library, named."""

    ending: str
    written: Callable[[Spoken], bytes]
    bare: Callable[[bytes], object]
    library: str


def measure(house: House, large: Interview) -> Iterator[Figure]:
    said = list(speech(LENGTH))
    for kind in KINDS:
        data = kind.written(said)
        floor = Floor(kind.library, median(repeated(partial(kind.bare, data), TIMES)))
        took = median(repeated(partial(read_caged, f"a.{kind.ending}", data), TIMES))
        yield Figure(
            f"read a {kind.ending.upper()} of 1,000,000 chars ({len(data) / 1e6:.1f} MB)", took, "ms", None, floor
        )


def _plain(said: Spoken) -> bytes:
    return "\n".join(f"{label}: {words}" for label, words in said).encode()


def _subtitles(said: Spoken) -> bytes:
    clock = "{:02}:{:02}:{:02}.000".format
    times = [clock(at // 3600, at // 60 % 60, at % 60) for at in range(len(said) + 1)]
    cues = (f"{times[n]} --> {times[n + 1]}\n<v {label}>{words}" for n, (label, words) in enumerate(said))
    return ("WEBVTT\n\n" + "\n\n".join(cues)).encode()


def _table(said: Spoken) -> bytes:
    told = StringIO()
    csv.writer(told).writerows([("speaker", "text"), *said])
    return told.getvalue().encode()


def _workbook(said: Spoken) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([("speaker", "text"), *said]):
            sheet.write_row(number, 0, row)
    return made.getvalue()


def _segments(said: Spoken) -> bytes:
    rows = [{"start": n, "end": n + 1, "speaker": label, "text": words} for n, (label, words) in enumerate(said)]
    return json.dumps({"segments": rows}).encode()


def _page(said: Spoken) -> bytes:
    return ("<html><body>" + "".join(f"<p>{label}: {words}</p>" for label, words in said) + "</body></html>").encode()


def _open_document(said: Spoken) -> bytes:
    return open_document("".join(f"<text:p>{label}: {words}</text:p>" for label, words in said))


def _rich_text(said: Spoken) -> bytes:
    return ("{\\rtf1\\ansi " + "".join(f"{label}: {words}\\par\n" for label, words in said) + "}").encode()


def _pages(said: Spoken) -> bytes:
    cut = re.compile(rf".{{1,{COLUMNS_OF_A_LINE}}}(?:\s+|$)")
    lines = [line.strip() for label, words in said for line in cut.findall(f"{label}: {words}")]
    plain = [re.sub(r"[()\\]", "", line).encode("ascii", "ignore").decode() for line in lines]
    starts = range(0, len(plain), LINES_OF_A_PAGE)
    return pdf(*(column(plain[start : start + LINES_OF_A_PAGE]) for start in starts))


def _by_pdfium(data: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def _unzipped(data: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return archive.read("content.xml")


KINDS = (
    Kind("txt", _plain, bytes.decode, "bytes.decode"),
    Kind("vtt", _subtitles, lambda data: re.findall(r"-->.*\n(.+)", data.decode()), "regex"),
    Kind("csv", _table, lambda data: list(csv.reader(StringIO(data.decode()))), "csv"),
    Kind(
        "xlsx",
        _workbook,
        lambda data: python_calamine.load_workbook(BytesIO(data)).get_sheet_by_index(0).to_python(),
        "calamine",
    ),
    Kind("json", _segments, json.loads, "json"),
    Kind("html", _page, lambda data: html.fromstring(data).text_content(), "lxml"),
    Kind("odt", _open_document, lambda data: "".join(etree.fromstring(_unzipped(data)).itertext()), "zip and lxml"),
    Kind("rtf", _rich_text, lambda data: re.sub(r"\\[a-z]+-?\d* ?|[{}]", "", data.decode()), "regex"),
    Kind("pdf", _pages, _by_pdfium, "pypdfium2"),
)
