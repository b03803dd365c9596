"""The one way to write: inside an act."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from ground import blind
from ground.closing import WRITTEN_ALWAYS, Archived, is_closed
from ground.models import Act

_current: ContextVar[Act | None] = ContextVar("act", default=None)

# Numbers are drawn in one order and committed in another. An act in the making holds a lock on the last number drawn
# before its own, so that `settled` knows up to which number nothing is missing.
ANNOUNCED = 0x616374
OPEN = f"""
    WITH announced AS MATERIALIZED (
        SELECT pg_advisory_xact_lock_shared({ANNOUNCED}, last_value::int) IS NOT NULL AS held FROM ground_act_number
    ), opened AS (
        INSERT INTO ground_act (id, who_id, verb, study_id, undoes_id, at)
        SELECT %(id)s, %(who)s, %(verb)s, %(study)s, %(undoes)s, now() FROM announced
        WHERE held IS NOT NULL AND (%(verb)s = ANY(%(written_always)s) OR NOT {{closed}}) RETURNING id
    )
    SELECT set_config('coprod.act', id::text, true) FROM opened
"""
DRAWN = "SELECT last_value FROM ground_act_number"
IN_THE_MAKING = f"""
    SELECT min(objid::bigint) FROM pg_locks
    WHERE locktype = 'advisory' AND classid = {ANNOUNCED} AND objsubid = 2 AND pid <> pg_backend_pid()
      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
"""
COUNTED = "SELECT coalesce(max(number), 0) FROM ground_act WHERE study_id = %s AND drawn <= %s"
CLOSE = "SELECT set_config('coprod.act', '', true)"


@contextmanager
def act(who, verb: str, study=None, *, undoes: Act | None = None) -> Iterator[Act]:
    """Everything written inside is one act of `who`: all of it is stored, or nothing.

    `verb` is `noun.verb` ("coding.create"), `study` a study or None. An act inside an act joins the outer one, so a
    verb may be used alone or as a part of a larger one. Raises what the body raises, after rolling back, and Archived
    before it begins.
    """
    if (outer := _current.get()) is not None:
        with transaction.atomic():
            yield outer
        return
    opened = Act(id=uuid.uuid4(), who=who, verb=verb, study_id=study and study.pk, undoes=undoes)
    token = _current.set(opened)
    try:
        with transaction.atomic():
            with connection.cursor() as cursor:
                named = {"id": opened.id, "who": who.pk, "verb": verb, "study": opened.study_id}
                named |= {"undoes": undoes and undoes.pk, "written_always": WRITTEN_ALWAYS}
                cursor.execute(OPEN.format(closed=is_closed()), named)
                if cursor.fetchone() is None:
                    raise Archived
            yield opened
            _close_for_what_follows()
    finally:
        _current.reset(token)


def settled(study) -> int:
    """The number up to which every act of the study can be read: of those still being written, all have higher ones.

    Numbers are those of whoever reads: to one who reads blind, acts are counted that they may see.
    """
    with connection.cursor() as cursor:
        cursor.execute(DRAWN)
        drawn = cursor.fetchone()[0]
        cursor.execute(IN_THE_MAKING)
        announced = cursor.fetchone()[0]
        until = drawn if announced is None else min(drawn, announced)
        if blind.is_on():
            cursor.execute(COUNTED, [study.pk, until])
            until = cursor.fetchone()[0]
    return until


def _close_for_what_follows() -> None:
    """PostgreSQL forgets the setting at the end of the transaction; where an outer one goes on, forget it now."""
    if len(connection.savepoint_ids) > 0:
        with connection.cursor() as cursor:
            cursor.execute(CLOSE)
