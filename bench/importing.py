"""Taking in a Word document of a million characters, beside unpacking it and cutting out the words; refusing a bomb."""

import re
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from functools import partial
from io import BytesIO
from itertools import count

from bench.house import House
from bench.large import speech
from bench.table import Figure, Floor
from bench.timing import median, repeated, timed
from interviews.importing import Unreadable
from interviews.importing.cage import read_caged
from interviews.models import Interview
from interviews.transcripts import save_interview
from tests.interviews.importing.word import document, p

LENGTH = 1_000_000
BOMB = 300_000_000
TIMES = 5
WORDS = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
PARAGRAPH = re.compile(r"</w:p>")


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """Parse in the cage and save, as the server does after the upload."""
    data = document("".join(p(f"{label}: {words}") for label, words in speech(LENGTH)))
    numbers = count(1)
    floor = Floor("unzip and regex", median(repeated(partial(_bare, data), TIMES)))
    took = median(repeated(lambda: _take_in(data, large, next(numbers)), TIMES))
    yield Figure("import a DOCX of 1,000,000 chars: parse and save", took, "ms", 300, floor)
    bomb = document(p(" " * BOMB))
    yield Figure(f"refuse a DOCX of {len(bomb) // 1000} kB that unpacks to {BOMB:,} bytes", _refusal(bomb), "ms", 1000)


def _refusal(bomb: bytes) -> float:
    """Milliseconds until it is refused."""

    def refuse():
        with suppress(Unreadable):
            read_caged("bomb.docx", bomb)
            raise SystemExit("the bomb was taken in")

    return median([timed(refuse) for _ in range(TIMES)])


def _take_in(data: bytes, large: Interview, number: int) -> None:
    parsed = read_caged("million.docx", data)
    save_interview(
        large.study, by=large.created_by, parsed=parsed, source_name="million.docx", voices={}, code=f"SEJUTA-{number}"
    )


def _bare(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        told = archive.read("word/document.xml").decode()
    return "\n".join("".join(WORDS.findall(paragraph)) for paragraph in PARAGRAPH.split(told))
