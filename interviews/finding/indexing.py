"""The words of turns, made ready for the index when somebody looks for them.

Not when a text is stored: a whole interview is stored in a fraction of the time that its words take, and whichever way
a text came in, by import, correction, bundle or backup, it is found here.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from django.db import connection

from interviews.finding.stems import indexed, stems_of
from interviews.finding.tokens import tokens
from interviews.models import Study

AT_ONCE = 4_000_000
"""Code points of text that are made ready for one search, in some seconds; what is more is left to the next."""
MISSING = """
    SELECT t.id, t.length FROM interviews_transcript t JOIN interviews_interview i ON i.id = t.interview_id
    WHERE i.study_id = %s AND i.trashed_at IS NULL
      AND NOT EXISTS (SELECT FROM interviews_transcript n WHERE n.interview_id = i.id AND n.version > t.version)
      AND NOT EXISTS (SELECT FROM interviews_turnwords w WHERE w.transcript_id = t.id)
      AND EXISTS (SELECT FROM interviews_turn u WHERE u.transcript_id = t.id)
    ORDER BY i.position, i.code
"""
TURNS = """
    SELECT t.text, array_agg(u.id::text ORDER BY u.index), array_agg(u.start ORDER BY u.index),
           array_agg(u."end" ORDER BY u.index)
    FROM interviews_transcript t JOIN interviews_turn u ON u.transcript_id = t.id WHERE t.id = %s GROUP BY t.id
"""
KEEP = """
    INSERT INTO interviews_turnwords (turn_id, transcript_id, index, start, "end", speaker_id, words)
    SELECT u.id, u.transcript_id, u.index, u.start, u."end", u.speaker_id, made.words::tsvector
    FROM unnest(%s::uuid[], %s::text[]) AS made (turn, words) JOIN interviews_turn u ON u.id = made.turn
    ON CONFLICT DO NOTHING
"""


def index_turns(study: Study, *, most: int = AT_ONCE) -> int:
    """Make the newest texts of the study ready to be searched, `most` code points of them and at least one text.

    Returns how many texts are not ready yet. Nothing is written where `most` is 0.
    """
    with connection.cursor() as cursor:
        cursor.execute(MISSING, [study.pk])
        missing = cursor.fetchall()
        done = taken = 0
        for transcript, length in missing:
            if not most or (taken and taken + length > most):
                break
            _index(cursor, transcript)
            done, taken = done + 1, taken + length
    return len(missing) - done


def _index(cursor, transcript) -> None:
    cursor.execute(TURNS, [transcript])
    text, turns, starts, ends = cursor.fetchone()
    said = (text[start:end] for start, end in zip(starts, ends, strict=True))
    cursor.execute(KEEP, [turns, list(indexed_all(said))])


def indexed_all(texts: Iterable[str]) -> Iterator[str]:
    """What the index keeps of each of the texts; their words are stemmed together."""
    said = [[token.word for token in tokens(text)] for text in texts]
    stems = stems_of(chain.from_iterable(said))
    return (indexed(words, stems) for words in said)
