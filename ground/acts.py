"""The one way to write: inside an act."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction

from ground.models import Act

_current: ContextVar[Act | None] = ContextVar("act", default=None)

OPEN = """
    WITH opened AS (
        INSERT INTO ground_act (id, who_id, verb, study_id, undoes_id, at)
        VALUES (%s, %s, %s, %s, %s, now()) RETURNING id
    )
    SELECT set_config('coprod.act', id::text, true) FROM opened
"""
CLOSE = "SELECT set_config('coprod.act', '', true)"


@contextmanager
def act(who, verb: str, study=None, *, undoes: Act | None = None) -> Iterator[Act]:
    """Everything written inside is one act of `who`: all of it is stored, or nothing.

    `verb` is `noun.verb` ("coding.create"), `study` a study or None. An act inside an act joins the outer one, so a
    verb may be used alone or as a part of a larger one. Raises what the body raises, after rolling back.
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
                cursor.execute(OPEN, [opened.id, who.pk, verb, opened.study_id, undoes and undoes.pk])
            yield opened
            _close_for_what_follows()
    finally:
        _current.reset(token)


def _close_for_what_follows() -> None:
    """PostgreSQL forgets the setting at the end of the transaction; where an outer one goes on, forget it now."""
    if len(connection.savepoint_ids) > 0:
        with connection.cursor() as cursor:
            cursor.execute(CLOSE)
