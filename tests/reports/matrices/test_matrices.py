"""The number on a cell is the number of its passages, and what plain SQL counts."""

import csv
import io
import re
from html import unescape

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client

from coding.models import Coding
from coding.retrieval.finding import find
from coding.retrieval.listing import COUNTS, count_of
from coding.retrieval.query import Query
from reports.matrices.asking import BESIDE, KINDS, Asked, matrix_of, narrower
from tests.coding.retrieval.test_finding import made_at_random
from tests.reports.fields import demo_field

pytestmark = pytest.mark.django_db
CELL = re.compile(r'<a href="[^"?]*/find/passages/\?([^"]*)">(\d+)</a>')
SAID = {what: re.compile(rf"<strong>(\d+) {what[:-1]}s?</strong>") for what in COUNTS}


@pytest.fixture
def demo():
    return demo_field("a")


def reader(field) -> Client:
    client = Client()
    client.force_login(field.owner)
    client.cookies["coprod_language"] = "en"
    return client


def test_every_number_on_a_page_leads_to_exactly_as_many(demo):
    """A crawler: it reads every link of every matrix and counts what stands at its address."""
    client, home = reader(demo), f"/studies/{demo.study.slug}"
    followed = 0
    for kind in KINDS:
        links = CELL.findall(client.get(f"{home}/matrices/?matrix={kind}").content.decode())
        for address, n in set(links):
            query = Query.read(QueryDict(unescape(address)).lists())
            assert find(demo.study, query).count() == int(n), (kind, address)
        followed += len(links)
    assert followed > 200


@pytest.mark.parametrize("what", COUNTS)
def test_the_page_that_a_number_leads_to_says_that_number(demo, what):
    client, home = reader(demo), f"/studies/{demo.study.slug}"
    links = CELL.findall(client.get(f"{home}/matrices/?count={what}&below=no").content.decode())

    for address, n in (links[0], links[-1]):
        told = client.get(f"{home}/find/passages/?{unescape(address)}").content.decode()
        assert SAID[what].search(told)[1] == n, address


def test_every_count_of_every_matrix_is_what_its_address_finds():
    field = made_at_random(3)
    for kind in KINDS:
        for what, basis in zip(COUNTS, ("all", "working", "working", "official"), strict=True):
            how = {"codings": "turn", "words": "overlap"}.get(what, "near")
            asked = Asked.read(QueryDict(f"matrix={kind}&count={what}&basis={basis}&how={how}&within=20"), field.study)
            matrix = matrix_of(field.study, asked)
            spoken = [row for row in matrix.rows if row.total.n]
            cells = [cell for row in spoken[:2] for cell in (*row.cells[:7:2], row.total)]
            for cell in [*cells, *matrix.totals[:2], matrix.all]:
                query = Query.read((name, v) for name, v in QueryDict(cell.address).lists() if name != "count")
                assert count_of(find(field.study, query), what) == (cell.n or 0), cell


PLAIN = """
    SELECT code.key, actor.code, count(*), count(DISTINCT coding.passage_id)
    FROM coding_coding coding JOIN coding_code code ON code.id = coding.code_id
    JOIN interviews_actor actor ON actor.id = coding.about_actor_id
    WHERE coding.trashed_at IS NULL AND coding.status = 'approved' AND coding.in_scope
          AND coding.polarity NOT IN ('planned', 'unclear') AND code.study_id = %s
    GROUP BY 1, 2
"""


def test_the_counts_of_demo_a_are_those_of_plain_sql(demo):
    """In demo A no two judgements of one place stand beside each other, and every passage has its informant."""
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [demo.study.pk])
        plain = {(code, actor): (n, passages) for code, actor, n, passages in cursor.fetchall()}

    for index, what in enumerate(("codings", "passages")):
        asked = Asked.read(QueryDict(f"matrix=code-actor&below=no&count={what}"), demo.study)
        counts = matrix_of(demo.study, asked).counts
        told = {place: n for place, n in counts.items() if None not in place}
        assert told == {place: both[index] for place, both in plain.items()}


def test_nobody_speaks_of_it_and_none_of_it_counts_are_told_apart(demo):
    for row in Coding.objects.filter(code__key="MAT.2", about_actor__code="ITM"):
        demo.change(row, status="rejected")

    matrix = matrix_of(demo.study, Asked.read(QueryDict("matrix=code-actor"), demo.study))

    cells = {
        (row.head.value, head.value): cell.n
        for row in matrix.rows
        for head, cell in zip(matrix.across.heads, row.cells, strict=True)
    }
    assert cells["MAT.2", "ITM"] == 0
    assert cells["SOS", "BKB"] is None
    shown = reader(demo).get(f"/studies/{demo.study.slug}/matrices/").content.decode()
    assert "no evidence" in shown
    assert ">0</a>" in shown
    assert '<td class="num"></td>' not in shown


def test_closeness_is_jaccard_where_two_codes_share_passages():
    """Two codes, three passages: A on two, B on two, one of them shared. Jaccard 1 / (2 + 2 - 1)."""
    field = made_at_random(0)
    with field.writing():
        Coding.objects.filter(code__study=field.study).delete()
    first, second, third = (str(t) for t in field.texts["W-1"].text.split("\n")[1:4])
    for words, code in ((first, "IDE"), (second, "IDE"), (second, "FIS"), (third, "FIS")):
        field.coding("W-1", words, code, "BKB")

    matrix = matrix_of(field.study, Asked.read(QueryDict(f"matrix={BESIDE}&basis=all&count=passages"), field.study))

    row = next(row for row in matrix.rows if row.head.value == "IDE")
    fis = [head.value for head in matrix.across.heads].index("FIS")
    assert (row.total.n, row.cells[fis].n) == (2, 1)
    assert row.cells[fis].closeness == pytest.approx(1 / 3)


def test_a_file_and_the_api_hold_what_the_page_shows(demo):
    client, home = reader(demo), f"/studies/{demo.study.slug}/matrices/"

    told = client.get(f"/api/v1/studies/{demo.study.slug}/matrices/?matrix=code-actor").json()
    rows = list(csv.DictReader(io.StringIO(client.get(f"{home}csv/").content.decode("utf-8-sig"))))

    n = {(cell["row"], cell["column"]): cell["n"] for cell in told["cells"]}
    assert {row["row"]: row["BKB"] for row in rows[:-1]} == {
        head["value"]: "no evidence" if n[head["value"], "BKB"] is None else str(n[head["value"], "BKB"])
        for head in told["rows"]
    }
    some = next(cell for cell in told["cells"] if cell["n"] and cell["row"] and cell["column"])
    assert client.get(some["address"]).json()["codings"] == some["n"]
    for format in ("xlsx", "docx", "excel-csv"):
        assert client.get(f"{home}{format}/?show=row").status_code == 200


def test_a_matrix_of_many_rows_comes_in_pages_that_say_so_and_loses_none(demo, monkeypatch):
    monkeypatch.setattr("reports.views.matrices.CELLS", 1)
    client, home = reader(demo), f"/studies/{demo.study.slug}/matrices/"

    pages = [client.get(f"{home}?basis=all&page={number}") for number in (1, 2, 3)]

    heads = [head.value for head in pages[0].context["matrix"].down.heads]
    assert [row.head.value for page in pages for row in page.context["rows"]] == heads[:30]
    assert f"Rows 1 to 10 of {len(heads)}." in pages[0].content.decode()
    assert "basis=all&amp;page=2" in pages[0].content.decode()
    assert client.get(f"{home}csv/?basis=all").content.decode().count("\n") == len(heads) + 2


def test_an_address_that_is_no_matrix_is_refused(demo):
    client = reader(demo)

    assert client.get(f"/studies/{demo.study.slug}/matrices/?matrix=cube").status_code == 422
    answer = client.get(f"/api/v1/studies/{demo.study.slug}/matrices/?matrix=cube").json()
    assert [each["field"] for each in answer["errors"]] == ["matrix"]


def test_what_takes_too_long_says_what_to_narrow_and_promises_no_file_where_the_file_was_asked_for(demo):
    beside, usual = (Asked.read(QueryDict(asked), demo.study) for asked in (f"matrix={BESIDE}", ""))

    assert "Choose “overlapping” and “only the codes themselves”, or look under Passages" in narrower(beside)
    assert "Codings of whatever status are counted fastest." in narrower(usual)
    assert "file" not in narrower(usual) + narrower(beside)
    assert narrower(beside, file_seconds=55).endswith(
        "A file of it may take 55 seconds, which is too little for the largest studies."
    )
