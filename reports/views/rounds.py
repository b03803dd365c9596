"""Rounds: the agreement of each blind phase as it closed, beside what changed of the codebook from one to the next."""

from typing import NamedTuple

from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coding.codebook_changes import Change
from coding.forms import CodeForm
from interviews.models import Study
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.models import Round
from reports.rounds import changes_before, rounds_of
from reports.views.agreement import labels_of

ALPHA = "alpha"


class Cell(NamedTuple):
    """Alpha of one variable in one round, and how sure it is; `before` is that of the last round that had one."""

    alpha: float | None
    interval: list[float]
    before: float | None
    units: int
    percent: float | None

    @property
    def compared(self) -> bool:
        return self.alpha is not None and self.before is not None

    @property
    def rose(self) -> float:
        return max(0.0, (self.alpha or 0) - (self.before or 0))

    @property
    def fell(self) -> float:
        return max(0.0, (self.before or 0) - (self.alpha or 0))


@require_safe
@study_page(Verb.COMPARE)
def round_list(request, study):
    rounds = rounds_of(study)
    for each in rounds:
        given = each.phase.assignments.all()
        each.coders = sorted({str(assigned.coder) for assigned in given})
    context = {
        "rounds": rounds,
        "rows": _rows(study, rounds),
        "between": _between(rounds),
        "unkept": study.phases.filter(closed_at__isnull=False, round__isnull=True).count(),
    }
    return render(request, "reports/rounds.html", context)


def _rows(study: Study, rounds: list[Round]) -> list[tuple[str, list[Cell | None]]]:
    """(label, a cell for each round) of each variable that any round has units of."""
    labels = labels_of(study)
    keys = {key for each in rounds for key, row in each.figures["variables"].items() if row["units"]}
    places = list(labels)
    shown = sorted(keys, key=lambda key: (places.index(key) if key in labels else len(places), key))
    return [(labels.get(key, key), _cells(key, rounds)) for key in shown]


def _cells(key: str, rounds: list[Round]) -> list[Cell | None]:
    cells: list[Cell | None] = []
    before = None
    for each in rounds:
        row = each.figures["variables"].get(key)
        if not row or not row["units"]:
            cells.append(None)
            continue
        interval = ((each.intervals or {}).get(key, {}).get(ALPHA) or [])[:2]
        cells.append(Cell(row[ALPHA], interval, before, row["units"], row["percent"]))
        before = before if row[ALPHA] is None else row[ALPHA]
    return cells


def _between(rounds: list[Round]) -> list[tuple[Round, Round, list[str]]]:
    """(the earlier round, the later, what changed of the codebook in words) of each two that follow each other."""
    changes = changes_before(rounds)
    pairs = zip(rounds, rounds[1:], strict=False)
    return [(one, other, [_said(each) for each in changes.get(other.pk, [])]) for one, other in pairs]


def _said(change: Change) -> str:
    told = {
        "added": _("{name} was added."),
        "removed": _("{name} was removed."),
        "retired": _("{name} was taken out of use."),
        "restored": _("{name} was brought back into use."),
        "changed": _("{name} was changed: {fields}."),
    }[change.how]
    return told.format(name=change.key, fields=", ".join(_field(name) for name in change.fields))


def _field(name: str) -> str:
    labels = CodeForm.LABELS | {
        "parent": _("Below"),
        "dimension": _("Dimension"),
        "stage": _("Stage"),
        "rung": _("Rung"),
        "name_id": _("Label"),
        "name_en": _("Label"),
        "indicators": _("What to look for"),
    }
    return str(labels.get(name, name)).lower()
