"""PDF: from words at places back to paragraphs, rows and turns."""

import zlib

import pytest

from interviews.importing import Unreadable, read_transcript

from .pages import column, pdf, written

LONG = "yang kami kerjakan sejak awal bersama warga dan kantor kelurahan di sini"
TALK = [f"P: Apa {LONG}", "sampai hari ini?", f"I: Kami {LONG}", f"lalu {LONG}", "begitu saja.", "P: Terima kasih."]
WORDS = [f"Apa {LONG} sampai hari ini?", f"Kami {LONG} lalu {LONG} begitu saja.", "Terima kasih."]


def read(*pages):
    return read_transcript("a.pdf", pdf(*pages))


def spoken(parsed):
    return [parsed.text[turn.start : turn.end] for turn in parsed.turns]


def lost(parsed):
    return {dropped.what: (dropped.count, dropped.example) for dropped in parsed.dropped}


def test_lines_go_on_in_one_turn_until_the_next_label():
    parsed = read(column(TALK))

    assert spoken(parsed) == WORDS
    assert parsed.speakers == ["P", "I"]


def test_running_heads_and_page_numbers_are_dropped_and_said_so():
    talks = [[f"P: Apa {word} {LONG}?", f"I: Ya, {word}."] for word in ("masker", "pasar", "posko")]
    pages = [
        [(72, 800, "Wawancara RAHASIA"), *column(talk), (290, 40, f"Halaman {number} dari 3")]
        for number, talk in enumerate(talks, start=1)
    ]

    parsed = read(*pages)

    assert spoken(parsed) == [line.partition(": ")[2] for talk in talks for line in talk]
    assert lost(parsed) == {"Running heads and page numbers": (6, "Wawancara RAHASIA")}


@pytest.mark.parametrize("x", [40, 560])
def test_numbers_of_lines_in_the_margin_are_dropped_and_said_so(x):
    numbers = [(x, 740 - 14 * number, str(number + 1)) for number in range(len(TALK))]

    parsed = read(column(TALK) + numbers)

    assert spoken(parsed) == WORDS
    assert lost(parsed) == {"Line numbers in the margin": (6, "1")}


def test_a_table_across_pages_is_read_by_its_columns():
    rows = [(740, "Waktu", "Penutur", "Ucapan"), (700, "00:01", "P", "Apa"), (660, "00:05", "B1", "Masker")]
    first = [(x, y, cell) for y, *cells in rows for x, cell in zip((72, 150, 250), cells, strict=True)]
    first += [(250, 686, "kabar?"), (250, 646, "dari kantor"), (72, 620, "00:09"), (150, 620, "P"), (250, 620, "Oh,")]

    parsed = read(first, [(250, 740, "begitu.")])

    assert spoken(parsed) == ["Apa kabar?", "Masker dari kantor", "Oh, begitu."]
    assert [(turn.label, turn.start_ms) for turn in parsed.turns] == [("P", 1000), ("B1", 5000), ("P", 9000)]


def test_a_hyphen_at_the_end_of_a_line_goes_only_where_the_whole_word_is_known():
    parsed = read(column([f"P: orang-orang {LONG} koordinasi kelu-", "rahan dan orang-", "orang", "I: Ya kelurahan."]))

    assert spoken(parsed) == [f"orang-orang {LONG} koordinasi kelurahan dan orang-orang", "Ya kelurahan."]


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (pdf([]), "its pages are pictures"),
        (b"%PDF-1.7\n", "broken or not complete"),
        (pdf(column(TALK))[:200], "broken or not complete"),
        (written(["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Count 99999/Kids[2 0 R 2 0 R]>>"]), "a.pdf"),
    ],
)
def test_what_holds_no_text_or_is_broken_is_refused(data, said):
    with pytest.raises(Unreadable, match=said):
        read_transcript("a.pdf", data)


def with_stream(head, packed):
    page = "<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>>>"
    said = "BT /F 11 Tf 72 740 Td (P: Halo) Tj ET"
    font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    streams = [
        f"<<{more}/Length {len(data)}>>stream\n{data}\nendstream"
        for more, data in (("", said), (f"{head}/Filter/FlateDecode", packed.decode("latin-1")))
    ]
    pages = "<</Type/Pages/Count 1/Kids[3 0 R]>>"
    return written(["<</Type/Catalog/Pages 2 0 R>>", pages, page, streams[0], font, streams[1]])


def test_what_is_packed_too_tightly_is_refused_before_anything_opens_it():
    with pytest.raises(Unreadable, match="packed too tightly to be honest; print it to a new PDF"):
        read_transcript("a.pdf", with_stream("", zlib.compress(b"q Q " * 1_000_000, 9)))


@pytest.mark.parametrize(
    ("head", "packed"),
    [
        ("/Type/XObject/Subtype/Image", zlib.compress(bytes(20_000_000), 9)),  # a white page
        ("", zlib.compress(b"q Q " * 100_000, 9)[:-8]),  # cut short
        ("", b"no deflated data"),
    ],
)
def test_a_white_picture_and_a_damaged_drawing_are_no_bombs(head, packed):
    assert read_transcript("a.pdf", with_stream(head, packed)).text == "P: Halo"
