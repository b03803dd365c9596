"""Tables as transcripts: in the columns that a person names, else in those that are guessed."""

import io
from datetime import date, time, timedelta

import pytest
import xlsxwriter

from interviews.importing import Columns, Unreadable, read_transcript

from .word import document, p, table

HEADED = [["Isi", "Yang bicara", "Dari", "Sampai"], ["Apa kabar?", "Penanya", "1", "2"], ["Baik.", "Bu A", "2.5", "4"]]
TOLD = Columns(words=0, speaker=1, start=2, end=3, has_headings=True)
SAID = [("Penanya", "Apa kabar?", 1000, 2000), ("Bu A", "Baik.", 2500, 4000)]


def workbook(**sheets):
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for column, cell in enumerate(row):
                form = book.add_format({"num_format": "[h]:mm:ss"}) if isinstance(cell, time | timedelta) else None
                sheet.write(number, column, cell, form)
    book.close()
    return made.getvalue()


def separated(rows):
    return "\n".join(";".join(row) for row in rows).encode()


def said(parsed):
    return [(turn.label, parsed.text[turn.start : turn.end], turn.start_ms, turn.end_ms) for turn in parsed.turns]


@pytest.mark.parametrize(
    ("name", "data"), [("a.csv", separated(HEADED)), ("a.xlsx", workbook(Satu=HEADED))], ids=["csv", "xlsx"]
)
def test_columns_that_no_heading_tells_are_told_by_a_person(name, data):
    parsed = read_transcript(name, data, TOLD)

    assert said(parsed) == SAID
    assert parsed.table.columns == TOLD
    assert parsed.table.rows == HEADED


def test_a_table_in_a_document_is_read_in_the_columns_that_are_told_and_no_other_is():
    layout = table(("Tempat", "Kelurahan"), ("Hari", "Senin"))
    data = document(layout + table(("satu", "Apa kabar?"), ("dua", "Baik."), ("", "Sekali.")))

    parsed = read_transcript("a.docx", data, Columns(words=1, speaker=0, width=3))
    assert parsed.table is None  # no table of three columns is here

    data = document(layout + table(("1", "satu", "Apa kabar?"), ("2", "dua", "Baik."), ("", "", "Sekali.")))
    parsed = read_transcript("a.docx", data, Columns(words=2, speaker=1, width=3))
    assert [(label, words) for label, words, *_ in said(parsed)] == [
        ("satu", "Apa kabar?"),
        ("dua", "Baik.\u2029Sekali."),
    ]


def test_what_was_guessed_is_told_with_the_first_rows():
    rows = [["Speaker", "Start", "End", "Words"], *[["P", str(n), str(n + 1), f"kata {n}"] for n in range(20)]]

    parsed = read_transcript("a.csv", separated(rows))

    assert parsed.table.columns == Columns(words=3, speaker=0, start=1, end=2, has_headings=True)
    assert parsed.table.rows == rows[:6]


def test_a_heading_that_tells_one_column_leaves_the_others_to_what_they_hold():
    rows = ["Menit;Yang bicara;Isi", "0:12;Peneliti;Apa yang sampai?", "0:20;Bu A;Masker.", "0:30;Peneliti;Lalu?"]

    parsed = read_transcript("a.csv", "\n".join([*rows, "0:40;Bu A;Sembako."]).encode())

    assert parsed.table.columns == Columns(words=2, speaker=1, start=0, has_headings=True)
    assert said(parsed)[:2] == [("Peneliti", "Apa yang sampai?", 12_000, None), ("Bu A", "Masker.", 20_000, None)]


def test_without_any_telling_heading_the_longest_words_are_the_words():
    parsed = read_transcript("a.csv", b"A1,Kami menyumbang masker untuk warga.\nA2,Tidak ada yang lain lagi.")

    assert [words for _label, words, *_ in said(parsed)] == [
        "Kami menyumbang masker untuk warga.",
        "Tidak ada yang lain lagi.",
    ]
    assert parsed.table.columns == Columns(words=1)


def test_columns_that_a_table_does_not_have_are_refused():
    with pytest.raises(Unreadable, match="the table does not have these columns; say anew"):
        read_transcript("a.csv", b"P,Halo\nI,Ya", Columns(words=2))


def test_a_workbook_is_read_with_its_times_and_numbers_and_the_other_sheets_are_named():
    rows = [["Waktu", "Pembicara", "Ucapan"], [time(0, 1, 2), "P", "Apa?"], [timedelta(hours=1), "B1", 12.0]]
    data = workbook(Wawancara=[*rows, ["", "B1", date(2024, 5, 3).isoformat()]], Catatan=[["rahasia"]])

    parsed = read_transcript("a.xlsx", data)

    assert said(parsed) == [
        ("P", "Apa?", 62_000, None),
        ("B1", "12", 3_600_000, None),
        ("B1", "2024-05-03", None, None),
    ]
    assert {each.what: each.example for each in parsed.dropped}["Other sheets of the workbook"] == "Catatan"


def test_a_table_wider_than_any_interview_is_refused():
    with pytest.raises(Unreadable, match="more than 200 columns"):
        read_transcript("a.csv", ("," * 200 + "\nP, Halo semua").encode())


BAD = {
    "cut": b"PK\3\4",
    "document": document(p("P: a")),
    "empty": workbook(Kosong=[]),
    "short": workbook(A=[["P", ""]])[:900],
}


@pytest.mark.parametrize("which", BAD)
def test_what_is_no_workbook_or_says_nothing_is_refused(which):
    with pytest.raises(Unreadable, match=r"^a\.xlsx: "):
        read_transcript("a.xlsx", BAD[which])
