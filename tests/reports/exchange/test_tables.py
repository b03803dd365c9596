"""The tables of a study: what they hold, and that each format can be read again by a program that is not ours."""

import csv
from datetime import date
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.utils import timezone
from django.utils.translation import override
from docx import Document
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import etree
from xlsxwriter.worksheet import Worksheet

from coding.memos import write_memo
from coding.models import Coding
from coding.passages import code_passage, remove_coding
from ground.acts import act
from interviews.models import Informant, Role
from reports.exchange.tables.as_csv import as_csv, as_excel_csv
from reports.exchange.tables.as_docx import as_docx
from reports.exchange.tables.as_xlsx import LONGEST_CELL, Sheet, as_xlsx
from reports.exchange.tables.contents import TABLES, table_of, titles
from reports.exchange.tables.table import Column, Table
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db

SPOKEN = (("P", "Apa yang dibantu?"), ("T1", "Kami menyumbang masker."), ("B1", "=1+1; kami mendata warga."))
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture
def study():
    study = make_study(slug="tabel")
    make_informant(study, "T1", actor="ITM")
    make_informant(study, "B1", actor="BKB")
    return study


@pytest.fixture
def transcript(study):
    return make_interview(study, SPOKEN, code="W1").transcript


def code(study, transcript, words, key="MAT", **more):
    where = span_of(transcript, words)
    given = {"coder": owner_of(study), "code": study.codes.get(key=key)} | more
    return code_passage(study, transcript=transcript, **given, **where)[0]


def rows_of(study, name, **options):
    text = b"".join(as_csv(table_of(study, name, by=owner_of(study)), **options)).decode()
    return list(csv.DictReader(StringIO(text)))


def cells_of(workbook: bytes, sheet=1) -> list[list]:
    """The rows of a sheet, read from its XML: numbers as numbers, texts as texts."""
    with ZipFile(BytesIO(workbook)) as package:
        tree = etree.fromstring(package.read(f"xl/worksheets/sheet{sheet}.xml"))
        assert tree.find(f".//{SHEET}f") is None
        shared = []
        if "xl/sharedStrings.xml" in package.namelist():
            shared = ["".join(each.itertext()) for each in etree.fromstring(package.read("xl/sharedStrings.xml"))]
    return [[_cell(cell, shared) for cell in row] for row in tree.iter(f"{SHEET}row")]


def _cell(cell, shared):
    if cell.get("t") == "inlineStr":
        return "".join(cell.itertext())
    value = cell.findtext(f"{SHEET}v")
    return shared[int(value)] if cell.get("t") == "s" else value and float(value)


def test_a_coding_stands_with_its_place_its_words_and_whose_they_are(study, transcript):
    coding = code(study, transcript, "menyumbang masker", polarity="limited", in_scope=False)
    write_memo(study, author=owner_of(study), text="Berapa banyak?", about=coding)

    (row,) = rows_of(study, "codings")

    first = transcript.text[: coding.passage.start].count("\n") + 1
    assert (row["interview"], row["line_from"], row["line_to"]) == ("W1", str(first), str(first))
    assert (int(row["start"]), int(row["end"])) == (coding.passage.start, coding.passage.end)
    assert (row["informant"], row["speaker_actor"], row["quote"]) == ("T1", "ITM", "menyumbang masker")
    assert (row["code"], row["about_actor"], row["in_scope"]) == ("MAT", "ITM", "false")
    assert (row["memos"], row["id"]) == ("Berapa banyak?", str(coding.pk))


def test_the_table_of_codings_has_every_live_coding_of_the_demo_once_in_reading_order(demo_a):
    rows = rows_of(demo_a.study, "codings")

    live = Coding.objects.of_study(demo_a.study).live()
    assert {row["id"] for row in rows} == {str(pk) for pk in live.values_list("pk", flat=True)}
    assert len(rows) == live.count()
    for before, after in zip(rows, rows[1:], strict=False):
        assert before["interview"] != after["interview"] or int(before["start"]) <= int(after["start"])


def test_what_is_in_the_trash_is_in_no_table(study, transcript):
    remove_coding(code(study, transcript, "menyumbang masker"), by=owner_of(study), study=study)

    assert rows_of(study, "codings") == []
    assert [row["codings"] for row in rows_of(study, "codes") if row["code"] == "MAT"] == ["0"]


def test_who_withdrew_consent_keeps_a_row_and_none_of_their_words(study, transcript):
    code(study, transcript, "menyumbang masker")
    field = Informant.objects.get(study=study, code="T1")
    with act(owner_of(study), "informant.change", study):
        Informant.objects.filter(pk=field.pk).update(consent="withdrawn")

    with override("en"):
        (row,) = rows_of(study, "codings")
        files = [b"".join(as_csv(table_of(study, name, by=owner_of(study)))) for name in TABLES]

    assert (row["quote"], row["interview"]) == ("[consent withdrawn]", "W1")
    assert b"menyumbang" not in b"".join(files)


def test_a_text_that_a_spreadsheet_would_run_has_an_apostrophe_before_it_unless_asked_for_raw(study, transcript):
    code(study, transcript, "=1+1; kami mendata")

    assert rows_of(study, "codings")[0]["quote"] == "'=1+1; kami mendata"
    assert rows_of(study, "codings", raw=True)[0]["quote"] == "=1+1; kami mendata"


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", " =", "\n=", '"=', "＝"])
def test_no_beginning_of_a_formula_gets_through(start):
    table = Table("x", "X", (Column("a", "A"),), [(f"{start}cmd|' /C calc'!A0",)])

    for written in (as_csv(table), as_excel_csv(table)):
        (row,) = list(csv.reader(StringIO(b"".join(written).decode("utf-8-sig")), delimiter=";"))[1:]
        assert row[0].startswith("'")
    assert cells_of(as_xlsx([table]))[1] == [f"{start}cmd|' /C calc'!A0"]


def test_numbers_below_zero_stay_numbers():
    table = Table("x", "X", (Column("a", "A"),), [(-5,)])

    assert b"".join(as_csv(table)).decode() == "a\r\n-5\r\n"


def test_csv_for_excel_has_its_mark_semicolons_and_the_headings_of_the_language(study, transcript):
    code(study, transcript, "menyumbang masker")

    with override("id"):
        text = b"".join(as_excel_csv(table_of(study, "codings", by=owner_of(study)))).decode()

    assert text.startswith("\ufeffWawancara;")
    assert ";menyumbang masker;" in text


def test_the_workbook_holds_every_table_with_numbers_as_numbers_and_dates_as_dates(study, transcript):
    coding = code(study, transcript, "menyumbang masker")
    with override("en"):
        book = as_xlsx([table_of(study, name, by=owner_of(study)) for name in TABLES])

    head, row = cells_of(book, sheet=list(TABLES).index("codings") + 1)
    cells = dict(zip(head, row, strict=False))

    assert cells["Start"] == coding.passage.start
    assert cells["Quote"] == "menyumbang masker"
    assert date(1899, 12, 30).toordinal() + cells["Coded on"] == timezone.localdate(coding.created_at).toordinal()
    with override("en"), ZipFile(BytesIO(book)) as package:
        names = etree.fromstring(package.read("xl/workbook.xml")).iter(f"{SHEET}sheet")
        assert [sheet.get("name") for sheet in names] == list(titles().values())


def test_the_word_file_holds_what_has_room_on_paper_with_its_head_on_every_page(study, transcript):
    code(study, transcript, "menyumbang masker")
    with override("en"):
        document = Document(BytesIO(as_docx(table_of(study, "codings", by=owner_of(study)), heading=study.title)))

    (table,) = document.tables
    head, row = ([cell.text for cell in line.cells] for line in table.rows)

    assert head == ["Interview", "From line", "To line", "Informant", "Quote", "Code", "About", "Polarity", "Status"]
    assert (row[0], row[4], row[5]) == ("W1", "menyumbang masker", "MAT")
    assert table.rows[0]._tr.trPr.find("{*}tblHeader") is not None
    assert document.sections[0].header.paragraphs[0].text == study.title


@pytest.mark.parametrize("name", list(TABLES))
def test_every_table_in_every_format_gives_the_same_bytes_twice(demo_a, name):
    def files():
        tables = [table_of(demo_a.study, name, by=demo_a.owner) for _ in range(4)]  # the rows of one are read once
        return (
            b"".join(as_csv(tables[0])),
            b"".join(as_excel_csv(tables[1])),
            as_xlsx(tables[2:3]),
            as_docx(tables[3], heading="A"),
        )

    assert files() == files()


def test_a_text_longer_than_a_cell_is_cut_and_says_so():
    table = Table("x", "X", (Column("a", "A"),), [("a" * (LONGEST_CELL + 1),)])

    with override("en"):
        (text,) = cells_of(as_xlsx([table]))[1]

    assert len(text) == LONGEST_CELL
    assert text.endswith(" … (cut: 32768 characters)")


def test_control_characters_and_line_breaks_do_not_break_a_file():
    table = Table("x", "X", (Column("a", "A"),), [("satu\x07\ndua <b> & \ufffe",)])

    document = Document(BytesIO(as_docx(table, heading="")))

    assert document.tables[0].rows[1].cells[0].text == "satu\ufffd\ndua <b> & \ufffd"


@given(st.text(st.sampled_from("a_x0F \t\n\r\x07\x85\ufffe\uffff😷") | st.characters(codec="utf-8")))
@example("_x0041_")
def test_cells_that_are_not_looked_through_are_escaped_as_the_library_does(text):
    assert Sheet._escape_control_characters(text) == Worksheet._escape_control_characters(text)


def test_a_member_exports_over_http_and_an_observer_is_refused(client, study, transcript):
    code(study, transcript, "menyumbang masker")
    observer = join(study, Role.OBSERVER)
    client.force_login(owner_of(study))
    page = client.get("/studies/tabel/exports/")
    file = client.get("/studies/tabel/exports/codings/xlsx/")
    book = client.get("/studies/tabel/exports/workbook.xlsx")
    told = client.get("/api/v1/studies/tabel/exports/").json()
    table = client.get(told[3]["address"], {"format": "csv"})
    unknown = client.get("/studies/tabel/exports/codings/pdf/"), client.get("/api/v1/studies/tabel/exports/rahasia/")
    client.force_login(observer)

    assert page.status_code == 200
    assert file.headers["Content-Disposition"] == 'attachment; filename="tabel-codings.xlsx"'
    assert cells_of(book.content, sheet=4)[1][0] == "W1"
    assert b"menyumbang masker" in table.content
    assert [answer.status_code for answer in unknown] == [404, 404]
    assert client.get("/studies/tabel/exports/codings/csv/").status_code == 403
