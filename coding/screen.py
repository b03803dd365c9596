"""What the coding screen knows besides the text and the marks on it: codes, actors, forms, keys and addresses."""

import json
from collections.abc import Iterable, Sequence
from operator import itemgetter

from django.db import connection
from django.urls import reverse
from django.utils.translation import get_language

from coding.marks import REGULARITIES
from coding.models import Link, LinkForm, Polarity, Status
from coding.models.codebook import written
from coding.reading import Reading
from coding.seeing import others_are_seen
from ground.finding import all_found
from ground.models import User
from interviews.models import Actor, Study, Transcript
from interviews.permissions import Verb, may

# Rows of the keyboard: digits say what, the row below them how, the next who.
POLARITY_KEYS = "qwerty"
ACTOR_KEYS = "asdfghj"
SHOWN_IN_PICKER = ("brief", "use_when", "not_when", "example")
# Written out: building these queries takes longer than their answers.
OF_CODE = ("pk", "key", "parent", "colour", "retired_at", "texts", "place")
CODES = """
    SELECT code.id, code.key, code.parent_id, code.colour, code.retired_at, code.texts::text, dimension.position
    FROM coding_code code LEFT JOIN coding_dimension dimension ON dimension.id = code.dimension_id
    WHERE code.study_id = %(study)s AND (%(only)s::uuid[] IS NULL OR code.id = ANY(%(only)s::uuid[]))
    ORDER BY code.position, code.key
"""
ACTORS = "SELECT * FROM interviews_actor WHERE study_id = %s ORDER BY position, code"
FORMS = "SELECT * FROM coding_linkform WHERE study_id = %s ORDER BY position, code"


def screen(study: Study, transcript: Transcript, reading: Reading, people: Iterable[User], *, by, epoch: str) -> dict:
    """Everything that `static/coding/pane.js` starts from, ready for `json_script`."""
    language = get_language() or "id"
    codes = _rows(study)
    return {
        "me": str(by.pk),
        "epoch": epoch,
        "blind": not others_are_seen(study, by),
        "may_code": may(by, Verb.CODE, study),
        "archived": study.archived_at is not None,
        "transcript": str(transcript.pk),
        "interview": str(transcript.interview.pk),
        "interview_code": transcript.interview.code,
        "length": transcript.length,
        "language": transcript.interview.language,
        "lines": reading.lines,
        "turns": reading.turns,
        "api": reverse("api-coding-list", args=[study.slug]).removesuffix("codings/"),
        "marks": reverse("pane-marks", args=[study.slug, transcript.interview.code]),
        "codebook": reverse("codebook", args=[study.slug]),
        "passages": reverse("study", args=[study.slug]) + "passages/",
        "changes": reverse("pane-changes", args=[study.slug, transcript.interview.code]),
        "codes": _codes(codes, language),
        "dimensions": _dimensions(codes, language),
        "actors": [
            {"id": str(actor.pk), "code": actor.code, "name": actor.named(language), "key": key, "hue": actor.position}
            for actor, key in zip(all_found(Actor, ACTORS, [study.pk]), [*ACTOR_KEYS, *[""] * 99], strict=False)
        ],
        "forms": [
            {"id": str(form.pk), "code": form.code, "name": form.named(language), "general": form.rung is None}
            for form in all_found(LinkForm, FORMS, [study.pk])
        ],
        "polarities": [
            {"value": value, "label": str(label), "key": key}
            for (value, label), key in zip(Polarity.choices, POLARITY_KEYS, strict=True)
        ],
        "regularities": [{"value": value, "label": str(Link.Regularity(value).label)} for value in REGULARITIES],
        "statuses": [{"value": value, "label": str(label)} for value, label in Status.choices],
        "people": {str(each.pk): str(each) for each in people},
        "voices": reading.voices,
    }


def codes_told(study: Study, only: Sequence[str] | None = None) -> list[dict]:
    """The study's codes as `screen` tells them, or those of these ids."""
    return _codes(_rows(study, only), get_language() or "id")


def _rows(study: Study, only: Sequence[str] | None = None) -> list[dict]:
    with connection.cursor() as cursor:
        cursor.execute(CODES, {"study": study.pk, "only": only})
        rows = [dict(zip(OF_CODE, row, strict=True)) for row in cursor.fetchall()]
    return [row | {"texts": json.loads(row["texts"])} for row in rows]


def _codes(codes: Sequence[dict], language: str) -> list[dict]:
    return [
        {
            "id": str(code["pk"]),
            "key": code["key"],
            "label": _label(code, language),
            "parent": code["parent"] and str(code["parent"]),
            "hue": code["colour"],
            "retired": code["retired_at"] is not None,
            **{name: written(code["texts"], name, language) for name in SHOWN_IN_PICKER},
        }
        for code in codes
    ]


def _label(code: dict, language: str) -> str:
    return written(code["texts"], "label", language) or code["key"]


def _dimensions(codes: Sequence[dict], language: str) -> list[dict]:
    """The code that stands for each dimension, in the order of their digits."""
    heads = [code for code in codes if code["place"] is not None and not code["parent"] and not code["retired_at"]]
    heads.sort(key=itemgetter("place"))
    return [
        {
            "code": str(code["pk"]),
            "key": code["key"],
            "digit": str(digit),
            "hue": code["colour"],
            "label": _label(code, language),
        }
        for digit, code in enumerate(heads[:8], start=1)
    ]
