"""The framework matrix: cells with words, quotes by their passages, two people at one cell, and its files."""

import csv
import io

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from docx import Document

from coding.codebook import add_code
from coding.passages import change_coding, code_passage
from coding.retrieval.finding import find as find_codings
from coding.retrieval.query import Query
from coding.undo import undo
from ground.models import Act
from interviews.informants import withdraw_consent
from interviews.models import Role
from reports.framework.matrix import ROWS, Matrix, View
from reports.framework.places import Place, find
from reports.framework.writing import LONGEST, add_cell, change_cell, remove_cell
from reports.models import WrittenCell
from tests.asking import Api
from tests.factories import join, make_informant, make_interview, make_study, make_user, span_of

pytestmark = pytest.mark.django_db
MASKS = "Ya, kami menyumbang masker."
MOST_QUERIES = 40
ADDRESS = ["informant:T1", "dimension:MAT"]


@pytest.fixture
def study():
    study = make_study(slug="studi", owner=make_user("pemilik", name="Pemilik"))
    make_informant(study)
    make_informant(study, "M1", "MAS")
    make_interview(study, code="W1")
    return study


@pytest.fixture
def owner(study):
    return study.memberships.get(role=Role.OWNER).user


@pytest.fixture
def coding(study, owner):
    text = study.interviews.get().transcript
    mat = study.codes.get(key="MAT")
    return code_passage(study, coder=owner, transcript=text, code=mat, **span_of(text, MASKS))[0]


@pytest.fixture
def cell(study, owner, coding):
    return add_cell(study, by=owner, place=find(study, *ADDRESS), text=f"Gave goods: ¶[{coding.passage_id}]")[0]


@pytest.fixture
def see(study, owner, client):
    client.force_login(owner)

    def ask(name="framework", *words, **params):
        return client.get(reverse(name, args=[study.slug, *words]), params).content.decode()

    return ask


def save(client, page_read, text, **more):
    """Send the box as the page that was read has it."""
    fields = {name: page_read.split(f'name="{name}" value="')[1].split('"')[0] for name in ("seen", "quotes")}
    return client.post(reverse("framework-cell", args=["studi", *ADDRESS]), fields | {"text": text} | more)


def test_a_cell_says_its_words_or_why_it_has_none(see, coding):
    before = see()

    assert before.count("not yet written") == 1
    assert "one passage" in before
    assert before.count("no evidence") == 7


def test_a_number_in_brackets_is_a_quote_and_is_read_with_its_place(see, client, cell, coding):
    read = see("framework-cell", *ADDRESS)
    saved = save(client, read, "Gave masks [1], and once more [1]. Not [7].")

    cell.refresh_from_db()
    assert saved.status_code == 302
    assert cell.text == f"Gave masks ¶[{coding.passage_id}], and once more ¶[{coding.passage_id}]. Not [7]."
    assert "Gave masks [1], and once more [1]. Not [7].</textarea>" in (page := see("framework-cell", *ADDRESS))
    assert "No passage beside the box has this number; it stays as you wrote it: [7]." in page
    place = f'<a href="/studies/studi/interviews/W1/#p-{coding.passage_id}">(T1, W1, line 2)</a>'
    assert f'<q lang="id">{MASKS}</q> {place}' in see()


def test_of_two_who_write_at_once_the_second_is_shown_both_texts_and_loses_nothing(see, client, study, cell):
    mine = see("framework-cell", *ADDRESS)
    change_cell(cell, by=join(study, Role.SUPERVISOR, make_user("ibu", name="Ibu")), text="Hers.")

    refused = save(client, mine, "Mine [1].")
    told = refused.content.decode()

    assert refused.status_code == 409
    assert "Mine [1].</textarea>" in told
    assert '<div class="written" id="theirs">Hers.</div>' in told
    assert WrittenCell.objects.get().text == "Hers."
    assert save(client, told, "Both.").status_code == 302
    assert WrittenCell.objects.get().text == "Both."


@pytest.mark.parametrize("text", ["", " \n", "x" * (LONGEST + 1), "a\x00b"])
def test_what_is_no_text_is_refused_and_kept_in_the_box(see, client, cell, text):
    refused = save(client, see("framework-cell", *ADDRESS), text)

    assert refused.status_code == 422
    assert WrittenCell.objects.get().text == cell.text


def test_only_passages_of_the_cell_are_quoted(study, owner, coding):
    with pytest.raises(ValidationError):
        add_cell(study, by=owner, place=find(study, "informant:M1", "dimension:MAT"), text=f"¶[{coding.passage_id}]")


def test_everything_that_a_cell_said_stays_and_comes_back(see, client, study, owner, cell, coding):
    change_cell(cell, by=owner, text="Later words.")
    remove_cell(cell, by=owner)
    gone = see("framework-cell", *ADDRESS)
    written = Act.objects.get(verb="cell.write", study_id=study.pk)

    client.post(reverse("framework-cell-restore", args=["studi", *ADDRESS]), {"act": written.pk, "seen": ""})

    assert "taken away" in gone
    assert "Later words." in gone
    back = WrittenCell.objects.get()
    assert (back.text, back.trashed_at, back.rests_on) == (cell.text, None, cell.rests_on)


def test_earlier_words_come_back_as_stale_as_they_are(see, client, study, owner, cell, coding):
    other = study.interviews.get().transcript
    code_passage(study, coder=owner, transcript=other, code=coding.code, **span_of(other, "sembako"))
    change_cell(cell, by=owner, text="With the food.")
    fresh = see("framework-cell", *ADDRESS)
    first = Act.objects.get(verb="cell.write", study_id=study.pk)

    seen = fresh.split('name="seen" value="')[1].split('"')[0]
    client.post(reverse("framework-cell-restore", args=["studi", *ADDRESS]), {"act": first.pk, "seen": seen})

    assert "These words are stale" not in fresh
    assert "came since; the words do not know it yet" in see("framework-cell", *ADDRESS)


def test_writing_and_changing_are_undone_from_the_history(study, owner, cell, see):
    change_cell(cell, by=owner, text="Later words.")
    acts = Act.objects.filter(study_id=study.pk, verb__startswith="cell.").order_by("-number")

    told = see("history")
    undo(study, by=owner, act_id=acts[0].pk)
    changed_back = WrittenCell.objects.get().text
    undo(study, by=owner, act_id=acts.get(verb="cell.write").pk)

    assert "changed the cell T1 × MAT of the framework matrix" in told
    assert changed_back == cell.text
    assert WrittenCell.objects.get().trashed_at is not None


def test_who_withdrew_is_quoted_nowhere(see, client, study, owner, cell, coding):
    about = Place(study.actors.get(code="ITM"), study.dimensions.get(code="MAT"))
    add_cell(study, by=owner, place=about, text=f"They gave ¶[{coding.passage_id}]")

    withdraw_consent(study.informants.get(code="T1"), by=owner)
    ask = Api(owner, study)
    everything = [see(), see(rows="actors"), see("framework-cell", *ADDRESS), see("framework-file", format="csv")]
    everything += [see("framework-cell", "actor:ITM", "dimension:MAT"), ask("GET", "framework/").content.decode()]
    everything += [see("framework-file", format="csv", rows="actors")]

    assert not any("menyumbang" in each for each in everything)
    assert not any("Gave goods" in each for each in everything)
    assert "They gave" in everything[1]
    assert "consent was withdrawn" in everything[4]


def test_codes_of_ones_choosing_stand_across_and_sub_codes_are_within_them(see, study, owner, coding):
    add_code(study, by=owner, key="MASKER", texts={"id": {"label": "Masker"}}, parent=coding.code)
    change_coding(coding, by=owner, study=study, code=study.codes.get(key="MASKER"))
    shown = see(code=["MAT", "FIS"])

    assert shown.count('<th scope="col">') == 2
    assert shown.count("not yet written") == 1
    assert shown.count("no evidence") == 3


def test_the_matrix_leaves_as_a_table_with_the_words_and_why_a_cell_is_empty(see, client, study, owner, cell):
    rows = list(csv.reader(io.StringIO(see("framework-file", format="csv").removeprefix("\ufeff"))))
    word = Document(io.BytesIO(client.get(reverse("framework-file", args=["studi"]), {"format": "docx"}).content))
    excel = client.get(reverse("framework-file", args=["studi"]))

    assert rows[0] == ["case", "dimension_ide", "dimension_mat", "dimension_fis", "dimension_utl"]
    assert rows[1] == ["T1", "no evidence", f"Gave goods: “{MASKS}” (T1, W1, line 2)", "no evidence", "no evidence"]
    assert [cell.text for cell in word.tables[0].rows[1].cells] == rows[1]
    assert excel.headers["Content-Disposition"] == 'attachment; filename="studi-framework.xlsx"'
    assert client.get(reverse("framework-file", args=["studi"]), {"format": "exe"}).status_code == 404


def test_a_stale_cell_says_so_in_the_table(see, study, owner, cell, coding):
    text = study.interviews.get().transcript
    code_passage(study, coder=owner, transcript=text, code=coding.code, **span_of(text, "sembako"))

    assert f"[stale] Gave goods: “{MASKS}” (T1, W1, line 2)" in see("framework-file", format="csv").replace('""', '"')


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_the_same_queries_whatever_is_written(client, study, owner, coding, count):
    text, mat = study.interviews.get().transcript, study.dimensions.get(code="MAT")
    for number in range(count):
        informant = make_informant(study, f"T{number + 5}")
        add_cell(study, by=owner, place=Place(informant, mat), text="Nothing.")
    code_passage(study, coder=owner, transcript=text, code=coding.code, **span_of(text, "sembako"))
    add_cell(study, by=owner, place=find(study, *ADDRESS), text=f"¶[{coding.passage_id}]")
    code_passage(study, coder=owner, transcript=text, code=coding.code, **span_of(text, "masker. Warga"))
    client.force_login(owner)

    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("framework", args=[study.slug]))

    assert len(asked) <= MOST_QUERIES


def test_over_http_a_cell_is_written_once_and_changed_by_who_has_read_it(study, owner, coding):
    ask = Api(owner, study)
    body = {"id": "5b0d4fa5-93c1-4d0b-9f6e-0d6d2b1f7a10", "informant": "T1", "dimension": "MAT", "text": "Goods."}

    codes = [ask("POST", "framework/", body).status_code for _ in range(2)]
    taken = ask("POST", "framework/", body | {"id": "5b0d4fa5-93c1-4d0b-9f6e-0d6d2b1f7a11"})
    read = ask("GET", f"framework/{body['id']}/")
    unread = ask("PATCH", f"framework/{body['id']}/", {"text": "Masks."})
    changed = ask("PATCH", f"framework/{body['id']}/", {"text": "Masks."}, If_Match=read["ETag"])
    late = ask("PATCH", f"framework/{body['id']}/", {"text": "Food."}, If_Match=read["ETag"])
    gone = ask("DELETE", f"framework/{body['id']}/", If_Match=changed["ETag"])

    assert codes == [201, 200]
    assert (taken.status_code, taken.json()["code"]) == (409, "changed")
    assert (unread.status_code, changed.status_code, late.status_code, gone.status_code) == (428, 200, 412, 204)
    assert late.json()["current"]["text"] == "Masks."
    assert ask("GET", "framework/").json()["results"] == []


def test_over_http_a_stale_cell_says_what_changed(study, owner, cell, coding):
    text = study.interviews.get().transcript
    came = code_passage(study, coder=owner, transcript=text, code=coding.code, **span_of(text, "sembako"))[0]

    (row,) = Api(owner, study)("GET", "framework/").json()["results"]

    assert (row["stale"], row["quotes"]) == (True, [str(coding.passage_id)])
    assert row["changes"] == [{"row": str(came.pk), "what": "came", "was": None, "now": None}]


@pytest.mark.parametrize("wrong", [{}, {"actor": "ITM"}, {"dimension": None}, {"code": "MAT"}, {"text": " "}])
def test_over_http_a_cell_has_one_row_one_column_and_words(study, owner, coding, wrong):
    body = {"informant": "T1", "dimension": "MAT", "text": "Goods."} | wrong
    if not wrong:
        del body["informant"]
    body = {name: value for name, value in body.items() if value is not None}

    assert Api(owner, study)("POST", "framework/", body).status_code == 400
    assert not WrittenCell.objects.exists()


def test_an_observer_reads_and_writes_nothing(client, study, cell):
    client.force_login(join(study, Role.OBSERVER))

    read = client.get(reverse("framework-cell", args=["studi", *ADDRESS]))
    sent = client.post(reverse("framework-cell", args=["studi", *ADDRESS]), {"text": "Mine."})

    assert (read.status_code, sent.status_code) == (200, 403)
    assert b"<textarea" not in read.content


def test_every_number_of_the_demo_leads_to_exactly_its_passages(demo_a):
    study, wrong, counted = demo_a.study, [], 0
    demo_a.change(demo_a.informants["T1"], consent="withdrawn")

    for rows in ROWS:
        for _case, cells in Matrix(study, View(rows)).rows:
            for cell in cells:
                query = Query.read(QueryDict(cell.behind).lists())
                found = find_codings(study, query).values("passage").distinct().count()
                counted += cell.passages
                if found != cell.passages:
                    wrong.append((cell.place.names, found, cell.passages))

    assert counted > 50
    assert wrong == []
