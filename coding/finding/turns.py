"""Turns that say what is looked for, in reading order, a page at a time, and how many there are."""

import uuid
from typing import NamedTuple

from django.db import connection

from coding.finding.asked import Asked, Expression, Page, Words, narrowed, require_few
from interviews.models import Informant, Study

FROM = """
    FROM interviews_turnwords w
    JOIN interviews_transcript t ON t.id = w.transcript_id
    JOIN interviews_interview i ON i.id = t.interview_id
    LEFT JOIN interviews_speaker s ON s.id = w.speaker_id
    LEFT JOIN interviews_informant p ON p.id = s.informant_id
    WHERE i.study_id = %(study)s AND i.trashed_at IS NULL AND p.consent IS DISTINCT FROM %(withdrawn)s
      AND NOT EXISTS (SELECT FROM interviews_transcript n WHERE n.interview_id = i.id AND n.version > t.version)
"""
ON_IT = 'q.transcript_id = w.transcript_id AND q.start < w."end" AND q."end" > w.start'
IS_CODED = f"""EXISTS (
    SELECT FROM coding_passage q JOIN coding_coding c ON c.passage_id = q.id AND c.trashed_at IS NULL WHERE {ON_IT}
    UNION ALL
    SELECT FROM coding_passage q JOIN coding_link c ON c.passage_id = q.id AND c.trashed_at IS NULL WHERE {ON_IT}
)"""
CODED = {"yes": f"AND {IS_CODED}", "no": f"AND NOT {IS_CODED}"}
NARROWED = {
    "interview": "AND i.code = %(interview)s",
    "actor": "AND p.actor_id = (SELECT id FROM interviews_actor WHERE study_id = %(study)s AND code = %(actor)s)",
    "voice": "AND s.kind = %(voice)s",
}
PLACE = "(position, code, index)"
PAGE = """
    WITH hits AS MATERIALIZED (
        SELECT w.turn_id, w.transcript_id, t.length, w.index, w.start, w."end", s.label, s.kind, p.code AS informant,
               p.actor_id, i.position, i.code, i.id AS interview, i.language {found}
    ), last AS (
        SELECT i.position, i.code, w.index
        FROM interviews_turnwords w JOIN interviews_transcript t ON t.id = w.transcript_id
        JOIN interviews_interview i ON i.id = t.interview_id WHERE w.turn_id = %(after)s AND i.study_id = %(study)s
    ), counted AS (
        SELECT count(*) AS found, count(*) FILTER (WHERE (position, code, index) <= (SELECT * FROM last)) AS before
        FROM hits
    ), earlier AS (
        SELECT turn_id FROM hits WHERE (position, code, index) <= (SELECT * FROM last)
        ORDER BY position DESC, code DESC, index DESC OFFSET %(most)s LIMIT 1
    ), page AS (
        SELECT * FROM hits
        WHERE coalesce((position, code, index) > (SELECT * FROM last), true)
        ORDER BY position, code, index LIMIT %(most)s
    )
    SELECT counted.found, counted.before, (SELECT turn_id FROM earlier),
           page.turn_id, page.transcript_id, page.length, page.index, page.start, page."end", page.label,
           page.kind, page.informant, actor.code, page.code, page.interview, page.language
    FROM counted LEFT JOIN page ON true LEFT JOIN interviews_actor actor ON actor.id = page.actor_id
    ORDER BY page.position, page.code, page.index
"""
TEXTS = """
    SELECT t.text, array_agg(w.turn_id::text), array_agg(w.start), array_agg(w."end")
"""


class Turn(NamedTuple):
    """A turn that was found: [start, end) in code points of a transcript of `length`."""

    id: uuid.UUID
    transcript: uuid.UUID
    length: int
    index: int
    start: int
    end: int
    speaker: str | None
    kind: str | None
    informant: str | None
    actor: str | None
    code: str
    interview: uuid.UUID
    language: str


def turns_found(study: Study, asked: Asked, wanted: Words | Expression, *, after: uuid.UUID | None, most: int) -> Page:
    """The `most` turns that follow the turn `after`."""
    found, values = _condition(study, asked, wanted)
    with connection.cursor() as cursor:
        cursor.execute(PAGE.format(found=found), values | {"after": after, "most": most})
        rows = cursor.fetchall()
    return Page(*rows[0][:3], [Turn(*row[3:]) for row in rows if row[3] is not None])


def _condition(study: Study, asked: Asked, wanted: Words | Expression) -> tuple[str, dict]:
    """What finds the turns, in SQL from its FROM on, and the values of its parameters."""
    values = {"study": study.pk, "withdrawn": Informant.Consent.WITHDRAWN}
    conditions, said = narrowed(asked, NARROWED)
    values |= said
    within = f"{FROM} {conditions} {CODED.get(asked.coded, '')}"
    if isinstance(wanted, Words):
        return f"{within} AND w.words @@ %(query)s::tsquery", values | {"query": wanted.as_sql}
    return f"{within} AND w.turn_id = ANY(%(turns)s::uuid[])", values | {"turns": _saying(wanted, within, values)}


def _saying(wanted: Expression, within: str, values: dict) -> list[str]:
    """The ids of the turns that a pattern finds."""
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT coalesce(sum(w."end" - w.start), 0) {within}', values)
        require_few(cursor.fetchone()[0])
        cursor.execute(f"{TEXTS} {within} GROUP BY t.id", values)
        found = []
        for text, turns, starts, ends in cursor:
            said = (text[start:end] for start, end in zip(starts, ends, strict=True))
            found += [turn for turn, is_met in zip(turns, wanted.met(said), strict=True) if is_met]
    return found
