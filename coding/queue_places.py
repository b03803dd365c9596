"""Where the rows of the queue stand: which texts they are of, how many each has, and which stand on one page.

Written out: building these queries takes Django longer than PostgreSQL takes to answer them.
"""

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import accumulate
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection

from coding.models import Coding, Link, Status
from ground.finding import all_found
from interviews.models import Interview, Study, Transcript

Texts = dict[UUID, Transcript]
"""The texts that the list may be of, by id, in the order of their interviews."""

NEWEST = """
    SELECT t.id, t.interview_id, t.length, i.code, i.language
    FROM interviews_interview i JOIN interviews_transcript t ON t.interview_id = i.id
    WHERE i.study_id = %(study)s AND i.trashed_at IS NULL AND %(interview)s IN ('', i.code) AND NOT EXISTS (
        SELECT FROM interviews_transcript later WHERE later.interview_id = i.id AND later.version > t.version
    )
    ORDER BY i.position, i.code
"""
MEETING = {
    "status": "AND judged.status = %(status)s",
    "coder": "AND judged.coder_id = (SELECT id FROM ground_user WHERE username = %(coder)s)",
    "actor": "AND {ends} && ARRAY(SELECT id FROM interviews_actor WHERE code = %(actor)s)",
}
ENDS = {Coding: "ARRAY[judged.about_actor_id]", Link: "ARRAY[judged.from_actor_id, judged.to_actor_id]"}
COUNTED = """
    SELECT judged.transcript_id, count(*) FROM {table} AS judged
    WHERE judged.transcript_id IN %(texts)s AND judged.trashed_at IS NULL {filters} GROUP BY judged.transcript_id
"""
STANDING = """
    (SELECT judged.id, {is_link} AS is_link, {place} AS place, p.start, p."end"
     FROM {table} AS judged JOIN coding_passage p ON p.id = judged.passage_id
     WHERE p.transcript_id IN %(texts)s AND judged.trashed_at IS NULL {filters} ORDER BY {order} LIMIT %(limit)s)
"""
# In one text alone the place is constant: the index of passages then has the rows in order already.
IN_ONE, IN_SEVERAL = "0", "array_position(%(order)s, p.transcript_id)"
ORDER = 'place, start, "end" DESC, id'
BACKWARDS = 'place DESC, start DESC, "end", id DESC'


class Filters(NamedTuple):
    """What the list is narrowed to; an empty one narrows nothing."""

    status: str = Status.SUBMITTED
    coder: str = ""
    interview: str = ""
    actor: str = ""

    @classmethod
    def read(cls, params, **fixed) -> "Filters":
        """From a query string; what it does not know is as good as not said."""
        asked = {name: params[name] for name in cls._fields if name in params}
        if asked.get("status", Status.SUBMITTED) not in [*Status.values, ""]:
            del asked["status"]
        return cls(**(asked | fixed))

    @property
    def query(self) -> str:
        """What the links to other pages of the list keep."""
        return urlencode(self._asdict()) + "&"


def texts_of(study: Study, interview: str) -> Texts:
    """The newest text of each interview that is not in the trash, or of the one of that code, without its words."""
    texts = all_found(Transcript, NEWEST, {"study": study.pk, "interview": interview})
    for text in texts:
        known = [text.interview_id, text.code, text.language]
        text.interview = Interview.from_db(connection.alias, ["id", "code", "language"], known)
    return {text.pk: text for text in texts}


def counted(texts: Texts, filters: Filters) -> dict[UUID, int]:
    """How many rows each text has, of those with any, in their order."""
    if not texts:
        return {}
    found = Counter()
    statement = " UNION ALL ".join(COUNTED.format(**_met(model, filters)) for model in ENDS)
    with connection.cursor() as cursor:
        cursor.execute(statement, filters._asdict() | {"texts": tuple(texts)})
        for text, count in cursor.fetchall():
            found[text] += count
    return {text: found[text] for text in texts if found[text]}


def placed(wanted: range, counts: dict[UUID, int], filters: Filters) -> list[tuple[UUID, bool]]:
    """(id, whether it is a link) of the wanted rows of the list."""
    if not wanted:
        return []
    ends = list(accumulate(counts.values()))
    first, last = bisect_right(ends, wanted.start), bisect_left(ends, wanted.stop)
    texts = list(counts)[first : last + 1]
    before, after = wanted.start - (ends[first - 1] if first else 0), ends[last] - wanted.stop
    # Counted from the end that is nearer, so that the last page of a long interview is no further than the first.
    order, offset = (BACKWARDS, after) if after < before else (ORDER, before)
    look = {"place": IN_ONE if len(texts) == 1 else IN_SEVERAL, "order": order}
    either = " UNION ALL ".join(
        STANDING.format(is_link=model is Link, **_met(model, filters), **look) for model in ENDS
    )
    known = {"texts": tuple(texts), "order": texts, "limit": offset + len(wanted), "offset": offset}
    with connection.cursor() as cursor:
        cursor.execute(f"{either} ORDER BY {order} LIMIT %(limit)s OFFSET %(offset)s", filters._asdict() | known)
        places = [(key, is_link) for key, is_link, *_where in cursor.fetchall()]
    return places[::-1] if order is BACKWARDS else places


def _met(model, filters: Filters) -> dict[str, str]:
    asked = [MEETING[name].format(ends=ENDS[model]) for name in MEETING if getattr(filters, name)]
    return {"table": model._meta.db_table, "filters": " ".join(asked)}
