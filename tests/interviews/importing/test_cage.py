"""The cage: what is read in it is what is read outside, and nothing that happens in it reaches the one who asks."""

import os
import signal
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from interviews.importing import Columns, Unreadable, cage, caged, read_transcript
from interviews.importing.cage import read_caged

from .hostile import drawings_in_drawings
from .pages import written
from .word import W, document, p

TALK = "P: Apa kabar?\nI: Baik 😀.\nP: [00:01:02] Oh\u2028ya.".encode()


@pytest.mark.parametrize(("name", "data"), [("a.txt", TALK), ("a.docx", document(p("P: a") + p("I: b", style="x")))])
def test_in_the_cage_the_same_is_read(name, data):
    assert read_caged(name, data) == read_transcript(name, data)


def test_columns_go_into_the_cage_and_comments_come_out_of_it():
    comments = f'<w:comments xmlns:w="{W}"><w:comment w:id="1" w:author="A">{p("Ya?")}</w:comment></w:comments>'
    marked = p("P: ", '<w:commentRangeStart w:id="1"/>', "Halo", '<w:commentRangeEnd w:id="1"/>')
    columns = Columns(words=0, speaker=1)

    assert len(read_caged("a.docx", document(marked, {"comments": comments})).comments) == 1
    assert read_caged("a.csv", b"Halo,x\nYa,y", columns) == read_transcript("a.csv", b"Halo,x\nYa,y", columns)


@pytest.mark.parametrize(("name", "data"), [("a\n.txt", b"\0"), ("a.vtt", b"00:99:01 --> 1\nx"), ("a.docx", b"PK\3\4")])
def test_a_refusal_comes_out_of_the_cage_word_for_word(name, data):
    with pytest.raises(Unreadable) as outside:
        read_transcript(name, data)
    with pytest.raises(Unreadable) as inside:
        read_caged(name, data)

    assert inside.value.args == outside.value.args


def test_many_are_read_at_once():
    files = [f"P: {number}?\nI: ya".encode() for number in range(24)]

    with ThreadPoolExecutor(8) as pool:
        read = list(pool.map(lambda data: read_caged("a.txt", data), files))

    assert [parsed.text for parsed in read] == [data.decode() for data in files]


def test_the_end_of_one_that_dies_is_heard_while_another_still_reads():
    with closing(cage._Cage()) as mine, mine.ask() as first, mine.ask():
        readers = Path(f"/proc/{mine._process.pid}/task/{mine._process.pid}/children")
        while len(readers.read_text().split()) < 2:
            time.sleep(0.01)

        os.kill(int(readers.read_text().split()[0]), signal.SIGKILL)
        first.settimeout(caged.SECONDS / 2)

        assert first.recv(1) == b""


def pdf_bomb(megabytes):
    """Pages whose drawing unpacks to so many megabytes of blanks, and passes itself off as a picture."""
    packer = zlib.compressobj(9)
    head = packer.compress(b"") + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    again = packer.compress(b" " * 1_000_000) + packer.flush(zlib.Z_FULL_FLUSH)
    stream = (head + block + again * megabytes + packer.flush()).decode("latin-1")
    page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 595 842]>>"
    drawn = f"<</Subtype/Image/Length {len(stream)}/Filter/FlateDecode>>stream\n{stream}\nendstream"
    return written(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 1/Kids[3 0 R]>>", page, drawn])


def test_what_would_fill_the_memory_is_refused_and_the_next_file_is_read():
    with pytest.raises(Unreadable, match="^a.pdf: reading it takes more memory than any interview needs; "):
        read_caged("a.pdf", pdf_bomb(3_000))

    assert read_caged("a.txt", TALK).text == TALK.decode()


def test_what_costs_more_work_than_its_size_allows_is_refused():
    begun = time.monotonic()

    with pytest.raises(Unreadable, match="^a.pdf: reading it takes longer than any interview needs; "):
        read_caged("a.pdf", drawings_in_drawings())

    assert time.monotonic() - begun < caged.SECONDS


def test_a_cage_that_was_killed_is_started_anew():
    read_caged("a.txt", TALK)
    os.kill(cage._cage._process.pid, signal.SIGKILL)
    cage._cage._process.wait(5)

    assert read_caged("a.txt", TALK).text == TALK.decode()


def test_the_cage_knows_no_secret():
    read_caged("a.txt", TALK)

    known = Path(f"/proc/{cage._cage._process.pid}/environ").read_text()

    assert {line.partition("=")[0] for line in known.split("\0") if line} <= set(cage.KEPT)


def test_the_cage_ends_with_the_one_who_started_it():
    mine = cage._Cage()
    mine.ask().close()
    process = mine._process

    begun = time.monotonic()
    mine.close()

    assert process.returncode == 0
    assert time.monotonic() - begun < caged.SECONDS
