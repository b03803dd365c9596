"""Files made to do harm: refused whole, before anything is unpacked, in one sentence."""

import io
import stat
import struct
import time
import warnings
import zipfile
import zlib
from itertools import pairwise

import pytest

from interviews.importing import Unreadable, read_transcript

from .word import LINKS, W, document, link, p, package, table

FINE = {
    "_rels/.rels": LINKS.format(link(1, "officeDocument", "word/document.xml")),
    "word/document.xml": f'<w:document xmlns:w="{W}"><w:body>{p("P: Halo")}</w:body></w:document>',
}


def refusal(data, name="a.docx"):
    begun = time.process_time()
    with pytest.raises(Unreadable) as refused:
        read_transcript(name, data)
    assert time.process_time() - begun < 1
    return str(refused.value)


def test_the_ground_of_these_tests_is_a_document_that_is_read():
    assert read_transcript("a.docx", package(FINE)).text == "P: Halo"


def test_a_bomb_is_refused_by_its_table_of_contents():
    bomb = package({**FINE, "word/media/a.bin": bytes(300_000_000)})

    assert "packed too tightly" in refusal(bomb)


def test_the_same_sentence_over_and_over_is_no_bomb():
    words = "Kami sudah berkoordinasi dengan warga sejak awal. " * 40_000

    assert len(read_transcript("a.docx", document(p("P: ", words))).text) > 1_000_000


def test_a_lying_size_is_caught():
    data = bytearray(package({**FINE, "word/document.xml": FINE["word/document.xml"] + " " * 900_000}))
    at = data.rfind(b"PK\1\2")
    data[at + 24 : at + 28] = struct.pack("<L", 100)

    assert "broken or not complete" in refusal(bytes(data))


def test_endless_contents_are_refused_unread():
    many = package({**FINE, **{f"word/media/{number}": b"" for number in range(10_001)}})

    assert "more than 10000 parts" in refusal(many)


def test_a_lying_number_of_parts_is_refused():
    data = bytearray(package({**FINE, **{f"word/media/{number:060}": b"" for number in range(40_000)}}))
    at = data.rfind(b"PK\5\6")
    data[at + 8 : at + 12] = struct.pack("<HH", 3, 3)

    assert "more than 10000 parts" in refusal(bytes(data))


@pytest.mark.parametrize(
    "name", ["../evil", "word/../../evil", "/etc/passwd", "C:/win", "C:\\win", "a\\b", "\\\\host\\x"]
)
def test_a_part_whose_name_leads_elsewhere_is_refused(name):
    assert "leads out of the file" in refusal(package({**FINE, name: "x"}))


@pytest.mark.parametrize("twin", ["word/document.xml", "WORD/Document.xml"])
def test_two_parts_of_one_name_are_refused(twin):
    packed = io.BytesIO(package(FINE))
    with zipfile.ZipFile(packed, "a") as archive, warnings.catch_warnings(action="ignore"):
        archive.writestr(twin, "x")

    assert "is there twice" in refusal(packed.getvalue())


def test_a_link_is_refused():
    packed = io.BytesIO(package(FINE))
    with zipfile.ZipFile(packed, "a") as archive:
        linked = zipfile.ZipInfo("word/media/a")
        linked.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(linked, "/etc/passwd")

    assert "is a link" in refusal(packed.getvalue())


def test_a_password_is_named():
    data = bytearray(package(FINE))
    at = data.find(b"PK\1\2")
    data[at + 8] |= 1

    assert "protected by a password" in refusal(bytes(data))


def test_a_rare_compression_is_refused():
    packed = io.BytesIO(package(FINE))
    with zipfile.ZipFile(packed, "a", zipfile.ZIP_LZMA) as archive:
        archive.writestr("word/x.xml", "x")

    assert "packed in a way" in refusal(packed.getvalue())


@pytest.mark.parametrize("part", ["word/document.xml", "_rels/.rels"])
@pytest.mark.parametrize(
    "declared",
    [
        '<!ENTITY x SYSTEM "file:///etc/passwd">',
        '<!ENTITY a "aaaaaaaaaa">' + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise("abcdefghi")),
    ],
)
def test_entities_are_refused(part, declared):
    harmful = f"<!DOCTYPE w:document [{declared}]>{FINE[part]}".replace("Halo", "&x;")

    assert "declares entities" in refusal(package({**FINE, part: harmful}))


def test_a_declared_type_is_refused_in_utf16_too():
    harmful = f'<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE w:document []>{FINE["word/document.xml"]}'

    assert "declares entities" in refusal(package({**FINE, "word/document.xml": harmful.encode("utf-16")}))


def test_depth_without_end_is_refused():
    deep = "<w:sdt>" * 30_000 + "</w:sdt>" * 30_000

    assert "not well-formed" in refusal(document(deep))


def test_a_paragraph_of_millions_of_nothings_is_refused():
    runs = b"".join(b"<w:r>%d</w:r>" % (number * 7_919) for number in range(900_000))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("_rels/.rels", FINE["_rels/.rels"])
        archive.writestr("word/document.xml", FINE["word/document.xml"].encode().replace(b"<w:r>", runs + b"<w:r>"))

    assert "larger than any interview" in refusal(packed.getvalue())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\3\4",
        b"P: Halo",
        zlib.compress(b"x"),
        package(FINE)[:-30],
        package(FINE)[30:],
        package({"word/document.xml": FINE["word/document.xml"][:-9]}),
        package({"xl/workbook.xml": "<workbook/>"}),
        package({**FINE, "word/document.xml": "<html/>"}),
        package({**FINE, "word/document.xml": b"\xff\xfe\0"}),
        package({**FINE, "_rels/.rels": LINKS.format(link(1, "officeDocument", "../../etc/passwd"))}),
        document(""),
        document(p("") + table(("", ""))),
    ],
)
def test_what_is_broken_or_empty_is_refused(data):
    assert refusal(data).startswith("a.docx: ")


def test_an_external_part_is_not_fetched():
    outside = link(1, "officeDocument", "http://127.0.0.1/x").replace("/>", ' TargetMode="External"/>')

    assert read_transcript("a.docx", package({**FINE, "_rels/.rels": LINKS.format(outside)})).text == "P: Halo"
