"""Bytes to text: encodings, line ends, and what no text can hold."""

import pytest

from interviews.importing import Unreadable, read_transcript

WORDS = "P: Apa kabar?\nI: Baik – “sehat” é.\n"


@pytest.mark.parametrize(
    ("encoding", "mark", "found"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\0\0", "utf-32-le"),
        ("cp1252", b"", "windows-1252"),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_one_interview_in_any_encoding_and_with_any_line_ends_is_one_text(encoding, mark, found, end):
    read = read_transcript("a.txt", mark + WORDS.replace("\n", end).encode(encoding))

    assert (read.text, read.encoding) == (WORDS, found)


def test_a_chinese_text_in_utf16_without_a_mark_is_known():
    words = "刘老师：首先请大家谈谈，你们平时用手机多吗？\n赵大爷：我用手机主要就是打电话、发微信。\n" * 3

    assert read_transcript("a.txt", words.encode("utf-16-le")).text == words


def test_rare_line_ends_are_kept():
    text = "P: a\x85b\u2028c\u2029d\x0be\x0cf"

    assert read_transcript("a.txt", text.encode()).text == text


@pytest.mark.parametrize(
    ("data", "complaint"),
    [
        (b"P: a\nI: b\0c", "a.txt, line 2: there is a NUL character"),
        (b"P: a\nI: \xed\xa0\x80", "a.txt, line 2: there is a damaged character (bytes that are not UTF-8)"),
        ("P: ïé\r\nI: ".encode() + b"\xff", "a.txt, line 2: there is a damaged character (bytes that are not UTF-8)"),
        (b"P: \xe9\nI: \x81", "a.txt, line 2: the byte 0x81 is neither UTF-8 nor Windows-1252"),
        (b"P: \xe9\nI: \x01", "a.txt, line 2: there is a control character"),
        (b"\xff\xfeP\0\n\0\0\xd8", "a.txt, line 2: the bytes there are not UTF-16-LE, which the file says it is"),
        (b" \n\n", "a.txt: there is not one spoken word in it"),
        (b"", "a.txt: there is not one spoken word in it"),
        (b"%PDF-1.7", "a.txt: it is a PDF document, although its name ends in .txt"),
        (b"PK\3\4", "a.txt: it is a zip package such as a Word document, although its name ends in .txt"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_in_one_sentence(data, complaint):
    with pytest.raises(Unreadable) as refused:
        read_transcript("a.txt", data)

    before, _, cure = str(refused.value).partition("; ")
    assert before == complaint
    assert cure.endswith(".")


def test_a_kind_of_file_that_is_not_read_is_refused_with_the_kinds_that_are():
    with pytest.raises(
        Unreadable, match=r"^a\.xyz: this kind of file is not read here; save it as one of \.csv, \.docx"
    ):
        read_transcript("a.xyz", b"P: a")


def test_too_long_a_text_and_too_large_a_file_are_refused():
    with pytest.raises(Unreadable, match="more than 5000000 characters"):
        read_transcript("a.txt", b"a " * 2_500_001)
    with pytest.raises(Unreadable, match="larger than 50 MB"):
        read_transcript("a.txt", b"a" * 50_000_001)


def test_a_refusal_speaks_the_readers_language():
    indonesian = {"line %(line)d": "baris %(line)d", "there is a NUL character": "ada karakter NUL"}
    with pytest.raises(Unreadable) as refused:
        read_transcript("a.txt", b"P: a\nI: b\0c")

    sentence = refused.value.sentence(lambda msgid: indonesian.get(msgid, msgid))

    assert sentence.startswith("a.txt, baris 2: ada karakter NUL; ")
