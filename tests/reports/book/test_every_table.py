"""Each table of the report of demo A against plain SQL; a table that nothing counts again fails here."""

import re
from collections import Counter

import pytest
from django.db import connection

from interviews.lines import line_starts
from interviews.models import Transcript
from reports.book.composing import compose
from reports.book.parts import PARTS
from reports.book.plan import changed, plan_of
from tests.reports.book.voices import VOICES

pytestmark = pytest.mark.django_db

# A row with whoever speaks in it.
SPOKEN = f"""
    SELECT row.id, row.status, row.polarity, row.in_scope, row.passage_id, informant.code AS informant,
           voice.code AS speaker, interview.code AS interview, {{columns}}
    {VOICES}
    JOIN coding_{{kind}} row ON row.passage_id = passage.id
    JOIN interviews_actor voice ON voice.id = informant.actor_id
    {{more}}
    WHERE interview.study_id = %(study)s AND row.trashed_at IS NULL
"""
CODED = SPOKEN.format(
    kind="coding",
    columns="code.key AS code, coalesce(own.code, upper.code) AS dimension, about.code AS about",
    more="""JOIN coding_code code ON code.id = row.code_id LEFT JOIN coding_code above ON above.id = code.parent_id
            LEFT JOIN coding_dimension own ON own.id = code.dimension_id
            LEFT JOIN coding_dimension upper ON upper.id = above.dimension_id
            LEFT JOIN interviews_actor about ON about.id = row.about_actor_id""",
)
LINKED = SPOKEN.format(
    kind="link",
    columns="form.code AS form, one.code AS one, other.code AS other",
    more="""JOIN coding_linkform form ON form.id = row.form_id
            JOIN interviews_actor one ON one.id = row.from_actor_id
            JOIN interviews_actor other ON other.id = row.to_actor_id""",
)
COUNTS = "spoken.status = 'approved' AND spoken.in_scope AND spoken.polarity NOT IN ('planned', 'unclear')"


@pytest.fixture
def ask(demo_a):
    def query(sql: str) -> list[tuple]:
        with connection.cursor() as cursor:
            whole = f"WITH coded AS ({CODED}), linked AS ({LINKED}) {sql}"
            cursor.execute(whole.replace("%(", "\0").replace("%", "%%").replace("\0", "%("), {"study": demo_a.study.pk})
            return cursor.fetchall()

    return query


@pytest.fixture(scope="module")
def report(demo_a_of_the_file):
    study = demo_a_of_the_file.study
    plan = changed(plan_of(study), {"parts": list(PARTS), "language": "en", "quotes": 3})
    return compose(study, plan, by=demo_a_of_the_file.owner)


def rows_of(document, anchor: str, *keys: str) -> list[tuple]:
    table = next(grid.table for grid in document.grids() if grid.anchor == anchor)
    places = [[column.key for column in table.columns].index(key) for key in keys]
    return [tuple(row[place] for place in places) for row in table.rows]


def test_informants_and_interviews_are_counted_with_their_minutes_and_codings(report, ask):
    held = ask("""
        SELECT informant, count(*), sum(minutes) FROM (
            SELECT DISTINCT informant.code AS informant, interview.id, interview.minutes
            FROM interviews_turn turn JOIN interviews_speaker speaker ON speaker.id = turn.speaker_id
            JOIN interviews_informant informant ON informant.id = speaker.informant_id
            JOIN interviews_transcript text ON text.id = turn.transcript_id
            JOIN interviews_interview interview ON interview.id = text.interview_id
            WHERE informant.study_id = %(study)s) held
        GROUP BY 1""")
    shown = rows_of(report, "informants", "informant", "interviews", "minutes")
    assert sorted((code, len(codes.split(", ")), minutes) for code, codes, minutes in shown) == sorted(held)

    counted = ask("""
        SELECT interview.code, length(text.text), (SELECT count(*) FROM coded WHERE coded.interview = interview.code),
               (SELECT count(*) FROM linked WHERE linked.interview = interview.code)
        FROM interviews_interview interview JOIN interviews_transcript text ON text.interview_id = interview.id
        WHERE interview.study_id = %(study)s""")
    assert sorted(rows_of(report, "interviews", "interview", "characters", "codings", "links")) == sorted(counted)


def test_the_matrix_says_how_many_informants_and_codings_stand_behind_each_level(report, ask, demo_a):
    behind = {
        (about, dimension): (n, rows)
        for about, dimension, n, rows in ask(f"""
        SELECT about, dimension, count(DISTINCT informant), count(*) FROM coded spoken WHERE {COUNTS} GROUP BY 1, 2""")
    }
    actors = [actor.code for actor in demo_a.study.actors.order_by("position")]
    dimensions = ("IDE", "MAT", "FIS", "UTL")

    shown = {
        (actor, dimension): tuple(map(int, re.findall(r"n = (\d+); codings: (\d+)", cell)[0]))
        for actor, row in zip(actors, rows_of(report, "matrix", *dimensions), strict=True)
        for dimension, cell in zip(dimensions, row, strict=True)
        if cell != "no evidence"
    }

    assert shown == behind


def test_the_chart_says_what_each_informant_says_of_whom_and_how_often(report, ask):
    told = Counter()
    for informant, about, dimension, n in ask(f"""
        SELECT informant, about, dimension, count(*) FROM coded spoken WHERE {COUNTS} GROUP BY 1, 2, 3"""):
        told[informant, about, dimension] = n

    shown = Counter()
    for informant, *cells in rows_of(report, "chart", "informant", "IDE", "MAT", "FIS", "UTL"):
        for dimension, cell in zip(("IDE", "MAT", "FIS", "UTL"), cells, strict=True):
            for about, n in re.findall(r"(\w+): .*?\((\d+)\)(?:\n|$)", cell):
                shown[informant, about, dimension] += int(n)

    assert shown == told


def test_the_forms_of_each_pair_are_counted(report, ask):
    counted = ask(f"""SELECT form, polarity, count(*) FROM linked spoken WHERE {COUNTS} GROUP BY 1, 2""")

    shown = Counter()
    for (forms,) in rows_of(report, "pairs", "forms"):
        for form, polarity, n in re.findall(r"(\w+) (\w+) \((\d+)\)", forms):
            shown[form, polarity] += int(n)

    assert shown == {(form, polarity): n for form, polarity, n in counted}


def test_the_codebook_says_how_often_each_code_is_used(report, ask):
    counted = ask("""SELECT code.key, (SELECT count(*) FROM coded WHERE coded.code = code.key)
                     FROM coding_code code WHERE code.study_id = %(study)s""")

    assert sorted(rows_of(report, "codes", "code", "codings")) == sorted(counted)


def test_the_review_is_counted_by_coder_status_and_decision(report, ask):
    statuses = ("draft", "submitted", "approved", "revise", "rejected", "superseded")
    shown = Counter()
    for kind, *counts in rows_of(report, "statuses", "kind", *statuses):
        for status, n in zip(statuses, counts, strict=True):
            shown[{"Codings": "coded"}.get(kind, "linked"), status] += n
    counted = {
        (kind, status): n
        for kind in ("coded", "linked")
        for status, n in ask(f"SELECT status, count(*) FROM {kind} GROUP BY 1")
    }
    assert {key: n for key, n in shown.items() if n} == counted

    decided = ask("""SELECT decision, count(*) FROM coding_review WHERE coding_id IN (SELECT id FROM coded)
                     OR link_id IN (SELECT id FROM linked) GROUP BY 1""")
    told = Counter(decision for (decision,) in rows_of(report, "reviews", "decision"))
    assert sorted(told.values()) == sorted(n for _decision, n in decided)


def test_every_act_is_a_row_of_the_audit_trail(report, ask):
    ((count,),) = ask("SELECT count(*) FROM ground_act WHERE study_id = %(study)s")

    assert len(rows_of(report, "history", "act")) == count


def test_the_transcripts_have_every_line_and_every_coding_that_counts_in_the_margin(report, ask, demo_a):
    texts = {each.interview.code: each.text for each in Transcript.objects.filter(interview__study=demo_a.study)}
    assert {code: len(rows_of(report, f"lines:{code}", "line")) for code in texts} == {
        code: len(line_starts(text)) for code, text in texts.items()
    }
    ((codings,),) = ask(f"SELECT count(DISTINCT (passage_id, dimension, about)) FROM coded spoken WHERE {COUNTS}")
    ((links,),) = ask(f"SELECT count(DISTINCT (passage_id, form, one, other)) FROM linked spoken WHERE {COUNTS}")

    margin = [cell for code in texts for (cell,) in rows_of(report, f"lines:{code}", "codings") if cell]

    assert sum(len(cell.split("\n")) for cell in margin) == codings + links


# Where the other tables are counted again.
ELSEWHERE = {
    "counts": "test_report.py",
    "findings:": "test_report.py, quote by quote",
    "pair-quotes": "test_report.py, as the findings",
    "codings": "test_report.py",
    "links": "test_report.py",
    "data:saturation": "pictures/test_pictures.py",
    "data:co-occurrence": "pictures/test_pictures.py",
    "data:course-": "pictures/test_pictures.py",
    "thresholds": "method/, whose second implementation agrees",
    "trace": "method/, rule by rule",
    "agreement": "agreement/test_second_opinion.py",
    "coreq": "test_rigour.py",
    "srqr": "test_rigour.py",
}
HERE = ("informants", "interviews", "matrix", "chart", "pairs", "codes", "statuses", "reviews", "history", "lines:")


def test_no_table_of_the_report_is_left_uncounted(report):
    known = (*HERE, *ELSEWHERE)

    left = [
        grid.anchor
        for grid in report.grids()
        if not any(grid.anchor == name or (name[-1] in ":-" and grid.anchor.startswith(name)) for name in known)
    ]

    assert left == []
