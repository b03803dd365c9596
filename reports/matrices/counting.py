"""The counts of a matrix, by the database: codings, passages, informants or words, each once a cell and a total."""

from django.db import connection
from django.db.models import CharField, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, NullIf

from coding.retrieval.finding import find
from coding.retrieval.query import NEAR, NOBODY, TURN, Query
from coding.retrieval.speaking import informant
from interviews.models import Study
from reports.matrices.axes import ABOUT, CODE, INTERVIEW, VOICE, Axis

LEAVES = {CODE: "code", ABOUT: "about_actor", INTERVIEW: "passage__transcript__interview"}
UNITS = {"codings": "pk", "passages": "passage", "words": "passage", "informants": VOICE}
# A coding by its own values, and then by the heads that these belong to.
CROSSWISE = """
    placed AS MATERIALIZED (
        SELECT DISTINCT down.head AS line, across.head AS col, unit FROM found
        JOIN unnest(%(down)s::text[], %(down_heads)s::text[]) AS down (leaf, head) ON down.leaf = found.down
        JOIN unnest(%(across)s::text[], %(across_heads)s::text[]) AS across (leaf, head) ON across.leaf = found.across
        WHERE unit IS NOT NULL
    ),
    alone AS (SELECT line, unit FROM placed)
"""
BESIDE = """
    spans AS MATERIALIZED (
        SELECT id, transcript_id, start, "end" FROM coding_passage WHERE id IN (SELECT passage FROM found)
    ),
    pairs AS MATERIALIZED ({pairs}),
    coded AS MATERIALIZED (
        SELECT id, passage, unit, head FROM found
        JOIN unnest(%(down)s::text[], %(down_heads)s::text[]) AS codes (leaf, head) ON codes.leaf = found.down
    ),
    placed AS MATERIALIZED (
        SELECT DISTINCT one.head AS line, other.head AS col, one.unit FROM pairs
        JOIN coded one ON one.passage = pairs.one
        JOIN coded other ON other.passage = pairs.other AND other.id <> one.id
        WHERE one.unit IS NOT NULL
    ),
    alone AS (SELECT head AS line, unit FROM coded WHERE unit IS NOT NULL)
"""
# Of two passages that overlap, one begins within the other: an index finds these, and each pair is told from both ends.
BEGINS_WITHIN = """
    SELECT a.id AS one, b.id AS other FROM spans a
    JOIN coding_passage b ON b.transcript_id = a.transcript_id AND b.start >= a.start AND b.start < a.end + %(apart)s
    WHERE b.id IN (SELECT id FROM spans)
"""
FROM_BOTH_ENDS = f"SELECT one, other FROM ({BEGINS_WITHIN}) a UNION SELECT other, one FROM ({BEGINS_WITHIN}) b"
TOUCHED = """
    SELECT spans.id, t.id AS turn FROM spans JOIN interviews_turn t ON t.transcript_id = spans.transcript_id
    WHERE t.start < spans.end AND t.end > spans.start AND t.end > t.start
"""
IN_A_TURN = f"SELECT DISTINCT a.id AS one, b.id AS other FROM ({TOUCHED}) a JOIN ({TOUCHED}) b ON b.turn = a.turn"
EACH = """
    SELECT line, col, {n} FROM placed {weights} GROUP BY line, col
    UNION ALL SELECT NULL, col, {n} FROM (SELECT DISTINCT col, unit FROM placed) AS placed {weights} GROUP BY col
    UNION ALL SELECT line, NULL, {n} FROM (SELECT DISTINCT line, unit FROM alone) AS alone {weights} GROUP BY line
    UNION ALL SELECT NULL, NULL, {n} FROM (SELECT DISTINCT unit FROM alone) AS alone {weights} HAVING count(*) > 0
"""
ONE_EACH = {"n": "count(*)", "weights": ""}
# A word is a run of what is no space.
WORDS = {
    "n": "sum(weight)",
    "weights": r"JOIN (SELECT id, regexp_count(quote, '\S+') AS weight FROM coding_passage) p ON p.id = unit",
}
PLACES = "SELECT DISTINCT line, col FROM placed"
Place = tuple[str | None, str | None]


def counts_of(study: Study, query: Query, down: Axis, across: Axis, what: str) -> dict[Place, int]:
    """How many of `what`, of COUNTS, there are by (row, column), None for all; where there are none there is no key."""
    weighed = EACH.format(**(WORDS if what == "words" else ONE_EACH))
    return {(line, col): int(n) for line, col, n in _asked(study, query, down, across, UNITS[what], weighed)}


def places_of(study: Study, query: Query, down: Axis, across: Axis) -> frozenset[tuple[str, str]]:
    """The places, as (row, column), with at least one coding."""
    return frozenset(_asked(study, query, down, across, "pk", PLACES))


def _asked(study: Study, query: Query, down: Axis, across: Axis, unit: str, asked: str) -> list[tuple]:
    is_beside = across.param == "with"
    found, values = _found(find(study, query), down, down if is_beside else across, unit).query.sql_with_params()
    placed = BESIDE.format(pairs=IN_A_TURN if query.how == TURN else FROM_BOTH_ENDS) if is_beside else CROSSWISE
    reach = {f"reach{index}": value for index, value in enumerate(values)}
    named = found % tuple(f"%({name})s" for name in reach)
    heads = {"apart": query.within + 1 if query.how == NEAR else 0}
    for name, axis in (("down", down), ("across", across)):
        heads[name], heads[f"{name}_heads"] = ([pair[n] for pair in axis.belongs] for n in (0, 1))
    columns = "id, passage, unit, down, across"
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found ({columns}) AS MATERIALIZED ({named}), {placed} {asked}", reach | heads)
        return cursor.fetchall()


def _found(rows: QuerySet, down: Axis, across: Axis, unit: str) -> QuerySet:
    """Of each coding its id, its passage, what is counted of it, and its values for rows and columns, as text."""
    if VOICE in (unit, down.leaf, across.leaf) and VOICE not in rows.query.annotations:
        rows = rows.annotate(voice=informant())
    counted = {"of": NullIf("voice", Value(""))} if unit == VOICE else {"of": F(unit)}
    leaves = {"line": _leaf(down.leaf), "col": _leaf(across.leaf)}
    return rows.annotate(**counted, **leaves).values_list("pk", "passage", "of", "line", "col")


def _leaf(leaf: str) -> Coalesce:
    """Which value of this kind a coding has; of none, that it has none."""
    text = NullIf("voice", Value("")) if leaf == VOICE else Cast(LEAVES[leaf], CharField())
    return Coalesce(text, Value(NOBODY))
