"""Taking in a Word document of a million characters, beside unpacking it and cutting out the words."""

import re
import zipfile
from collections.abc import Iterator
from functools import partial
from io import BytesIO
from itertools import count

from bench.house import House
from bench.large import speech
from bench.table import Figure, Floor
from bench.timing import median, repeated
from interviews.importing import read_transcript
from interviews.models import Interview
from interviews.transcripts import save_interview
from tests.interviews.importing.word import document, p

LENGTH = 1_000_000
TIMES = 5
WORDS = re.compile(r"<w:t[^>]*>([^<]*)</w:t>")
PARAGRAPH = re.compile(r"</w:p>")


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """Parse and save, as the server does after the upload."""
    data = document("".join(p(f"{label}: {words}") for label, words in speech(LENGTH)))
    numbers = count(1)
    floor = Floor("unzip and regex", median(repeated(partial(_bare, data), TIMES)))
    took = median(repeated(lambda: _take_in(data, large, next(numbers)), TIMES))
    yield Figure("import a DOCX of 1,000,000 chars: parse and save", took, "ms", 300, floor)


def _take_in(data: bytes, large: Interview, number: int) -> None:
    parsed = read_transcript("million.docx", data)
    save_interview(
        large.study, by=large.created_by, parsed=parsed, source_name="million.docx", voices={}, code=f"SEJUTA-{number}"
    )


def _bare(data: bytes) -> str:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        told = archive.read("word/document.xml").decode()
    return "\n".join("".join(WORDS.findall(paragraph)) for paragraph in PARAGRAPH.split(told))
