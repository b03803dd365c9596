"""The report of the demo study: its tables against plain SQL, its files as programs that are not ours read them."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import connection
from django.utils import translation
from docx import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree, html
from pypdfium2 import PdfDocument
from python_calamine import CalamineWorkbook

from interviews.lines import line_starts
from interviews.models import Transcript
from reports.book.composing import compose
from reports.book.making import written
from reports.book.parts import PARTS
from reports.book.plan import changed, plan_of
from reports.book.tree import Document, Figure, Grid, Part, Quote, labels_of
from reports.exchange.documents.as_pdf import LETTERS_OF_A_CELL, MOST_CELLS, TooLong, as_pdf
from reports.exchange.tables.table import Column, Table
from reports.pictures import Asked, picture_of
from tests.reports.book.voices import VOICES

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="3" height="9"/></svg>'
pytestmark = pytest.mark.django_db

CELLS = f"""
    SELECT actor.name_id, dimension.code, count(DISTINCT informant.id), count(DISTINCT interview.id),
           count(DISTINCT coding.id)
    {VOICES}
    JOIN coding_coding coding ON coding.passage_id = passage.id
    JOIN coding_code code ON code.id = coding.code_id
    LEFT JOIN coding_code above ON above.id = code.parent_id
    JOIN coding_dimension dimension ON dimension.id = coalesce(code.dimension_id, above.dimension_id)
    JOIN interviews_actor actor ON actor.id = coding.about_actor_id
    WHERE interview.study_id = %s AND coding.status = 'approved' AND coding.in_scope AND coding.trashed_at IS NULL
      AND coding.polarity NOT IN ('planned', 'unclear')
    GROUP BY 1, 2
"""
PAIRS = f"""
    SELECT least(one.position, other.position), greatest(one.position, other.position), count(DISTINCT informant.id),
           count(DISTINCT interview.id), count(DISTINCT link.id)
    {VOICES}
    JOIN coding_link link ON link.passage_id = passage.id
    JOIN interviews_actor one ON one.id = link.from_actor_id JOIN interviews_actor other ON other.id = link.to_actor_id
    WHERE interview.study_id = %s AND link.status = 'approved' AND link.in_scope AND link.trashed_at IS NULL
      AND link.polarity NOT IN ('planned', 'unclear')
    GROUP BY 1, 2 ORDER BY 1, 2
"""


def asked(query, study) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(query, [study.pk])
        return cursor.fetchall()


@pytest.fixture(scope="module")
def whole(demo_a_of_the_file):
    """The report with all its parts."""
    study = demo_a_of_the_file.study
    plan = changed(plan_of(study), {"parts": list(PARTS), "quotes": 3})
    return compose(study, plan, by=demo_a_of_the_file.owner)


def table(document, name) -> Table:
    return next(grid.table for grid in document.grids() if grid.table.name == name)


def columns(table: Table, *names) -> list[tuple]:
    places = [[column.key for column in table.columns].index(name) for name in names]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_every_figure_of_the_report_is_what_plain_sql_counts(demo_a, whole):
    study = demo_a.study
    cells = {(name.partition(" (")[0], code): counts for name, code, *counts in asked(CELLS, study)}
    nouns = dict(zip([d.code for d in study.dimensions.order_by("position")], _nouns(whole), strict=True))
    shown = columns(table(whole, "counts"), "actor", "dimension", "informants", "interviews", "codings")
    assert len(shown) == 12
    for actor, noun, *counts in shown:
        code = next(code for code, told in nouns.items() if told == noun)
        assert counts == cells.get((actor.partition(" (")[0], code), [0, 0, 0]), (actor, noun)
    shares = columns(table(whole, "counts"), "informants", "enacted", "limited", "mixed", "absent")
    assert all(n == sum(parts) for n, *parts in shares)

    pairs = columns(table(whole, "pairs"), "informants", "interviews", "links")
    assert pairs == [tuple(counts) for _one, _other, *counts in asked(PAIRS, study)]

    live = (
        "SELECT count(*) FROM coding_{0} row JOIN coding_passage p ON p.id = row.passage_id JOIN "
        "interviews_transcript t ON t.id = p.transcript_id JOIN interviews_interview i ON i.id = t.interview_id "
        "WHERE i.study_id = %s AND row.trashed_at IS NULL"
    )
    for name, kind in (("codings", "coding"), ("links", "link")):
        held = [t for t in whole.grids() if t.anchor == name]
        assert [len(grid.table.rows) for grid in held] == [n for (n,) in asked(live.format(kind), study)]
    for name, relation in (("informants", "informant"), ("interviews", "interview")):
        ((count,),) = asked(f"SELECT count(*) FROM interviews_{relation} WHERE study_id = %s", study)
        assert len(table(whole, name).rows) == count
    by_status = f"{live} AND row.status = 'approved'"
    approved = sum(n for kind in ("coding", "link") for (n,) in asked(by_status.format(kind), study))
    assert sum(n for (n,) in columns(table(whole, "statuses"), "approved")) == approved
    ((count,),) = asked("SELECT count(*) FROM coding_code WHERE study_id = %s", study)
    assert len(table(whole, "codes").rows) == count


def _nouns(document) -> list[str]:
    rows = columns(table(document, "counts"), "dimension")
    return list(dict.fromkeys(noun for (noun,) in rows))


def test_every_quote_stands_in_the_transcript_on_the_lines_that_are_cited(demo_a, whole):
    texts = {t.interview.code: t.text for t in Transcript.objects.filter(interview__study=demo_a.study)}
    names = ("findings-IDE", "findings-MAT", "findings-FIS", "findings-UTL")
    quotes = [
        row for name in names for row in columns(table(whole, name), "quote", "interview", "line_from", "line_to")
    ]
    quotes = [row for row in quotes if row[1]]

    assert len(quotes) > 20
    for words, interview, first, last in quotes:
        text, starts = texts[interview], [*line_starts(texts[interview]), len(texts[interview])]
        assert words in " ".join(text[starts[first - 1] : starts[last]].split())
    finding = next(block for block in whole.blocks() if getattr(block, "cite", ""))
    assert re.fullmatch(r"\([BTM]\d, W-[BTM]\d, baris \d+(–\d+)?\)", finding.cite)


def test_the_word_file_has_styles_captions_that_count_references_and_a_table_of_contents(whole):
    data = written(whole, "docx")

    word = WordDocument(BytesIO(data))
    heads = [p.text for p in word.paragraphs if p.style.name == "Heading 1"]
    captions = ["".join(t.text for t in p._p.iter(qn("w:t"))) for p in word.paragraphs if p.style.name == "Caption"]
    assert heads == [part.title for part in whole.parts]
    assert captions == [f"{labels_of(whole)[grid.anchor]}. {grid.table.title}" for grid in whole.grids()]
    assert len(word.tables) == len(whole.grids())
    for made, grid in zip(word.tables, whole.grids(), strict=True):
        assert made.style.name == "Report Table"
        assert len(made._tbl.tr_lst) == 1 + len(grid.table.rows)
        assert made._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
    assert {p.style.name for p in word.paragraphs} >= {"Title", "Heading 2", "Quote", "Caption", "List Bullet"}
    body = word.element.body
    codes = [each.get(qn("w:instr")).split()[0] for each in body.iter(qn("w:fldSimple"))]
    assert codes.count("SEQ") == len(captions) + len(whole.figures())
    assert codes.count("REF") >= 2
    marks = [each.get(qn("w:name")) for each in body.iter(qn("w:bookmarkStart"))]
    led = {each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))}
    assert len(marks) == len(set(marks))
    assert led <= set(marks)
    assert sum("TOC" in each.text for each in body.iter(qn("w:instrText"))) == 3
    language = next(word.styles.element.iter(qn("w:lang")))
    assert language.get(qn("w:val")) == "id-ID"
    assert (word.core_properties.title, word.core_properties.created.year) == (whole.title, 2000)
    with ZipFile(BytesIO(data)) as package:
        notes = etree.fromstring(package.read("word/footnotes.xml"))
        assert len(list(notes)) == 3
        pictures = [name for name in package.namelist() if name.startswith("word/media/picture")]
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    alts = [each.get("descr") for each in body.iter() if each.tag.endswith("}docPr")]
    assert alts == [figure.alt for figure in whole.figures()]
    assert len(alts) == len(pictures) == 14


def test_a_report_shows_the_pictures_of_the_page_each_with_its_data(demo_a, whole):
    asked = Asked(demo_a.study, "official", "id")
    drawn = {figure.anchor: figure.svg for figure in whole.figures()}

    with translation.override("id"):
        pictures = {key: picture_of(key, asked) for key in ("matrix", "coordination", "co-occurrence", "saturation")}
    for key, picture in pictures.items():
        assert drawn[f"picture:{key}"] == picture.svg
        assert key in ("matrix", "coordination") or table(whole, key).rows == picture.table.rows
    courses = {t.interview.code for t in Transcript.objects.filter(interview__study=demo_a.study)}
    assert {anchor for anchor in drawn if "course" in anchor} == {f"picture:course-{code}" for code in courses}


def test_in_the_web_page_each_quote_leads_to_its_line_and_nothing_runs(whole):
    page = html.fromstring(written(whole, "html"))

    assert page.get("lang") == "id"
    assert page.xpath("//script | //link | //@onclick | //@style") == []
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in page.xpath("//a/@href")} <= set(ids)
    assert all(link.startswith("#") for link in page.xpath("//a/@href"))
    quotes = page.xpath("//blockquote[.//cite/a]")
    assert len(quotes) > 8
    for quote in quotes:
        (target,) = page.xpath(f"//tr[@id='{quote.xpath('.//cite/a/@href')[0][1:]}']")
        first = re.search(r"baris (\d+)", quote.xpath("string(.//cite)"))[1]
        assert target.xpath("string(td[1])") == first
    assert len(page.xpath("//table[caption and thead//th[@scope='col']]")) == len(whole.grids())


def test_the_workbook_holds_the_tables_with_numbers_as_numbers(whole):
    book = CalamineWorkbook.from_filelike(BytesIO(written(whole, "xlsx")))

    assert len(book.sheet_names) == len(set(book.sheet_names)) == len(whole.grids())
    for name, grid in zip(book.sheet_names, whole.grids(), strict=True):
        head, *rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        assert head == [column.heading for column in grid.table.columns]
        assert rows == [[_as_read(cell) for cell in row] for row in grid.table.rows], name


def test_the_tables_leave_as_csv_for_excel_and_for_scripts(whole):
    with ZipFile(BytesIO(written(whole, "tables"))) as package:
        names = package.namelist()
        excel, script = (
            package.read(next(n for n in names if re.match(rf"{f}/\d+-matrix", n))) for f in ("excel", "scripts")
        )

    assert len(names) == 2 * len(whole.grids())
    assert excel.decode().startswith("\ufeffAktor;partisipasi ide;")
    assert script.decode().startswith("actor,IDE,MAT,FIS,UTL\r\n")


def _as_read(cell):
    if isinstance(cell, bool):
        return "ya" if cell else "tidak"
    return "" if cell is None else cell


def test_the_pdf_is_tagged_says_its_language_and_holds_what_was_said_as_words(whole):
    """Also an interview that is written like markup, and characters that no font has."""
    hostile = '#panic("x") $ \\ @a <b> *c* `d` 😷 中'
    figure = Figure(SVG, "Three bars, the last is longest", "Bars", "bars")
    more = Part("Lain", "more", "Data", (Quote(hostile, "(T1)"), figure))
    data = written(replace(whole, parts=(*whole.parts, more)), "pdf")

    catalogue = data.decode("latin-1")
    for sign in ("/StructTreeRoot", "/Lang(id)", "/Marked true", "pdfuaid", "/Alt(Three bars, the last is longest)"):
        assert sign in catalogue, sign
    pdf = PdfDocument(data)
    assert pdf.get_metadata_dict()["Title"] == whole.title
    entries = [each.get_title() for each in pdf.get_toc()]
    assert {part.title for part in whole.parts} <= set(entries)
    last = pdf[len(pdf) - 1].get_textpage().get_text_range()
    assert '#panic("x") $ \\ @a <b> *c* `d` [U+1F637] [U+4E2D]' in " ".join(last.split())
    text = " ".join(" ".join(page.get_textpage().get_text_range() for page in pdf).split())
    assert all(label in text for label in labels_of(whole).values())


def test_a_report_too_long_for_a_pdf_is_refused_before_it_takes_the_memory():
    few, most = MOST_CELLS // 3, MOST_CELLS // 2
    long = "x" * LETTERS_OF_A_CELL  # as heavy as two
    parts = {"Lines": most, "Codings": few, "History": few}
    parts = tuple(part_of(title, [("1",)] * cells) for title, cells in parts.items())

    with pytest.raises(TooLong) as refused, translation.override("en"):
        written(Document("T", "S", "id", parts), "pdf")

    assert "Without “Lines” it can be made; Word" in str(refused.value)
    with pytest.raises(TooLong):
        written(Document("T", "S", "id", (part_of("Lines", [(long,)] * (most + 1)),)), "pdf")


def part_of(title: str, rows) -> Part:
    table = Table(title, title, tuple(Column(f"c{n}", f"C{n}") for n in range(len(rows[0]))), tuple(rows))
    return Part(title, f"part:{title}", "Data", (Grid(table, f"table:{title}"),))


def test_what_takes_more_memory_all_the_same_is_stopped_and_refused_in_the_same_words():
    with pytest.raises(TooLong, match="Lines"):
        as_pdf(Document("T", "S", "id", (part_of("Lines", [("1", "2", "3", "4")] * 2_000),)), memory=90_000_000)


@pytest.mark.soak
def test_the_longest_report_that_is_made_as_a_pdf_keeps_within_the_memory_of_a_worker():
    row = ("12", "T1", "Kantor itu memang memberi masker gratis untuk warga, setiap Jumat sore, di balai.", "MAT.2")
    document = Document("T", "S", "id", (part_of("Lines", [row] * (MOST_CELLS // len(row))),))

    assert as_pdf(document).startswith(b"%PDF")


def test_the_same_state_gives_the_same_bytes(demo_a):
    plan = plan_of(demo_a.study)
    twice = [compose(demo_a.study, plan, by=demo_a.owner) for _ in range(2)]

    for format in ("docx", "pdf", "html", "xlsx", "tables"):
        assert written(twice[0], format) == written(twice[1], format), format
