"""Who has an interview open, and near which turn: kept for seconds, in no record.

The table is unlogged: PostgreSQL writes nothing of it to its journal, no backup of the journal holds it, and after a
crash it is empty.
"""

from uuid import UUID

from django.db import connection

SHOWN_FOR = 8  # seconds after the last sign of life; a page asks every 1.5
KEPT_FOR = 60  # seconds; whoever says something next sweeps out what is older
# What another is writing at this moment is passed over: nobody waits for anybody here.
SAY = """
    WITH swept AS (
        DELETE FROM coding_presence WHERE (transcript_id, account_id) IN (
            SELECT transcript_id, account_id FROM coding_presence
            WHERE said_at < now() - %(kept)s * interval '1 second' AND account_id <> %(who)s
            FOR UPDATE SKIP LOCKED
        )
    ), said AS (
        INSERT INTO coding_presence (transcript_id, account_id, turn, said_at)
        VALUES (%(transcript)s, %(who)s, %(turn)s, now())
        ON CONFLICT (transcript_id, account_id) DO UPDATE SET turn = excluded.turn, said_at = excluded.said_at
    )
    SELECT account_id::text, turn FROM coding_presence
    WHERE transcript_id = %(transcript)s AND account_id <> %(who)s
      AND said_at > now() - %(shown)s * interval '1 second'
    ORDER BY account_id
"""


def say_here(transcript: UUID, who: UUID, turn: int) -> list[tuple[str, int]]:
    """Say that `who` reads near `turn`; returns the others who do, as (account, turn)."""
    said = {"transcript": transcript, "who": who, "turn": turn, "shown": SHOWN_FOR, "kept": KEPT_FOR}
    with connection.cursor() as cursor:
        cursor.execute(SAY, said)
        return cursor.fetchall()
