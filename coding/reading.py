"""What the coding screen reads: the turns of a transcript, and every mark on it in a few hundred kilobytes at most."""

import json
import re
import uuid
from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from django.db import connection
from django.db.models import F
from django.utils.safestring import SafeString, mark_safe

from coding.models import Coding, Link, Memo, Polarity, Status
from ground.models import Act, User
from interviews.lines import lines_of
from interviews.models import Study, Transcript
from interviews.texts import line_starts_of, text_of

STATUSES = list(Status.values)
POLARITIES = list(Polarity.values)
REGULARITIES = list(Link.Regularity.values)
IN_SCOPE, RECHECK = 1, 2

# Everything that repeats stands by its place in a list: looked for in a short list, joined where it is long. PostgreSQL
# writes the JSON, of one row each.
IN_LIST = "array_position(%({list})s::{type}[], {column}) - 1"
JOINED = "LEFT JOIN unnest(%({list})s::uuid[]) WITH ORDINALITY AS {list} (known, place) ON {list}.known = {column}"
IN_JOINED = "coalesce({list}.place, 0) - 1"
ROW = """
    SELECT coalesce('[' || string_agg(concat('["', id, '",', concat_ws(',', {parts}),
                                             ',"' || speaker || '"', ']'), ',') || ']', '[]')
    FROM ({rows}) AS row ({columns}) {joins}
"""
JUDGED = ("id", "start", "stop", "polarity", "status", "coder", "in_scope", "recheck", "speaker")
FIELDS = ("pk", "passage__start", "passage__end", "polarity", "status", "coder", "in_scope", "recheck", "speaker")
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


WORD = re.compile(r"[^\W\d_]{2}")
RARE = re.compile("[\U00010000-\U0010ffff]")
LEAF = 4_000  # code points: about two windows


class Reading(NamedTuple):
    """A transcript as it is read: where its numbered lines begin, and its turns as HTML, leaf by leaf."""

    starts: Sequence[int]
    leaves: SafeString


def read(transcript: Transcript) -> Reading:
    """Every turn as one element: the words as they were said, and where they stand as data.

    Written here and not in a template: a loop of a thousand turns in the template language takes longer than the rest
    of the page.
    """
    text, starts = (known(transcript.pk, transcript.length) for known in (text_of, line_starts_of))
    turns = transcript.turns.values_list("index", "start", "end", "speaker__label", "speaker__kind")
    leaves, leaf, since, before = [], [], 0, 0
    for row in turns:
        leaf += [_aside(line) for line in outside(text[before : row[1]], row[3])]
        leaf.append(_turn(text, starts, *row))
        before = row[2]
        if before - since > LEAF:
            leaves.append(_leaf(leaf))
            leaf, since = [], before
    leaf += [_aside(line) for line in outside(text[before:], None)]
    leaves.append(_leaf(leaf))
    return Reading(starts, mark_safe("\n".join(leaves)))  # every part of it is a number or escaped


def outside(between: str, label: str | None) -> list[str]:
    """The lines between two turns that are nobody's: a heading, a banner, a remark of the transcriber.

    Not the label of the turn that follows, nor its stamp, wherever the layout puts them.
    """
    if between.isspace() or between.removesuffix(": ").strip() == (label or ""):
        return []
    lines = between.splitlines()
    whole = lines if between[-1:] in "\n\r\x0b\x0c\x85\u2028\u2029" else lines[:-1]
    named = re.compile(rf"\W*{re.escape(label)}\b", re.IGNORECASE) if label else None
    return [line.strip() for line in whole if WORD.search(line) and not (named and named.match(line))]


def _leaf(lines: list[str]) -> str:
    """What the browser lays out at one go when it comes near the window: turn by turn takes it longer."""
    joined = "\n".join(lines)
    return f'<div class="leaf">{joined}</div>' if lines else ""


def _aside(line: str) -> str:
    return f'<p class="outside">{escape(line)}</p>'


def _turn(
    text: str, starts: Sequence[int], index: int, start: int, end: int, label: str | None, kind: str | None
) -> str:
    asks = " asks" if kind == "interviewer" else ""
    who, words = escape(label or ""), escape(text[start:end])
    if not words.isascii():  # else a single emoji makes Python keep the whole page, and each copy, four times as large
        words = RARE.sub(lambda found: f"&#{ord(found[0])};", words)
    line = lines_of(starts, start, end)[0]
    return f'<p class="turn{asks}" id="t-{index}" data-start="{start}" data-line="{line}" data-who="{who}">{words}</p>'


def voices(transcript: Transcript) -> list[dict]:
    """For each label the speaker's id and, for an informant, the actor's: the default about-actor follows from it."""
    rows = transcript.interview.speakers.values(
        "id", "label", "kind", informant_code=F("informant__code"), actor=F("informant__actor")
    )
    return [{**row, "id": str(row["id"]), "actor": row["actor"] and str(row["actor"])} for row in rows]


def marks_json(study: Study, transcript: Transcript, *, by) -> str:
    """All codings, links and memos on a transcript within the reach of `by`, as compact JSON text."""
    lists = _lists(study)
    known = lists | {"transcript": transcript.pk, "polarities": POLARITIES, "statuses": STATUSES}
    known["regularities"] = REGULARITIES
    codings = _rows(Coding, OF_CODING, known, codes="code", people="coder")
    links = _rows(Link, OF_LINK, known, people="coder")
    named = json.dumps({name: [str(pk) for pk in ids] for name, ids in lists.items()}, separators=(",", ":"))
    memos = json.dumps(_memos(study, transcript, by), separators=(",", ":"), ensure_ascii=False)
    return f'{{"transcript":"{transcript.pk}","lists":{named},"codings":{codings},"links":{links},"memos":{memos}}}'


def marks_tag(study: Study, transcript: Transcript) -> str:
    """Differs as soon as anything in the study was done: the count too, for acts are not stored in their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(number), count(*) FROM ground_act WHERE study_id = %s", [study.pk])
        number, count = cursor.fetchone()
    return f'"{transcript.pk.hex}-{number}-{count}"'


def _lists(study: Study) -> dict[str, list[uuid.UUID]]:
    return {
        "codes": list(study.codes.values_list("pk", flat=True)),
        "actors": list(study.actors.values_list("pk", flat=True)),
        "forms": list(study.link_forms.values_list("pk", flat=True)),
        "people": list(_people(study).values_list("pk", flat=True)),
    }


def _people(study: Study):
    """Everyone who has ever done something in the study: a member may have left, what they coded stays."""
    return User.objects.filter(pk__in=Act.objects.filter(study_id=study.pk).values("who")).order_by("pk")


def _rows(model, own: dict[str, str], known: dict, **joined: str) -> str:
    """The live rows on the transcript as JSON; `own` maps the columns of this kind alone to what is written of them.

    `joined` maps a long list to the column whose place in it is written.
    """
    here = model.objects.live().filter(passage__transcript=known["transcript"])
    ordered = here.order_by("passage__start").values_list(*FIELDS, *own)  # the screen sorts what starts together
    inner, values = ordered.query.sql_with_params()
    reach = {f"reach{index}": value for index, value in enumerate(values)}
    statement = ROW.format(
        parts=", ".join([*PARTS, *own.values()]),
        rows=inner % tuple(f"%({name})s" for name in reach),
        columns=", ".join([*JUDGED, *own]),
        joins=" ".join(JOINED.format(list=name, column=column) for name, column in joined.items()),
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, known | reach)
        return cursor.fetchone()[0]


def _memos(study: Study, transcript: Transcript, by) -> list[list]:
    rows = Memo.objects.visible_to(by).of_study(study).filter(trashed_at__isnull=True)
    here = rows.filter(coding__passage__transcript=transcript) | rows.filter(link__passage__transcript=transcript)
    here |= rows.filter(passage__transcript=transcript)
    shown = here.values_list("pk", "kind", "text", "author", "coding", "link", "passage__start", "passage__end")
    return [
        [str(value) if isinstance(value, uuid.UUID) else value for value in row] for row in shown.order_by("created_at")
    ]
