"""What the coding screen knows besides the text and the marks on it: codes, actors, forms, keys and addresses."""

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from django.db.models import F
from django.urls import reverse
from django.utils.translation import get_language

from coding.marks import REGULARITIES
from coding.models import Link, Polarity, Status
from coding.models.codebook import written
from coding.reading import Reading
from interviews.models import Study, Transcript
from interviews.permissions import Verb, may

# Rows of the keyboard: digits say what, the row below them how, the next who.
POLARITY_KEYS = "qwerty"
ACTOR_KEYS = "asdfghj"
SHOWN_IN_PICKER = ("brief", "use_when", "not_when", "example")
OF_CODE = ("pk", "key", "parent", "colour", "retired_at", "texts")


def screen(study: Study, transcript: Transcript, reading: Reading, *, by, epoch: str) -> dict:
    """Everything that `static/coding/pane.js` starts from, ready for `json_script`."""
    language = get_language() or "id"
    codes = _rows(study.codes)
    return {
        "me": str(by.pk),
        "epoch": epoch,
        "may_code": may(by, Verb.CODE, study),
        "transcript": str(transcript.pk),
        "interview": str(transcript.interview.pk),
        "interview_code": transcript.interview.code,
        "length": transcript.length,
        "language": transcript.interview.language,
        "lines": [reading.starts[0], *(after - before for before, after in pairwise(reading.starts))],
        "api": reverse("api-coding-list", args=[study.slug]).removesuffix("codings/"),
        "marks": reverse("pane-marks", args=[study.slug, transcript.interview.code]),
        "codebook": reverse("codebook", args=[study.slug]),
        "passages": reverse("study", args=[study.slug]) + "passages/",
        "changes": reverse("pane-changes", args=[study.slug, transcript.interview.code]),
        "codes": _codes(codes, language),
        "dimensions": _dimensions(codes),
        "actors": [
            {"id": str(actor.pk), "code": actor.code, "name": actor.named(language), "key": key, "hue": actor.position}
            for actor, key in zip(study.actors.all(), [*ACTOR_KEYS, *[""] * 99], strict=False)
        ],
        "forms": [
            {"id": str(form.pk), "code": form.code, "name": form.named(language), "general": form.rung is None}
            for form in study.link_forms.all()
        ],
        "polarities": [
            {"value": value, "label": str(label), "key": key}
            for (value, label), key in zip(Polarity.choices, POLARITY_KEYS, strict=True)
        ],
        "regularities": [{"value": value, "label": str(Link.Regularity(value).label)} for value in REGULARITIES],
        "statuses": [{"value": value, "label": str(label)} for value, label in Status.choices],
        "people": _people(study),
        "voices": reading.voices,
    }


def codes_told(study: Study, **which) -> list[dict]:
    """Those of the study's codes as `screen` tells them."""
    return _codes(_rows(study.codes.filter(**which)), get_language() or "id")


def _rows(codes) -> list[dict]:
    return list(codes.values(*OF_CODE, place=F("dimension__position")))  # rows of the model would take longer


def _codes(codes: Sequence[dict], language: str) -> list[dict]:
    return [
        {
            "id": str(code["pk"]),
            "key": code["key"],
            "label": written(code["texts"], "label", language) or code["key"],
            "parent": code["parent"] and str(code["parent"]),
            "hue": code["colour"],
            "retired": code["retired_at"] is not None,
            **{name: written(code["texts"], name, language) for name in SHOWN_IN_PICKER},
        }
        for code in codes
    ]


def _dimensions(codes: Sequence[dict]) -> list[dict]:
    """The code that stands for each dimension, in the order of their digits."""
    heads = [code for code in codes if code["place"] is not None and not code["parent"] and not code["retired_at"]]
    heads.sort(key=itemgetter("place"))
    return [
        {"code": str(code["pk"]), "key": code["key"], "digit": str(digit)}
        for digit, code in enumerate(heads[:8], start=1)
    ]


def _people(study: Study) -> dict[str, str]:
    return {str(each.user_id): str(each.user) for each in study.memberships.select_related("user")}
