"""The evidence document of a study, as the method reads it (method.md 4.1, 4.8)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from operator import itemgetter

from django.db.models import CharField
from django.db.models.functions import Cast

from coding.dimensions import dimension_of_codes
from coding.models import Coding, Dimension, Link, LinkForm, Polarity, Status
from coding.retrieval.counting import COUNTED
from interviews.models import Actor, Study
from reports.evidence.voices import Voices, voices_of
from reports.method.vocabulary import FORM_RUNGS
from reports.models import Basis, MethodConfig

STANDING = [Status.APPROVED, Status.SUBMITTED, Status.REJECTED]
PLACE = ("passage_id", "passage__transcript_id", "passage__start", "passage__end")
LEAST_CLAIM = {"once": 0, "recurrent": 1, "unknown": 2}


@dataclass(frozen=True)
class Evidence:
    """What the method is given, and by reason the ids of the judgements that it cannot be given.

    `conflicting` contradict each other; `about_nobody` say what was done, and not who did it.
    """

    document: dict
    aside: dict[str, list[str]]
    config: MethodConfig | None


def current_config(study: Study) -> MethodConfig | None:
    """The newest settings of the study, or None where it keeps the defaults."""
    return MethodConfig.objects.of_study(study).order_by("-version").first()


def collect(study: Study, basis: str = Basis.OFFICIAL) -> Evidence:
    """Read the evidence of `study` as it is now, in a constant number of queries.

    Drafts, returned and superseded rows, rows in the trash, of older versions of a text, and of codes outside the
    dimensions are never in it.
    """
    config, voices = current_config(study), voices_of(study)
    told, about_nobody = _about_somebody(_codings(study, voices))
    codings, contradicting_codings = _settled(told, ("passage", "about_actor", "dimension"))
    links, contradicting_links = _settled(_links(study, voices), ("passage", "ends", "form"))
    for link in links:
        del link["ends"]
    document = {
        "config": _settings(study, config, basis),
        "actors": list(Actor.objects.of_study(study).values("code", "side")),
        "dimensions": list(Dimension.objects.of_study(study).values("code", "stage")),
        "codings": codings,
        "links": links,
    }
    conflicting = sorted(contradicting_codings + contradicting_links)
    return Evidence(document, {"conflicting": conflicting, "about_nobody": sorted(about_nobody)}, config)


def _settings(study: Study, config: MethodConfig | None, basis: str) -> dict:
    forms = LinkForm.objects.of_study(study).filter(rung__isnull=False).values_list("code", "rung")
    rungs = {"form_rungs": FORM_RUNGS | dict(forms)}
    return rungs | (config.settings if config else {}) | {"count_statuses": COUNTED[basis]}


def _codings(study: Study, voices: Voices) -> list[dict]:
    dimension = dimension_of_codes(study)
    rows = _standing(Coding, voices).filter(code__key__in=list(dimension), code__study=study)
    return [
        _row(voices, place, judged) | {"about_actor": about, "dimension": dimension[code]}
        for *place, about, code, judged in _told(rows, "about_actor__code", "code__key")
    ]


def _links(study: Study, voices: Voices) -> list[dict]:
    rows = _standing(Link, voices).filter(from_actor__study=study)
    return [
        _row(voices, place, judged)
        | {"from_actor": start, "to_actor": end, "form": form, "regularity": regularity}
        | {"ends": (start, end) if directed else frozenset((start, end))}
        for *place, start, end, form, directed, regularity, judged in _told(
            rows, "from_actor__code", "to_actor__code", "form__code", "form__directed", "regularity"
        )
    ]


def _standing(model, voices: Voices):
    """The earliest judgement first: of equal ones it is the one that stands."""
    rows = model.objects.live().filter(passage__transcript__in=list(voices.interview), status__in=STANDING)
    return rows.order_by("created_at", "pk")


def _told(rows, *fields: str) -> Iterable[list]:
    """Ids as text straight from the database: ten thousand UUID objects cost more than the rest together."""
    texts = {name.replace("__", "_") + "_text": Cast(name, CharField()) for name in ("id", *PLACE[:2])}
    judged = ("polarity", "in_scope", "status")
    named = rows.annotate(**texts).values_list(*texts, *PLACE[2:], "speaker__informant__code", *fields, *judged)
    for row in named.iterator(chunk_size=5000):
        yield [*row[:-3], row[-3:]]


def _row(voices: Voices, place, judged) -> dict:
    row_id, passage, transcript, start, end, picked = place
    voice, withdrawn = voices.of(transcript, start, end, picked)
    polarity, in_scope, status = judged
    return {
        "id": row_id,
        "passage": passage,
        "interview": voices.interview[transcript],
        "informant": voice and voice.informant,
        "speaker_actor": voice and voice.actor,
        "polarity": polarity,
        "in_scope": in_scope,
        "review_status": status,
        "consent_withdrawn": withdrawn,
    }


def _about_somebody(rows: list[dict]) -> tuple[list[dict], list[str]]:
    """Those that have a cell to stand in, and the ids of those that wait for one: only what is unclear needs none."""
    told, about_nobody = [], []
    for row in rows:
        has_cell = row["about_actor"] or row["polarity"] == Polarity.UNCLEAR
        (told if has_cell else about_nobody).append(row)
    return told, [row["id"] for row in about_nobody if row["review_status"] != Status.REJECTED]


def _settled(rows: list[dict], place: tuple[str, ...]) -> tuple[list[dict], list[str]]:
    """At most one judgement per place: the approved one, else the submitted one; contradicting ones are set aside.

    Rejected rows all stay: they are what-ifs, never evidence.
    """
    key, together = itemgetter(*place), defaultdict(list)
    settled, contradicting = [], []
    for row in rows:
        if row["review_status"] == Status.REJECTED:
            settled.append(row)
        else:
            together[key(row)].append(row)
    for found in together.values():
        standing = [row for row in found if row["review_status"] == Status.APPROVED] or found
        if len(standing) == 1 or _agree(standing):
            settled.append(min(standing, key=_claim))
        else:
            contradicting += [row["id"] for row in standing]
    return settled, contradicting


def _agree(rows: list[dict]) -> bool:
    return len({(row["polarity"], row["in_scope"]) for row in rows}) == 1


def _claim(row: dict) -> int:
    """`min` keeps the earliest of equals; of links that tell of a regularity, the one that claims least."""
    return LEAST_CLAIM[row.get("regularity", "unknown")]
