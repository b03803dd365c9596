"""Every mark on a transcript as the coding screen reads them: ten thousand in a few hundred kilobytes."""

import json
from io import BytesIO

from django.db import connection

from coding.mentioning import for_the_pane
from coding.models import Coding, Link, Polarity, Status
from coding.seeing import others_are_seen
from ground.acts import settled
from interviews.models import Study, Transcript

STATUSES = list(Status.values)
POLARITIES = list(Polarity.values)
REGULARITIES = list(Link.Regularity.values)
IN_SCOPE, RECHECK = 1, 2

# Everything that repeats stands by its place in a list: looked for in a short list, joined where it is long. PostgreSQL
# writes the JSON, a line of each row: as a column of text, or read row by row, it would take twice as long.
IN_LIST = "array_position(%({list})s::{type}[], {column}) - 1"
JOINED = "LEFT JOIN unnest(%({list})s::uuid[]) WITH ORDINALITY AS {list} (known, place) ON {list}.known = {column}"
IN_JOINED = "coalesce({list}.place, 0) - 1"
LINES = """
    COPY (SELECT '["' || id || '"', {parts}, '"' || coalesce(speaker::text, '') || '"]'
          FROM ({rows}) AS row ({columns}) {joins}) TO STDOUT (DELIMITER ',')
"""
# Written out: building it takes a third of what writing the rows in view takes.
ROWS = """
    SELECT judged.id, passage.start, passage.end, judged.polarity, judged.status, judged.coder_id, judged.in_scope,
           judged.recheck, judged.speaker_id, {own}
    FROM {table} AS judged JOIN coding_passage passage ON passage.id = judged.passage_id
    WHERE judged.trashed_at IS NULL AND passage.transcript_id = %(transcript)s AND passage.start < %(until)s
          AND (%(only)s::uuid IS NULL OR judged.coder_id = %(only)s)
"""  # in no order: the screen sorts them
JUDGED = ("id", "start", "stop", "polarity", "status", "coder", "in_scope", "recheck", "speaker")
PARTS = (
    "start",
    "stop - start",
    IN_LIST.format(list="polarities", type="text", column="polarity::text"),
    IN_LIST.format(list="statuses", type="text", column="status::text"),
    IN_JOINED.format(list="people"),
    "in_scope::int + 2 * recheck::int",
)
ACTOR = "coalesce(array_position(%(actors)s::uuid[], {0}), 0) - 1"
OF_CODING = {
    "code": IN_JOINED.format(list="codes"),
    "about_actor": ACTOR.format("about_actor"),
}
OF_LINK = {
    "from_actor": ACTOR.format("from_actor"),
    "to_actor": ACTOR.format("to_actor"),
    "form": IN_LIST.format(list="forms", type="uuid", column="form"),
    "regularity": IN_LIST.format(list="regularities", type="text", column="regularity::text"),
}

# `people`: everyone who has ever done something in the study. A member may have left, what they coded stays.
LISTS = """
    SELECT array(SELECT id::text FROM coding_code WHERE study_id = %(study)s),
           array(SELECT id::text FROM interviews_actor WHERE study_id = %(study)s),
           array(SELECT id::text FROM coding_linkform WHERE study_id = %(study)s),
           array(SELECT DISTINCT who_id::text FROM ground_act WHERE study_id = %(study)s AND who_id IS NOT NULL)
"""

# Written out: building the query takes longer than its answer.
OF_MEMO = ("id", "kind", "text", "author", "coding", "link", "start", "end")
MEMOS = """
    SELECT memo.id::text, memo.kind, memo.text, memo.author_id::text, memo.coding_id::text, memo.link_id::text,
           own.start, own.end
    FROM coding_memo memo
    LEFT JOIN coding_passage own ON own.id = memo.passage_id
    LEFT JOIN coding_coding coding ON coding.id = memo.coding_id
    LEFT JOIN coding_link link ON link.id = memo.link_id
    JOIN coding_passage place ON place.id = coalesce(memo.passage_id, coding.passage_id, link.passage_id)
    WHERE memo.study_id = %(study)s AND memo.trashed_at IS NULL AND place.transcript_id = %(transcript)s
          AND (%(only)s IS NULL OR memo.author_id = %(only)s)
    ORDER BY memo.created_at, memo.id
"""


def marks_json(study: Study, transcript: Transcript, *, by, until: int | None = None) -> bytes:
    """All codings, links and memos on a transcript within the reach of `by`, as compact JSON.

    `until` is a code point: then only the codings and links that begin before it, to be painted first.
    """
    lists = _lists(study)
    after = settled(study) if until is None else 0  # before the rows are read: nothing later is missed
    known = lists | {"transcript": transcript.pk, "polarities": POLARITIES, "statuses": STATUSES}
    known["only"] = None if others_are_seen(study, by) else by.pk
    known |= {"regularities": REGULARITIES, "until": transcript.length + 1 if until is None else until}
    codings = _rows(Coding, OF_CODING, known, codes="code", people="coder")
    links = _rows(Link, OF_LINK, known, people="coder")
    memos = _memos(study, transcript, by) if until is None else []
    head = {"transcript": str(transcript.pk), "after": after, "lists": lists, "memos": memos}
    begun = json.dumps(head, separators=(",", ":"), ensure_ascii=False).removesuffix("}").encode()
    return b'%s,"codings":[%s],"links":[%s]}' % (begun, codings, links)


def marks_tag(study: Study, transcript: Transcript) -> str:
    """Differs as soon as anything in the study was done: the count too, for acts are not stored in their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(number), count(*) FROM ground_act WHERE study_id = %s", [study.pk])
        number, count = cursor.fetchone()
    return f'"{transcript.pk.hex}-{number}-{count}"'


def _lists(study: Study) -> dict[str, list[str]]:
    with connection.cursor() as cursor:
        cursor.execute(LISTS, {"study": study.pk})
        return dict(zip(("codes", "actors", "forms", "people"), cursor.fetchone(), strict=True))


def _rows(model, own: dict[str, str], known: dict, **joined: str) -> bytes:
    """The live rows on the transcript, each as JSON; `own` maps the columns of this kind alone to what is written.

    `joined` maps a long list to the column whose place in it is written.
    """
    columns = (f"judged.{model._meta.get_field(name).column}" for name in own)
    statement = LINES.format(
        parts=", ".join([*PARTS, *own.values()]),
        rows=ROWS.format(own=", ".join(columns), table=model._meta.db_table),
        columns=", ".join([*JUDGED, *own]),
        joins=" ".join(JOINED.format(list=name, column=column) for name, column in joined.items()),
    )
    lines = BytesIO()
    with connection.cursor() as cursor:
        cursor.copy_expert(cursor.mogrify(statement, known).decode(), lines)
    return lines.getvalue().removesuffix(b"\n").replace(b"\n", b",")


def _memos(study: Study, transcript: Transcript, by) -> list[list]:
    """What was noted on the transcript's passages, codings and links; a span stands only beside a passage's."""
    known = {"study": study.pk, "transcript": transcript.pk}
    known["only"] = None if others_are_seen(study, by) else by.pk
    with connection.cursor() as cursor:
        cursor.execute(MEMOS, known)
        told = [dict(zip(OF_MEMO, row, strict=True)) for row in cursor.fetchall()]
    for_the_pane(study, told)
    return [list(row.values()) for row in told]
