"""What may stand down and across in a matrix: heads, and which codings belong to each."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from coding.models import Code, Coding
from coding.retrieval.choices import attributes
from coding.retrieval.counting import codes_by_dimension
from coding.retrieval.finding import standing
from coding.retrieval.query import NOBODY
from interviews.models import Informant, Interview, Study

CODE, ABOUT, INTERVIEW, VOICE = "code", "about", "interview", "voice"
"""The columns of a coding that say to which heads it belongs: see `counting`."""
OF_VOICE = ("role", "side", "consent")


@dataclass(frozen=True)
class Head:
    """A row or a column: its value in an address, as `param=value`, what it is called, and what it is in short."""

    value: str
    label: str
    short: str

    @property
    def also(self) -> str:
        """What the label says beside what it is in short."""
        return "" if self.label == self.short else self.label.removeprefix(f"{self.short} ").removeprefix("· ")


@dataclass(frozen=True)
class Axis:
    """`belongs` pairs values of the column `leaf` of a coding with values of heads; one may belong to several."""

    param: str
    leaf: str
    heads: list[Head]
    belongs: list[tuple[str, str]]


def codes(study: Study, *, below: bool, param: str = "code") -> Axis:
    """Every code in use or used; with `below` each counts what lies under it, too."""
    every = list(Code.objects.of_study(study))
    retired = [row.pk for row in every if row.retired_at is not None]
    used = set(standing(study, Coding).filter(code__in=retired).values_list("code", flat=True).distinct())
    rows = [row for row in every if row.retired_at is None or row.pk in used]
    parents = {row.pk: row.parent_id for row in every}
    keys = {row.pk: row.key for row in rows}
    belongs = [
        (str(pk), keys[above]) for pk in parents for above in (_line(pk, parents) if below else [pk]) if above in keys
    ]
    return Axis(param, CODE, [Head(row.key, row.label, row.key) for row in rows], belongs)


def _line(code, parents: dict) -> Iterator:
    """A code and the codes above it."""
    while code is not None:
        yield code
        code = parents[code]


def actors(study: Study) -> Axis:
    rows = list(study.actors.all())
    heads = [*(Head(row.code, row.name, row.code) for row in rows), _none(_("about nobody"))]
    return Axis("about", ABOUT, heads, [*((str(row.pk), row.code) for row in rows), (NOBODY, NOBODY)])


def informants(study: Study) -> Axis:
    rows = list(Informant.objects.of_study(study).select_related("actor").order_by("actor__position", "code"))
    heads = [Head(row.code, f"{row.code} · {row.actor.code}" if row.actor else row.code, row.code) for row in rows]
    belongs = [*((str(row.pk), row.code) for row in rows), (NOBODY, NOBODY)]
    return Axis("informant", VOICE, [*heads, _none(_("no one informant"))], belongs)


def dimensions(study: Study) -> Axis:
    rows, known = list(study.dimensions.all()), codes_by_dimension(study)
    heads = [*(Head(row.code, row.name, row.code) for row in rows), _none(_("outside the dimensions"))]
    inside = {str(pk): name for name, found in known.items() for pk in found}
    of_study = map(str, Code.objects.of_study(study).values_list("pk", flat=True))
    return Axis("dimension", CODE, heads, [(pk, inside.get(pk, NOBODY)) for pk in of_study])


def interviews(study: Study) -> Axis:
    rows = list(_interviews(study).only("code", "title"))
    heads = [Head(row.code, f"{row.code} {row.title}".strip(), row.code) for row in rows]
    return Axis("interview", INTERVIEW, heads, [(str(row.pk), row.code) for row in rows])


def attribute(study: Study, name: str) -> Axis:
    """One thing that is recorded of informants, or of interviews; no heads where it tells nothing apart."""
    _label, values = attributes(study).get(name, ("", []))
    heads = [Head(f"{name}:{value}", words, words) for value, words in values]
    belongs = [(pk, f"{name}:{value or NOBODY}") for pk, value in _recorded(study, name)] if heads else []
    if heads and name in OF_VOICE and not any(head.value == f"{name}:{NOBODY}" for head in heads):
        heads.append(Head(f"{name}:{NOBODY}", _("not recorded"), _("not recorded")))
    return Axis("attribute", VOICE if name in OF_VOICE else INTERVIEW, heads, belongs)


def _recorded(study: Study, name: str) -> Iterator[tuple[str, str]]:
    if name in OF_VOICE:
        field = {"role": "role_label", "side": "actor__side", "consent": "consent"}[name]
        yield from ((str(pk), value) for pk, value in study.informants.values_list("pk", field))
        yield NOBODY, ""
        return
    field = "held_on__year" if name == "year" else name
    yield from ((str(pk), value and str(value)) for pk, value in _interviews(study).values_list("pk", field))


def _interviews(study: Study):
    return Interview.objects.of_study(study).filter(trashed_at__isnull=True)


def _none(label: str) -> Head:
    return Head(NOBODY, label, label)
