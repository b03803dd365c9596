"""Passages and matrices, beside the barest SQL that counts the same rows."""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from bench.house import House
from bench.table import Figure, Floor
from bench.timing import median, repeated
from coding.retrieval.finding import find
from coding.retrieval.listing import page_of
from coding.retrieval.query import Query
from interviews.models import Interview, Study
from reports.matrices.asking import Asked, matrix_of

TIMES = 3
MOST = 3  # times the floor
HERE = """
    FROM coding_coding c JOIN coding_passage p ON p.id = c.passage_id
    JOIN interviews_transcript t ON t.id = p.transcript_id JOIN interviews_interview i ON i.id = t.interview_id
    WHERE i.study_id = '{study}' AND i.trashed_at IS NULL AND c.trashed_at IS NULL
          AND NOT EXISTS (SELECT FROM interviews_transcript l WHERE l.interview_id = i.id AND l.version > t.version)
"""
SPOKEN = """
    SELECT s.informant_id, c.code_id, count(*)
    FROM coding_coding c JOIN coding_passage p ON p.id = c.passage_id
    JOIN interviews_transcript t ON t.id = p.transcript_id JOIN interviews_interview i ON i.id = t.interview_id
    JOIN interviews_turn n ON n.transcript_id = t.id AND n.start < p."end" AND n."end" > p.start
    JOIN interviews_speaker s ON s.id = n.speaker_id AND s.informant_id IS NOT NULL
    WHERE i.study_id = '{study}' AND c.trashed_at IS NULL GROUP BY 1, 2
"""
BESIDE = f"""
    WITH here AS MATERIALIZED (SELECT c.id, c.code_id, p.transcript_id, p.start, p."end" {HERE})
    SELECT a.code_id, b.code_id, count(DISTINCT a.id) FROM here a JOIN here b ON b.transcript_id = a.transcript_id
           AND b.start < a."end" AND b."end" > a.start AND a.id <> b.id GROUP BY 1, 2
"""


class Measured(NamedTuple):
    """A matrix by its address, and what SQL counts the same rows at the least."""

    what: str
    address: str
    floor: str


OF_CODES_AND_ACTORS = f"SELECT c.code_id, c.about_actor_id, count({{}}) {HERE} GROUP BY 1, 2"
MATRICES = (
    Measured("code × actor", "matrix=code-actor", OF_CODES_AND_ACTORS.replace("{}", "*")),
    Measured(
        "the same, passages", "matrix=code-actor&count=passages", OF_CODES_AND_ACTORS.replace("{}", "DISTINCT p.id")
    ),
    Measured("interview × code", "matrix=interview-code", f"SELECT i.id, c.code_id, count(*) {HERE} GROUP BY 1, 2"),
    Measured("informant × dimension", "matrix=informant-dimension", SPOKEN),
    Measured("codes beside codes", "matrix=co-occurrence", BESIDE),
)
COUNTED = f"SELECT count(*) {HERE} AND c.code_id = ANY (ARRAY(SELECT id FROM coding_code WHERE key = 'MAT.10'))"


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """In the study of ten thousand codings; the page of passages also as a browser asks for it."""
    yield from of_study(large.study, "10,000 codings")
    reader = house.connect(large.created_by)
    plain = Floor("the emptiest answer", median(repeated(partial(reader.get, "/livez"), TIMES)))
    page = f"{reverse('retrieval', args=[large.study.slug])}?code=MAT.10"
    yield Figure("passages of one code, a page", median(repeated(partial(reader.get, page), TIMES)), "ms", None, plain)


def of_study(study: Study, size: str) -> Iterator[Figure]:
    """Each matrix and a count of passages beside its floor."""
    for each in MATRICES:
        asked = Asked.read(QueryDict(f"{each.address}&basis=all"), study)
        floor = Floor("bare SQL", median(repeated(partial(_plainly, each.floor, study), TIMES)))
        taken = median(repeated(partial(matrix_of, study, asked), TIMES))
        yield Figure(f"matrix over {size}: {each.what}", taken, "ms", None, floor, most_ratio=MOST)
    floor = Floor("bare SQL", median(repeated(partial(_plainly, COUNTED, study), TIMES)))
    found = partial(_found, study, Query(only={"code": ("MAT.10",)}))
    yield Figure(
        f"passages of one code in {size}, counted and a page", median(repeated(found, TIMES)), "ms", None, floor
    )


def _plainly(statement: str, study: Study) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(study=study.pk))
        cursor.fetchall()


def _found(study: Study, query: Query) -> None:
    rows = find(study, query)
    rows.count()
    page_of(study, rows, group="interview", size=20)
