"""Coded quotes that say what is looked for, in reading order, a page at a time, and how many there are."""

import uuid
from typing import NamedTuple

from django.db import connection

from coding.finding.asked import Asked, Expression, Page, Words, narrowed, require_few
from interviews.finding.indexing import AT_ONCE, indexed_all
from interviews.models import Informant, Study

MISSING = """
    SELECT q.id::text, q.quote FROM coding_passage q JOIN interviews_transcript t ON t.id = q.transcript_id
    JOIN interviews_interview i ON i.id = t.interview_id WHERE i.study_id = %s AND q.words IS NULL LIMIT 10000
"""
KEEP = """
    UPDATE coding_passage q SET words = made.words::tsvector
    FROM unnest(%s::uuid[], %s::text[]) AS made (id, words) WHERE q.id = made.id
"""
# A passage in which somebody speaks who has withdrawn consent is not found; nor is one that nothing judges any more.
WITH = """
    WITH withdrawn AS MATERIALIZED (
        SELECT u.transcript_id, u.start, u."end" FROM interviews_informant p
        JOIN interviews_speaker s ON s.informant_id = p.id JOIN interviews_turn u ON u.speaker_id = s.id
        WHERE p.study_id = %(study)s AND p.consent = %(withdrawn)s AND u.start < u."end"
    )
"""
FROM = """
    FROM coding_passage q
    JOIN interviews_transcript t ON t.id = q.transcript_id
    JOIN interviews_interview i ON i.id = t.interview_id
    WHERE i.study_id = %(study)s AND i.trashed_at IS NULL
      AND NOT EXISTS (SELECT FROM interviews_transcript n WHERE n.interview_id = i.id AND n.version > t.version)
      AND (EXISTS (SELECT FROM coding_coding c WHERE c.passage_id = q.id AND c.trashed_at IS NULL)
           OR EXISTS (SELECT FROM coding_link c WHERE c.passage_id = q.id AND c.trashed_at IS NULL))
      AND NOT EXISTS (SELECT FROM withdrawn d
                      WHERE d.transcript_id = q.transcript_id AND d.start < q."end" AND d."end" > q.start)
"""
HEARD = """AND EXISTS (
    SELECT FROM interviews_turn u JOIN interviews_speaker s ON s.id = u.speaker_id
    LEFT JOIN interviews_informant p ON p.id = s.informant_id LEFT JOIN interviews_actor a ON a.id = p.actor_id
    WHERE u.transcript_id = q.transcript_id AND u.start < q."end" AND u."end" > q.start AND {by}
)"""
NARROWED = {
    "interview": "AND i.code = %(interview)s",
    "actor": HEARD.format(by="a.code = %(actor)s"),
    "voice": HEARD.format(by="s.kind = %(voice)s"),
}
PAGE = """
    {given}, hits AS MATERIALIZED (
        SELECT q.id, q.transcript_id, t.length, q.start, q."end", i.position, i.code, i.id AS interview, i.language
        {found}
    ), last AS (
        SELECT i.position, i.code, q.start, -q."end", q.id FROM coding_passage q
        JOIN interviews_transcript t ON t.id = q.transcript_id JOIN interviews_interview i ON i.id = t.interview_id
        WHERE q.id = %(after)s AND i.study_id = %(study)s
    ), counted AS (
        SELECT count(*) AS found,
               count(*) FILTER (WHERE (position, code, start, -"end", id) <= (SELECT * FROM last)) AS before
        FROM hits
    ), earlier AS (
        SELECT id FROM hits WHERE (position, code, start, -"end", id) <= (SELECT * FROM last)
        ORDER BY position DESC, code DESC, start DESC, "end", id DESC OFFSET %(most)s LIMIT 1
    ), page AS (
        SELECT * FROM hits WHERE coalesce((position, code, start, -"end", id) > (SELECT * FROM last), true)
        ORDER BY position, code, start, -"end", id LIMIT %(most)s
    )
    SELECT counted.found, counted.before, (SELECT id FROM earlier),
           page.id, page.transcript_id, page.length, page.start, page."end",
           (SELECT string_agg(DISTINCT s.label, ', ') FROM interviews_turn u
            JOIN interviews_speaker s ON s.id = u.speaker_id
            WHERE u.transcript_id = page.transcript_id AND u.start < page."end" AND u."end" > page.start),
           ARRAY(SELECT DISTINCT k.key FROM coding_coding c JOIN coding_code k ON k.id = c.code_id
                 WHERE c.passage_id = page.id AND c.trashed_at IS NULL ORDER BY k.key),
           page.code, page.interview, page.language
    FROM counted LEFT JOIN page ON true
    ORDER BY page.position, page.code, page.start, -page."end", page.id
"""


class Quote(NamedTuple):
    """A passage that was found: [start, end) in code points of a transcript of `length`, with its codes' keys."""

    id: uuid.UUID
    transcript: uuid.UUID
    length: int
    start: int
    end: int
    speaker: str | None
    codes: list[str]
    code: str
    interview: uuid.UUID
    language: str


def index_quotes(study: Study, *, most: int = AT_ONCE) -> int:
    """Make the study's quotes ready to be searched, some `most` code points of them. Returns 1 where some are left.

    Nothing is written where `most` is 0.
    """
    taken = 0
    with connection.cursor() as cursor:
        while True:
            cursor.execute(MISSING, [study.pk])
            missing = cursor.fetchall()
            if not missing or taken >= most:
                return int(bool(missing))
            cursor.execute(KEEP, [[key for key, _quote in missing], list(indexed_all(q for _key, q in missing))])
            taken += sum(len(quote) for _key, quote in missing)


def quotes_found(study: Study, asked: Asked, wanted: Words | Expression, *, after: uuid.UUID | None, most: int) -> Page:
    """The `most` quotes that follow the passage `after`."""
    found, values = _condition(study, asked, wanted)
    with connection.cursor() as cursor:
        cursor.execute(PAGE.format(given=WITH, found=found), values | {"after": after, "most": most})
        rows = cursor.fetchall()
    return Page(*rows[0][:3], [Quote(*row[3:]) for row in rows if row[3] is not None])


def _condition(study: Study, asked: Asked, wanted: Words | Expression) -> tuple[str, dict]:
    values = {"study": study.pk, "withdrawn": Informant.Consent.WITHDRAWN}
    conditions, said = narrowed(asked, NARROWED)
    values |= said
    within = f"{FROM} {conditions}"
    if isinstance(wanted, Words):
        return f"{within} AND q.words @@ %(query)s::tsquery", values | {"query": wanted.as_sql}
    return f"{within} AND q.id = ANY(%(quotes)s::uuid[])", values | {"quotes": _saying(wanted, within, values)}


def _saying(wanted: Expression, within: str, values: dict) -> list[str]:
    """The ids of the passages whose quotes a pattern finds."""
    with connection.cursor() as cursor:
        cursor.execute(f'{WITH} SELECT coalesce(sum(q."end" - q.start), 0) {within}', values)
        require_few(cursor.fetchone()[0])
        cursor.execute(f"{WITH} SELECT q.id::text, q.quote {within}", values)
        rows = cursor.fetchall()
    is_met = wanted.met(quote for _key, quote in rows)
    return [key for (key, _quote), met in zip(rows, is_met, strict=True) if met]
