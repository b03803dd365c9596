"""Matrices, passages and words, beside the barest SQL that counts the same rows."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple

from django.db import connection
from django.http import QueryDict
from django.urls import reverse

from bench.house import House
from bench.table import Figure, Floor
from bench.timing import median, repeated
from coding.finding import found as words
from coding.finding.asked import Asked as Wanted
from coding.retrieval.finding import find
from coding.retrieval.listing import page_of
from coding.retrieval.query import Query
from interviews.models import Interview, Study
from reports.matrices.asking import Asked, matrix_of

TIMES = 3
OFTEN = 5  # times as often what takes some milliseconds
MOST = 3  # times the floor
TODAY = """
    JOIN interviews_interview i ON i.id = t.interview_id WHERE i.study_id = '{study}' AND i.trashed_at IS NULL
    AND NOT EXISTS (SELECT FROM interviews_transcript l WHERE l.interview_id = i.id AND l.version > t.version)
"""
CODED = """
    FROM coding_coding c JOIN coding_passage p ON p.id = c.passage_id
    JOIN interviews_transcript t ON t.id = p.transcript_id
"""
HERE = f"{CODED} {TODAY} AND c.trashed_at IS NULL"
SPOKEN = f"""
    {CODED} JOIN interviews_turn n ON n.transcript_id = t.id AND n.start < p."end" AND n."end" > p.start
    JOIN interviews_speaker s ON s.id = n.speaker_id AND s.informant_id IS NOT NULL {TODAY} AND c.trashed_at IS NULL
"""
# What is eligible for a summary and said by an informant. No two codings of these studies stand in each other's way.
COUNTS = "AND c.status = 'approved' AND c.in_scope AND c.polarity NOT IN ('planned', 'unclear')"
# Of two that overlap, one begins within the other. A code counts what lies under it, too.
BESIDE = f"""
    WITH RECURSIVE under AS (
        SELECT id AS code, id AS head FROM coding_code WHERE study_id = '{{study}}'
        UNION SELECT under.code, k.parent_id FROM under JOIN coding_code k ON k.id = under.head
              WHERE k.parent_id IS NOT NULL
    ),
    here AS MATERIALIZED (
        SELECT c.id, under.head AS code_id, p.id AS passage, p.transcript_id, p.start, p."end"
        {HERE.replace("FROM coding_coding c", "FROM coding_coding c JOIN under ON under.code = c.code_id", 1)}
    ),
    spans AS MATERIALIZED (SELECT DISTINCT passage, transcript_id, start, "end" FROM here),
    pairs AS (
        SELECT spans.passage, b.id AS other, b.start > spans.start AS follows FROM spans CROSS JOIN LATERAL (
            SELECT p.id, p.start FROM coding_passage p
            WHERE p.transcript_id = spans.transcript_id AND p.start >= spans.start AND p.start < spans."end" OFFSET 0
        ) b
    )
    SELECT a, b, count(DISTINCT id) FROM (
        SELECT one.code_id AS a, other.code_id AS b, one.id FROM pairs JOIN here one ON one.passage = pairs.passage
        JOIN here other ON other.passage = pairs.other AND other.id <> one.id
        UNION ALL
        SELECT other.code_id, one.code_id, other.id FROM pairs JOIN here one ON one.passage = pairs.passage
        JOIN here other ON other.passage = pairs.other WHERE pairs.follows
    ) told GROUP BY 1, 2
"""


class Measured(NamedTuple):
    """What is asked, and what SQL counts the same rows at the least."""

    what: str
    asked: str
    floor: str


def _of_codes(n: str, of: str = HERE) -> str:
    return f"SELECT c.code_id, c.about_actor_id, {n} {of} GROUP BY 1, 2"


OF_WORDS = f"""
    SELECT code, actor, sum(n) FROM (
        SELECT DISTINCT p.id, c.code_id AS code, c.about_actor_id AS actor, regexp_count(p.quote, '\\S+') AS n {HERE}
    ) told GROUP BY 1, 2
"""
MATRICES = (
    Measured("code × actor", "matrix=code-actor&basis=all", _of_codes("count(*)")),
    Measured("the same, passages", "matrix=code-actor&basis=all&count=passages", _of_codes("count(DISTINCT p.id)")),
    Measured("the same, words", "matrix=code-actor&basis=all&count=words", OF_WORDS),
    Measured(
        "the same, informants",
        "matrix=code-actor&basis=all&count=informants",
        _of_codes("count(DISTINCT s.informant_id)", SPOKEN),
    ),
    Measured(
        "the same, what counts officially",
        "matrix=code-actor&basis=official",
        _of_codes("count(DISTINCT c.id)", f"{SPOKEN} {COUNTS}"),
    ),
    Measured(
        "interview × code", "matrix=interview-code&basis=all", f"SELECT i.id, c.code_id, count(*) {HERE} GROUP BY 1, 2"
    ),
    Measured(
        "informant × dimension",
        "matrix=informant-dimension&basis=all",
        f"SELECT s.informant_id, c.code_id, count(*) {SPOKEN} GROUP BY 1, 2",
    ),
    Measured("codes beside codes", "matrix=co-occurrence&basis=all", BESIDE),
)
# A code stands for those under it, too.
CODE = """c.code_id = ANY (ARRAY(
    WITH RECURSIVE meant AS (
        SELECT id FROM coding_code WHERE study_id = '{study}' AND key {is_it}
        UNION SELECT k.id FROM coding_code k JOIN meant ON k.parent_id = meant.id
    ) SELECT id FROM meant
))"""
OTHER = """
    EXISTS (SELECT FROM coding_coding d JOIN coding_passage q ON q.id = d.passage_id
            JOIN coding_code k ON k.id = d.code_id AND k.key = 'MAT.11' {turns}
            WHERE q.transcript_id = p.transcript_id AND d.id <> c.id AND d.trashed_at IS NULL {near})
"""
COUNTED = f"SELECT count(*) {HERE} AND {CODE}"
ONE = COUNTED.replace("{is_it}", "= 'MAT.10'")
IN_A_TURN = (
    """JOIN interviews_turn n ON n.transcript_id = q.transcript_id AND n.start < q."end" AND n."end" > q.start"""
)
ACTOR = "c.about_actor_id = (SELECT id FROM interviews_actor WHERE study_id = '{study}' AND code = 'ITM')"


def _beside(near: str, turns: str = "") -> str:
    return f"{ONE} AND {OTHER.replace('{near}', near).replace('{turns}', turns)}"


PASSAGES = (
    Measured("one code", "code=MAT.10", ONE),
    Measured("a code and an actor", "code=MAT.10&about=ITM", f"{ONE} AND {ACTOR}"),
    Measured(
        "one code or another",
        "code=MAT.10&code=MAT.11",
        COUNTED.replace("{is_it}", "IN ('MAT.10', 'MAT.11')"),
    ),
    Measured("a code and not an actor", "code=MAT.10&not_about=ITM", f"{ONE} AND NOT {ACTOR}"),
    Measured("a code over another", "code=MAT.10&with=MAT.11", _beside('AND q.start < p."end" AND q."end" > p.start')),
    Measured(
        "a code near another",
        "code=MAT.10&with=MAT.11&how=near&within=200",
        _beside('AND q.start <= p."end" + 200 AND q."end" + 200 >= p.start'),
    ),
    Measured(
        "a code in a turn with another",
        "code=MAT.10&with=MAT.11&how=turn",
        _beside('AND n.start < p."end" AND n."end" > p.start', IN_A_TURN),
    ),
)
TURNS = f"FROM interviews_turnwords w JOIN interviews_transcript t ON t.id = w.transcript_id {TODAY}"
QUOTES = f"""
    FROM coding_passage w JOIN interviews_transcript t ON t.id = w.transcript_id {TODAY}
    AND EXISTS (SELECT FROM coding_coding c WHERE c.passage_id = w.id AND c.trashed_at IS NULL)
"""
IS_CODED = """
    AND EXISTS (SELECT FROM coding_passage p JOIN coding_coding c ON c.passage_id = p.id AND c.trashed_at IS NULL
                WHERE p.transcript_id = w.transcript_id AND p.start < w."end" AND p."end" > w.start)
"""
SAYS = """AND w.words @@ '{query}'::tsquery"""


def _said(query: str, of: str = TURNS, more: str = "") -> str:
    """How many there are, and the words of the first of them."""
    found = f"{of} {SAYS.replace('{query}', query)} {more}"
    first = f"SELECT w.*, t.text {found} ORDER BY i.position, i.code, w.start LIMIT 25"
    words = "quote" if of is QUOTES else 'substr(text, start + 1, "end" - start)'
    return f"SELECT count(*) {found}; SELECT {words} FROM ({first}) first"


PATTERN = f"""SELECT count(*) {TURNS} AND substr(t.text, w.start + 1, w."end" - w.start) ~* 'menyum[a-z]+ mas'"""
SEARCHES = (
    Measured("a word in all its forms", "text=menyumbang", _said("menyumbang | /id/sumbang")),
    Measured("a phrase", "text=%22menyumbang+masker%22", _said("menyumbang <-> masker")),
    Measured("a beginning", "text=menyum*", _said("menyum:*")),
    Measured("a word where something is coded", "text=masker&coded=yes", _said("masker", more=IS_CODED)),
    Measured("a word in quotes", "text=masker&where=quotes", _said("masker", QUOTES)),
)
BY_PATTERN = Measured("a pattern", "text=menyum%5Ba-z%5D%2B+mas&way=pattern", PATTERN)


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """In the study of ten thousand codings; the page of passages also as a browser asks for it."""
    words.find(large.study, Wanted("masker"), by=large.created_by)
    words.find(large.study, Wanted("masker", where="quotes"), by=large.created_by)
    yield from of_study(large.study, "10,000 codings")
    yield _beside_floor(f"find in 10,000 codings: {BY_PATTERN.what}", BY_PATTERN, large.study, _words)
    reader = house.connect(large.created_by)
    plain = Floor("the emptiest answer", median(repeated(partial(reader.get, "/livez"), TIMES)))
    page = f"{reverse('retrieval', args=[large.study.slug])}?code=MAT.10"
    yield Figure("passages of one code, a page", median(repeated(partial(reader.get, page), TIMES)), "ms", None, plain)


def of_study(study: Study, size: str, times: int = TIMES) -> Iterator[Figure]:
    """Each matrix, what passages are counted, and what words are found, beside its floor."""
    for each in MATRICES:
        yield _beside_floor(f"matrix of {size}: {each.what}", each, study, _matrix, times)
    for each in PASSAGES:
        yield _beside_floor(f"passages of {size}: {each.what}", each, study, _passages, times * OFTEN)
    for each in SEARCHES:
        yield _beside_floor(f"find in {size}: {each.what}", each, study, _words, times * OFTEN)
    shown = partial(_page, study, Query(only={"code": ("MAT.10",)}))
    yield Figure(f"passages of {size}: a page of one code", median(repeated(shown, times)), "ms")


def _beside_floor(
    what: str, each: Measured, study: Study, work: Callable[[Study, QueryDict], object], times: int = TIMES
) -> Figure:
    floor = Floor("bare SQL", median(repeated(partial(_plainly, each.floor, study), times)))
    taken = median(repeated(partial(work, study, QueryDict(each.asked)), times))
    return Figure(what, taken, "ms", None, floor, most_ratio=MOST)


def _plainly(statements: str, study: Study) -> None:
    with connection.cursor() as cursor:
        for statement in statements.split(";"):
            cursor.execute(statement.replace("{study}", str(study.pk)))
            cursor.fetchall()


def _matrix(study: Study, asked: QueryDict) -> None:
    matrix_of(study, Asked.read(asked, study))


def _passages(study: Study, asked: QueryDict) -> None:
    find(study, Query.read(asked.lists())).count()


def _words(study: Study, asked: QueryDict) -> None:
    words.find(study, Wanted(**asked.dict()), by=None, preparing=0)  # who asks matters for memos alone


def _page(study: Study, query: Query) -> None:
    page_of(study, find(study, query), group="interview", size=20)
