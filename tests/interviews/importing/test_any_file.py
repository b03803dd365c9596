"""What holds for every file: it is taken whole or refused, and spans are spans."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interviews.importing import READERS, Unreadable, read_transcript

from .word import document, p, r, table

SPOKEN = ["P: Halo", "I:", "Informan T1: ya", "[00:01:02] P: a", "Budi (00:01:02) - b", "Budi  0:01", "Budi", "lanjut"]
ASIDES = ["", " ", "\u2028", "\r", "# Judul", "---", "【Satu】", "Tanggal: 3 Mei", "Catatan: x", "http://x", "**P:** c"]
TIMED = ["[00:01]", "00:01 --> 00:02", "1", "#00:00:01-2#", "- e", "😀", "e\u0301", "Transcribed by https://x"]
MARKED = ["WEBVTT", "NOTE x", "<v A>b</v><v C>d", "\x0c"]
LINES = st.sampled_from(SPOKEN + ASIDES + TIMED + MARKED)
TRANSCRIPTS = st.lists(LINES, max_size=14).flatmap(
    lambda lines: st.sampled_from(["\n", "\r\n", "\r", "\n\n", "\u2029"]).map(lambda end: end.join(lines))
)
WORDS = st.sampled_from(SPOKEN + ASIDES + TIMED)
LEAVES = ["<w:r><w:br/></w:r>", "<w:del/>", "<w:pPr/>", "<w:sym/>", "<w:tc/>", "<w:txbxContent/>", r("P: a"), r("b")]
BRANCHES = ["p", "tbl", "tr", "tc", "sdt", "del", "ins", "pict", "txbxContent"]
XML = st.recursive(
    st.sampled_from(LEAVES),
    lambda inner: st.tuples(st.sampled_from(BRANCHES), st.lists(inner)).map(
        lambda made: f"<w:{made[0]}>{''.join(made[1])}</w:{made[0]}>"
    ),
    max_leaves=12,
)


def read_or_refuse(name, data):
    """What is read, or None; a refusal names the file."""
    try:
        return read_transcript(name, data)
    except Unreadable as refusal:
        sentence = str(refusal)
    assert sentence.startswith(name)
    return None


def assert_spans_are_spans(read):
    """Inside the text, in order, apart, holding words; what is not text has gone."""
    ends = [0]
    for turn in read.turns:
        assert ends[-1] <= turn.start < turn.end <= len(read.text)
        assert read.text[turn.start : turn.end].strip() == read.text[turn.start : turn.end]
        ends.append(turn.end)
    assert read.turns
    assert "\r" not in read.text
    assert "\0" not in read.text
    read.text.encode()


@given(st.sampled_from(sorted(READERS)), st.binary(max_size=300))
@settings(deadline=None)  # the first of a kind loads its reader
def test_any_bytes_are_read_or_refused(extension, data):
    read = read_or_refuse(f"a.{extension}", data)

    if read is not None:
        assert_spans_are_spans(read)


@given(st.sampled_from(["txt", "md", "vtt", "srt"]), TRANSCRIPTS)
@settings(max_examples=300)
def test_any_transcript_is_read_or_refused(extension, text):
    read = read_or_refuse(f"a.{extension}", text.encode())

    if read is not None:
        assert_spans_are_spans(read)


@given(
    st.sampled_from(["txt", "md"]), st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff")) | TRANSCRIPTS
)
def test_the_text_of_a_text_file_is_the_file(extension, text):
    read = read_or_refuse(f"a.{extension}", text.encode())

    assert read is None or read.text == text.replace("\r\n", "\n").replace("\r", "\n")


@given(st.lists(st.lists(WORDS, max_size=6), max_size=3), st.lists(st.lists(WORDS, max_size=4), max_size=4))
@settings(max_examples=150)
def test_any_document_is_read_or_refused_and_each_turn_is_a_line(stretches, rows):
    body = table(*rows).join("".join(p(text) for text in paragraphs) for paragraphs in stretches)

    read = read_or_refuse("a.docx", document(body))

    if read is not None:
        assert_spans_are_spans(read)
        lines = read.text.split("\n")
        for turn in read.turns:
            said = read.text[turn.start : turn.end]
            assert (f"{turn.label}: {said}" if turn.label else said) in lines


@given(st.lists(XML, max_size=6).map("".join))
@settings(max_examples=300)
def test_any_nesting_of_elements_is_read_or_refused(body):
    read = read_or_refuse("a.docx", document(body))

    if read is not None:
        assert_spans_are_spans(read)


TOKENS = ["{", "}", "\\par ", "\\cell ", "\\row ", "\\u55357 ?", "\\'e9", "\\intbl ", "\\pard ", "\\*", "\\deleted "]
TAGS = [
    "<p>",
    "<table>",
    "<tr>",
    "<td colspan=3>",
    "</table>",
    "<br>",
    "<h1>",
    "</h1>",
    "<pre>",
    "\n",
    "<nav>",
    "</nav>",
]


@given(
    st.lists(st.sampled_from([*TOKENS, *SPOKEN, "\\pict ", "\\footnote ", "\\fonttbl ", "\\nestcell "]), max_size=20)
)
def test_any_rich_text_is_read_or_refused(tokens):
    read = read_or_refuse("a.rtf", ("{\\rtf1 " + "".join(tokens)).encode())

    if read is not None:
        assert_spans_are_spans(read)


@given(st.lists(st.sampled_from([*TAGS, *SPOKEN, "&nbsp;", "<!--", "<svg>", "\ufeff"]), max_size=20))
def test_any_page_is_read_or_refused(tags):
    read = read_or_refuse("a.html", "".join(tags).encode())

    if read is not None:
        assert_spans_are_spans(read)


@given(st.data())
def test_a_damaged_document_is_read_or_refused(data):
    whole = bytearray(document(p("P: Halo") + p("I: Ya")))
    at = data.draw(st.integers(0, len(whole) - 1))
    whole[at] = data.draw(st.integers(0, 255))

    read_or_refuse("a.docx", bytes(whole))


@pytest.mark.parametrize("name", ["a", "", ".txt", "a.TXT", "a.txt.exe", "../a.docx", "a\nb.txt"])
def test_any_name_is_taken(name):
    read_or_refuse(name, b"P: a\nI: b")
