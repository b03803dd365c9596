"""A million codings in two thousand interviews: what no thesis holds, to see that nothing grows faster than the rows.

Measured on demand: `make bench ARGS="--large"`. The rows are made by PostgreSQL, without the history of their making.
"""

import resource
import secrets
from collections.abc import Iterator

from django.db import connection, transaction

from bench.finding import of_study
from bench.house import House
from bench.large import add_codes
from bench.table import Figure
from coding.founding import found_study
from interviews.models import Interview
from tests.factories import make_informant

INTERVIEWS, EACH = 2_000, 500
TURNS, LENGTH = 40, 300  # code points a turn
MAKING = """
    SET LOCAL session_replication_role = replica;
    INSERT INTO interviews_interview (id, study_id, code, title, kind, place, interviewer, language, note, position,
                                      created_by_id, created_at)
    SELECT gen_random_uuid(), '{study}', 'W' || n, '', 'individual', '', '', 'id', '', n, '{owner}', now()
    FROM generate_series(1, {interviews}) n;
    INSERT INTO interviews_speaker (id, interview_id, label, kind, informant_id)
    SELECT gen_random_uuid(), id, 'T1', 'informant', '{informant}' FROM interviews_interview WHERE study_id = '{study}';
    INSERT INTO interviews_transcript (id, interview_id, version, text, length, sha256, source_name, source_format,
                                       dropped, created_by_id, created_at)
    SELECT gen_random_uuid(), id, 1, said.text, {length} * {turns}, repeat('0', 64), 'w.txt', 'txt', '[]', '{owner}',
           now()
    FROM interviews_interview, (
        SELECT string_agg(
            rpad(CASE WHEN n % 10 = 0 THEN 'menyumbang masker ' ELSE '' END, {length}, 'kami warga '), ''
        ) AS text
        FROM generate_series(0, {turns} - 1) n
    ) said WHERE study_id = '{study}';
    INSERT INTO interviews_turn (id, transcript_id, index, start, "end", speaker_id)
    SELECT gen_random_uuid(), t.id, n, n * {length}, n * {length} + {length} - 2, s.id
    FROM interviews_transcript t JOIN interviews_interview i ON i.id = t.interview_id
    JOIN interviews_speaker s ON s.interview_id = i.id CROSS JOIN generate_series(0, {turns} - 1) n
    WHERE i.study_id = '{study}';
    INSERT INTO interviews_turnwords (turn_id, transcript_id, index, start, "end", speaker_id, words)
    SELECT u.id, t.id, u.index, u.start, u."end", u.speaker_id,
           to_tsvector('simple', substr(t.text, u.start + 1, u."end" - u.start))
    FROM interviews_turn u JOIN interviews_transcript t ON t.id = u.transcript_id
    JOIN interviews_interview i ON i.id = t.interview_id WHERE i.study_id = '{study}';
    INSERT INTO coding_passage (id, transcript_id, start, "end", quote, words)
    SELECT gen_random_uuid(), id, start, start + 20 + n % 90, quote, to_tsvector('simple', quote) FROM (
        SELECT t.id, n, CASE WHEN n % 10 = 0 THEN 'menyumbang masker ' ELSE '' END || repeat('kami ', 12) AS quote,
               (n * 7919 % ({length} * {turns} - 200)) AS start
        FROM interviews_transcript t JOIN interviews_interview i ON i.id = t.interview_id
        CROSS JOIN generate_series(1, {each}) n WHERE i.study_id = '{study}'
    ) placed;
    INSERT INTO coding_coding (id, passage_id, transcript_id, code_id, about_actor_id, polarity, in_scope, coder_id,
                               status, recheck, created_at)
    SELECT gen_random_uuid(), p.id, p.transcript_id, codes.ids[1 + n % cardinality(codes.ids)],
           actors.ids[1 + n % 3], 'enacted', true, '{owner}',
           (ARRAY['approved', 'approved', 'submitted', 'draft'])[1 + n % 4], false, now()
    FROM (SELECT p.id, p.transcript_id, row_number() OVER (ORDER BY p.id) AS n FROM coding_passage p
          JOIN interviews_transcript t ON t.id = p.transcript_id JOIN interviews_interview i ON i.id = t.interview_id
          WHERE i.study_id = '{study}') p,
         (SELECT array_agg(id) AS ids FROM coding_code WHERE study_id = '{study}') codes,
         (SELECT array_agg(id) AS ids FROM interviews_actor WHERE study_id = '{study}') actors;
    ANALYZE
"""


def measure(_house: House, large: Interview) -> Iterator[Figure]:
    """Matrices and passages of such a study, and what this process took at the most."""
    owner = large.created_by
    study = found_study(owner=owner, title="Sangat besar", slug=f"raksasa-{secrets.token_hex(3)}")
    add_codes(study, owner)
    sizes = {"interviews": INTERVIEWS, "each": EACH, "turns": TURNS, "length": LENGTH}
    rows = {"study": study.pk, "owner": owner.pk, "informant": make_informant(study).pk}
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(MAKING.format(**sizes, **rows))
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0")  # the barest SQL, too, takes its time here
    yield from of_study(study, "1,000,000 codings", times=1)
    yield Figure("memory of the process that asked for all of it", _memory(), "MiB")


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
