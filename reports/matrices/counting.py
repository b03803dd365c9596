"""The counts of a matrix, by the database: codings, passages, informants or words, each once a cell and a total.

The rows are gone through once, all at the same time where the database has the cores, so nothing is put aside before
it is grouped. What belongs to the same heads is counted by its own values and summed up here.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection
from django.db.models import Expression, F, QuerySet, Value

from coding.models import Coding
from coding.retrieval.counting import judged
from coding.retrieval.finding import TEXTS_OF_TODAY, standing
from coding.retrieval.listing import words_in
from coding.retrieval.query import NEAR, NOBODY, TURN, Query
from interviews.models import Study
from reports.matrices.axes import ABOUT, CODE, INTERVIEW, VOICE, Axis

LEAVES = {CODE: "code", ABOUT: "about_actor", INTERVIEW: "passage__transcript__interview"}
UNITS = {"codings": "pk", "passages": "passage", "words": "passage"}
# Whose words each passage holds: `own` speaks in the turn that it begins in; of those in the turns that begin in it the
# first, the last and all. Each turn is taken with the gap behind it, and what stands before the first with a turn of
# nobody: every passage is met once, and few reach further. OFFSET 0 keeps the order of the joins, here and below: an
# index has what is wanted, and else every two of a text are put to the test.
HEARD = """
    SELECT within.id AS passage, CASE WHEN within.start < zone."end" THEN zone.informant_id END AS own, crossed.*
    FROM (
        SELECT t.transcript_id, t.start, t."end", s.informant_id,
               lead(t.start, 1, 2147483647) OVER (PARTITION BY t.transcript_id ORDER BY t.start) AS next
        FROM interviews_turn t LEFT JOIN interviews_speaker s ON s.id = t.speaker_id
        WHERE t."end" > t.start AND t.transcript_id IN ({texts})
        UNION ALL
        SELECT transcript_id, 0, 0, NULL, min(start) FROM interviews_turn
        WHERE "end" > start AND transcript_id IN ({texts}) GROUP BY transcript_id
    ) zone CROSS JOIN LATERAL (
        SELECT p.id, p.start, p."end" FROM coding_passage p
        WHERE p.transcript_id = zone.transcript_id AND p.start >= zone.start AND p.start < zone.next OFFSET 0
    ) within CROSS JOIN LATERAL (
        SELECT min(s.informant_id::text) AS first, max(s.informant_id::text) AS last, array_agg(s.informant_id) AS all
        FROM interviews_turn t JOIN interviews_speaker s ON s.id = t.speaker_id AND s.informant_id IS NOT NULL
        WHERE within."end" > zone.next AND t.transcript_id = zone.transcript_id
        AND t.start > within.start AND t.start < within."end" AND t."end" > t.start
    ) crossed
"""
VOICED = """
    SELECT id, rows.passage, weight, {of} FROM ({rows}) rows {join} JOIN ({heard}) heard ON heard.passage = rows.passage
    CROSS JOIN LATERAL (
        SELECT CASE WHEN first IS NULL THEN own
                    WHEN first = last AND coalesce(own::text, first) = first THEN first::uuid
                    WHEN picked = own OR picked = ANY (heard.all) THEN picked END AS voice
    ) told {only}
"""
ONE_BY_ONE = "SELECT line, col, count(*) FROM ({found}) found GROUP BY line, col"
TOGETHER = """
    SELECT places, sum(weight) FROM (
        SELECT array_agg(DISTINCT concat_ws(' ', coalesce(line::text, '-'), coalesce(col::text, '-'))) AS places,
               CASE WHEN unit IS NULL THEN 0 ELSE max(weight) END AS weight
        FROM ({found}) found GROUP BY unit
    ) each GROUP BY places
"""
# Few people say much: what they say in the same place is one row before anything is sorted.
EACH_VOICE_ONCE = "SELECT DISTINCT line, col, unit, weight FROM ({found}) found"
WEIGHED = "coalesce(sum(weight) FILTER (WHERE unit IS NOT NULL), 0)"
# Heads as their numbers: there may be many rows to sort.
BESIDE = """
    WITH found AS MATERIALIZED ({found}),
    spans AS MATERIALIZED (
        SELECT id, transcript_id, start, "end" FROM coding_passage WHERE id IN (SELECT passage FROM found)
    ),
    coded AS MATERIALIZED (
        SELECT id, passage, unit, weight, head FROM found
        JOIN unnest(%s::uuid[], %s::int[]) AS codes (code, head) ON codes.code = found.line
    ),
    placed AS MATERIALIZED (
        SELECT DISTINCT one.head AS line, other.head AS col, one.unit, one.weight FROM ({pairs}) pairs
        JOIN coded one ON one.passage = pairs.one
        JOIN coded other ON other.passage = pairs.other AND other.id <> one.id
    )
    SELECT line, col, {n} FROM placed GROUP BY line, col
    UNION ALL SELECT line, NULL, {n} FROM (SELECT DISTINCT head AS line, unit, weight FROM coded) alone GROUP BY line
    UNION ALL SELECT NULL, NULL, {n} FROM (SELECT DISTINCT unit, weight FROM coded) alone
"""
# Of two passages that overlap, one begins within the other: an index finds these, and each pair is told from both ends.
BEGINS_WITHIN = """
    SELECT {told} FROM spans a CROSS JOIN LATERAL (
        SELECT p.id FROM coding_passage p
        WHERE p.transcript_id = a.transcript_id AND p.start {after} a.start AND p.start < a."end" + {apart} OFFSET 0
    ) b
"""
TOUCHED = """
    SELECT spans.id, t.id AS turn FROM spans CROSS JOIN LATERAL (
        SELECT t.id FROM interviews_turn t
        WHERE t.transcript_id = spans.transcript_id AND t.start < spans.end AND t.end > t.start
        AND t.start >= coalesce((
            SELECT f.start FROM interviews_turn f WHERE f.transcript_id = spans.transcript_id AND f.start <= spans.start
            ORDER BY f.start DESC LIMIT 1
        ), 0) AND t.end > spans.start OFFSET 0
    ) t
"""
IN_A_TURN = f"SELECT DISTINCT a.id AS one, b.id AS other FROM ({TOUCHED}) a JOIN ({TOUCHED}) b ON b.turn = a.turn"
Place = tuple[str | None, str | None]


class Counted(NamedTuple):
    """How many there are by (row, column), None for all; where there are none there is no key. `places` are those, as
    (row, column), to which at least one coding belongs, counted or not."""

    n: dict[Place, int]
    places: frozenset[tuple[str, str]]


class Sql(NamedTuple):
    """A statement, and the values of its parameters in order."""

    text: str
    values: tuple = ()

    def rows(self) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(self.text, self.values)
            return cursor.fetchall()


def counts_of(study: Study, query: Query, down: Axis, across: Axis, what: str) -> Counted:
    """How many of `what`, of COUNTS, and where."""
    return (_beside if across.param == "with" else _crosswise)(study, query, down, across, what)


def _crosswise(study: Study, query: Query, down: Axis, across: Axis, what: str) -> Counted:
    found = _found(study, query.basis, what, line=down.leaf, col=across.leaf)
    if what == "codings":
        each = (([(line, col)], n) for line, col, n in Sql(ONE_BY_ONE.format(found=found.text), found.values).rows())
    else:
        rows = EACH_VOICE_ONCE.format(found=found.text) if what == "informants" else found.text
        together = Sql(TOGETHER.format(found=rows), found.values).rows()
        each = (([tuple(place.split(" ")) for place in places], n) for places, n in together)
    return _by_heads(each, down, across)


def _by_heads(each: Iterable[tuple[list[tuple], int]], down: Axis, across: Axis) -> Counted:
    """From how many there are with the same values in the same places to how many belong to each head."""
    lines, cols, n, found = _heads(down), _heads(across), Counter(), set()
    for places, many in each:
        here = {(line, col) for one, other in places for line in lines[_leaf(one)] for col in cols[_leaf(other)]}
        found |= here
        if many and here:
            totals = {(line, None) for line, _col in here} | {(None, col) for _line, col in here} | {(None, None)}
            for place in here | totals:
                n[place] += int(many)
    return Counted(dict(n), frozenset(found))


def _heads(axis: Axis) -> dict[str, list[str]]:
    heads = defaultdict(list)
    for leaf, head in axis.belongs:
        heads[leaf].append(head)
    return heads


def _leaf(value) -> str:
    return NOBODY if value is None else str(value)


def _beside(study: Study, query: Query, down: Axis, across: Axis, what: str) -> Counted:
    found = _found(study, query.basis, what, line=CODE)
    heads = [head.value for head in down.heads]
    number = {head: place for place, head in enumerate(heads)}
    belongs = [(leaf, number[head]) for leaf, head in down.belongs]
    apart = query.within + 1 if query.how == NEAR else 0
    text = BESIDE.format(found=found.text, pairs=_pairs(query.how, apart), n=WEIGHED)
    rows = Sql(text, (*found.values, [leaf for leaf, _n in belongs], [n for _leaf, n in belongs])).rows()
    named = [(None if line is None else heads[line], None if col is None else heads[col], n) for line, col, n in rows]
    n = {(line, col): int(n) for line, col, n in named if n}
    return Counted(n, frozenset((line, col) for line, col, _n in named if line and col))


def _pairs(how: str, apart: int) -> str:
    if how == TURN:
        return IN_A_TURN
    first = BEGINS_WITHIN.format(told="a.id AS one, b.id AS other", after=">=", apart=apart)
    return f"{first} UNION ALL {BEGINS_WITHIN.format(told='b.id, a.id', after='>', apart=apart)}"


def _found(study: Study, basis: str, what: str, **leaves: str) -> Sql:
    """Of each coding its id, its passage, what is counted of it as `unit`, and its values of these kinds."""
    rows = standing(study, Coding)
    if basis:
        rows = judged(rows, study, basis)
    told = {"unit": VOICE if what == "informants" else UNITS[what], **leaves}
    plain = {name: F(LEAVES.get(leaf, leaf)) for name, leaf in told.items() if leaf != VOICE}
    plain["weight"] = words_in("passage__quote") if what == "words" else Value(1)
    if not basis and VOICE not in told.values():
        return _sql(rows, plain)
    rows = _sql(rows, plain | {"picked": F("speaker__informant")})
    text = VOICED.format(
        of=", ".join("voice AS " + name if leaf == VOICE else name for name, leaf in told.items()),
        rows=rows.text,
        join="" if basis else "LEFT",
        heard=HEARD.format(texts=TEXTS_OF_TODAY),
        only="WHERE voice IS NOT NULL" if basis else "",
    )
    return Sql(text, (*rows.values, study.pk, study.pk))


def _sql(rows: QuerySet, told: dict[str, Expression]) -> Sql:
    """A query of these columns of a coding, after its id and its passage."""
    return Sql(*rows.annotate(**told).values_list("id", "passage", *told).query.sql_with_params())
