"""Pictures: every figure of a drawing and of its data against what plain SQL counts; one drawing for page and file."""

import re
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.urls import reverse

from reports.exchange.documents.as_png import as_png
from reports.pictures import NAMES, Asked, picture_of
from reports.pictures.co_occurrence import MOST, WEIGHTS, Tie, heaviest, weight
from reports.pictures.heat_map import step
from reports.pictures.saturation import Step, steps
from tests.asking import Api

SVG = "{http://www.w3.org/2000/svg}"


def asked(statement, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return cursor.fetchall()


def drawn(field, key, basis="official", language="en", interview=""):
    return picture_of(key, Asked(field.study, basis, language, interview))


def words(root):
    return ["".join(text.itertext()) for text in root.iter("text")]


CELLS = """
    SELECT actor.code, dimension.code, count(DISTINCT speaker.informant_id), count(DISTINCT coding.id)
    FROM coding_coding coding
    JOIN coding_passage passage ON passage.id = coding.passage_id
    JOIN interviews_turn turn ON turn.transcript_id = passage.transcript_id
         AND turn.start < passage."end" AND turn."end" > passage.start
    JOIN interviews_speaker speaker ON speaker.id = turn.speaker_id AND speaker.informant_id IS NOT NULL
    JOIN coding_code code ON code.id = coding.code_id
    LEFT JOIN coding_code parent ON parent.id = code.parent_id
    JOIN coding_dimension dimension ON dimension.id = coalesce(code.dimension_id, parent.dimension_id)
    JOIN interviews_actor actor ON actor.id = coding.about_actor_id
    WHERE code.study_id = %s AND coding.status = 'approved' AND coding.trashed_at IS NULL AND coding.in_scope
          AND coding.polarity NOT IN ('planned', 'unclear')
    GROUP BY actor.code, dimension.code
"""
CODES = """
    SELECT interview.code, array_agg(DISTINCT code.key)
    FROM coding_coding coding
    JOIN coding_passage passage ON passage.id = coding.passage_id
    JOIN interviews_transcript transcript ON transcript.id = passage.transcript_id
    JOIN interviews_interview interview ON interview.id = transcript.interview_id
    JOIN coding_code code ON code.id = coding.code_id
    WHERE interview.study_id = %s AND coding.status = 'approved' AND coding.trashed_at IS NULL
    GROUP BY interview.code ORDER BY interview.code
"""


@pytest.mark.django_db
def test_the_heat_map_has_the_informants_and_codings_that_plain_sql_counts(demo_a):
    counted = {(a, d): (n, codings) for a, d, n, codings in asked(CELLS, demo_a.study.pk)}
    picture = drawn(demo_a, "matrix")

    places = [re.search(r"about=(\w+)&dimension=(\w+)", finds).groups() for _cells, finds in picture.rows]
    told = {place: cells[3:] for place, (cells, _finds) in zip(places, picture.rows, strict=True)}

    assert len(told) == 12
    assert {place: counts for place, counts in told.items() if counts != (0, 0)} == counted
    numbers = [text for text in words(ET.fromstring(picture.drawing)) if text.isdigit()]
    assert numbers == [str(cells[3]) for cells, _finds in picture.rows]


@pytest.mark.django_db
def test_the_saturation_has_the_new_codes_that_plain_sql_counts_in_the_order_of_dates(demo_a):
    for number, interview in enumerate(demo_a.study.interviews.order_by("-code")):
        demo_a.change(interview, held_on=f"2021-03-{number + 1:02}")
    by_code = dict(asked(CODES, demo_a.study.pk))
    known, expected = set(), []
    for code in sorted(demo_a.texts, reverse=True):
        new = set(by_code.get(code, ())) - known
        known |= new
        expected.append((code, len(set(by_code.get(code, ()))), len(new), len(known)))

    picture = drawn(demo_a, "saturation")

    assert [(cells[0], *cells[2:]) for cells, _finds in picture.rows] == expected
    assert f"{len(known)} codes in 10 interviews." in picture.alt


@pytest.mark.django_db
def test_the_course_has_each_coding_of_its_interview_where_it_is(demo_a):
    rows = asked(
        """SELECT DISTINCT code.key, passage.start, passage."end" FROM coding_coding coding
           JOIN coding_passage passage ON passage.id = coding.passage_id
           JOIN coding_code code ON code.id = coding.code_id
           WHERE passage.transcript_id = %s AND coding.status = 'approved' AND coding.trashed_at IS NULL""",
        demo_a.texts["W-T4"].pk,
    )
    picture = drawn(demo_a, "course", interview="W-T4")

    assert {(cells[0], cells[3], cells[4]) for cells, _finds in picture.rows} == set(rows)
    marks = [rect for rect in ET.fromstring(picture.drawing).iter("rect") if "mark" in rect.get("class")]
    assert len(marks) == len(picture.rows) + 3  # and the legend's
    assert drawn(demo_a, "course", interview="W-NOWHERE") is None


BESIDE = """
    WITH counted AS (
        SELECT coding.id, code.key, passage.transcript_id AS text, passage.start, passage."end" AS stop
        FROM coding_coding coding
        JOIN coding_code code ON code.id = coding.code_id
        JOIN coding_passage passage ON passage.id = coding.passage_id
        WHERE code.study_id = %s AND coding.status = 'approved' AND coding.trashed_at IS NULL AND coding.in_scope
              AND coding.polarity NOT IN ('planned', 'unclear')
    ),
    size AS (SELECT key, count(*) AS n FROM counted GROUP BY key)
    SELECT one.key, other.key, count(DISTINCT one.id), count(DISTINCT other.id), min(size.n), min(beside.n)
    FROM counted one
    JOIN counted other ON other.text = one.text AND other.start < one.stop AND one.start < other.stop
    JOIN size ON size.key = one.key JOIN size beside ON beside.key = other.key
    WHERE one.key <> other.key GROUP BY 1, 2
"""


@pytest.mark.django_db
def test_codes_beside_each_other_are_as_many_and_as_close_as_plain_sql_counts(demo_a):
    whole = str(demo_a.texts["W-B1"].text)[200:300]
    for code in ("IDE", "MAT", "UTL.1"):
        demo_a.coding("W-B1", whole, code, "BKB")
    counted = asked(BESIDE, demo_a.study.pk)
    jaccard = {(one, other): (n + back) / 2 / (n1 + n2 - (n + back) / 2) for one, other, n, back, n1, n2 in counted}

    picture = drawn(demo_a, "co-occurrence")

    told = {cells[:2]: cells[2:] for cells, _finds in picture.rows}
    assert len(told) == len(counted) >= 10
    assert told == {(one, other): (n, f"{jaccard[one, other]:.2f}") for one, other, n, *_ in counted}
    root = ET.fromstring(picture.drawing)
    lines = [line for line in root.iter("line") if line.get("class") == "tie"]
    assert len(lines) == len(told) / 2 + len(WEIGHTS)
    sizes = {f"{one} ({n})" for one, _other, _n, _back, n, _n2 in counted}
    assert sizes <= set(words(root))
    assert f"{len(told) // 2}." in picture.alt


def test_of_more_lines_than_anybody_follows_the_closest_are_drawn():
    ties = [Tie(f"A{n}", "B", 1, 1, n / 100) for n in range(100)]

    assert heaviest(ties) == ties[100 - MOST :]
    assert [weight(each) for each in (0, 0.1, 0.2, 0.5, 0.9, 1)] == [1.25, 1.25, 2.5, 4.5, 8, 8]


@pytest.mark.django_db
def test_a_study_in_which_no_code_is_beside_another_says_so(demo_b):
    assert "No two codes stand on the same words." in words(ET.fromstring(drawn(demo_b, "co-occurrence").drawing))


@pytest.mark.django_db
def test_the_coordination_has_a_row_for_each_pair_and_its_words(demo_a):
    picture = drawn(demo_a, "coordination")

    assert [cells[1] for cells, _finds in picture.rows] == ["no coordination (running separately)"] * 3
    assert [cells[4] for cells, _finds in picture.rows] == [3, 4, 3]


@pytest.mark.django_db
@pytest.mark.parametrize("key", NAMES)
def test_a_picture_is_the_same_bytes_twice_stands_by_itself_and_keeps_to_the_policy(demo_a, key):
    picture = drawn(demo_a, key, language="id")
    root = ET.fromstring(picture.svg)

    assert picture.svg == drawn(demo_a, key, language="id").svg
    assert root.tag == f"{SVG}svg"
    assert not [element for element in root.iter() if element.get("style") or element.tag.endswith(("script", "style"))]
    unpainted = {
        element.tag
        for element in root.iter()
        if element.tag.removeprefix(SVG) in ("rect", "circle", "line", "polyline")
        and not (element.get("fill") or element.get("stroke"))
    }
    assert unpainted == set()
    assert root.find(f"{SVG}title").text
    assert root.find(f"{SVG}desc").text


@pytest.mark.django_db
def test_the_page_shows_all_and_offers_each_as_a_file(demo_a, client):
    client.force_login(demo_a.owner)
    page = client.get(reverse("pictures", args=[demo_a.study.slug])).content.decode()
    home = demo_a.study.slug
    files = {name: client.get(reverse("picture-file", args=[home, name, "svg"])) for name in NAMES}

    assert page.count('role="img" font-family') == len(NAMES)
    assert {answer["Content-Type"] for answer in files.values()} == {"image/svg+xml"}
    for name, format in (("none", "svg"), ("matrix", "gif")):
        assert client.get(reverse("picture-file", args=[home, name, format])).status_code == 404
    png = client.get(reverse("picture-file", args=[home, "matrix", "png"]))
    drawing = ET.fromstring(files["matrix"].content)
    assert (png["Content-Type"], png.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    size = [int.from_bytes(png.content[at : at + 4]) for at in (16, 20)]  # of the head of the file, in pixels
    assert size == [3 * int(drawing.get(side)) for side in ("width", "height")]


@pytest.mark.django_db
def test_a_drawing_is_the_same_png_twice_whatever_letters_a_name_has(demo_a):
    demo_a.change(demo_a.study.actors.get(code="BKB"), name_id="Kantor 😷 <中> & rekan")
    drawing = drawn(demo_a, "matrix", language="id").svg

    once, twice = as_png([drawing, drawing])

    assert "😷" in drawing
    assert once == twice == as_png([drawing])[0]


@pytest.mark.django_db
def test_over_http_the_same_picture_comes_with_its_data(demo_a):
    told = Api(demo_a.owner, demo_a.study)("GET", "pictures/matrix/?basis=official").json()

    assert told["columns"] == ["actor", "dimension", "level", "informants", "codings"]
    assert [row[3:] for row in told["rows"]] == [list(cells[3:]) for cells, _finds in drawn(demo_a, "matrix").rows]
    assert told["finds"][0] == "basis=official&about=BKB&dimension=IDE"


@pytest.mark.django_db
def test_who_withdrew_is_in_no_picture(demo_a):
    before = drawn(demo_a, "course", interview="W-T4")
    demo_a.change(demo_a.informants["T4"], consent="withdrawn")

    assert len(before.rows) > 0
    assert drawn(demo_a, "course", interview="W-T4").rows == []
    assert [cells[2] for cells, _finds in drawn(demo_a, "saturation").rows if cells[0] == "W-T4"] == [0]


def test_new_codes_are_those_of_no_interview_before():
    assert steps([("W1", "AB"), ("W2", "BC"), ("W3", "A"), ("W4", "")]) == [
        Step("W1", 2, 2, 2),
        Step("W2", 2, 1, 3),
        Step("W3", 1, 0, 3),
        Step("W4", 0, 0, 3),
    ]


def test_the_shade_grows_with_the_number_and_only_nobody_has_none():
    assert [step(n, 7) for n in range(8)] == [0, 1, 2, 3, 3, 4, 5, 5]
    assert step(0, 0) == 0
