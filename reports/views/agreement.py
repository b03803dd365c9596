"""How alike the coders judged what more than one of them coded."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from coding.models import Code, Dimension, Polarity
from ground.conflicts import Conflict
from interviews.models import Study
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.agreement import (
    BEHIND,
    Agreement,
    Confusion,
    by_actor,
    by_category,
    by_code,
    by_interview,
    confusions,
    disputed,
)
from reports.agreement.turns import Row
from reports.evidence.ratings import rated
from reports.intervals import hash_of, job_of, request_intervals
from reports.views.jobs import job_context

PAGE = 25  # disputed turns


@require_safe
@study_page(Verb.COMPARE)
def agreement(request, study):
    found = Agreement(rated(study))
    names, labels = found.rated.names, labels_of(study)
    part, key = request.GET.get("part", ""), request.GET.get("key", "")
    disputes = Paginator(list(disputed(found, part, key)), PAGE).get_page(request.GET.get("page", "1"))
    job = job_of(study, hash_of(found.rated))
    context = {
        "found": found,
        "coders": list(names.values()),
        "interviews": [text.interview for text in found.rated.texts.values()],
        "rows": _rows(found, labels, (job and job.result or {}).get("intervals", {})),
        "has_intervals": bool(job and job.result),
        "together": found.together(),
        "all_spans": found.spans().get(None),
        "pairs": [(f"{one} {other}", _pair(names, one, other), row) for one, other, row in found.pairs()],
        "parts": _parts(study, found),
        "categories": [(labels[each.variable], _value(each.variable, each.value), each) for each in by_category(found)],
        "confusions": [_confusion(each, names, labels) for each in confusions(found)],
        "page": disputes,
        "only": _label_of(study, found, part, key),
        "query": f"{urlencode({'part': part, 'key': key})}&" if part in BEHIND else "",
        "disputes": [(each, [(names[coder], _told(said)) for coder, said in each.said.items()]) for each in disputes],
        **job_context(job),
    }
    return render(request, "reports/agreement.html", context)


@require_POST
@study_page(Verb.SUMMARIZE)
def agreement_intervals(request, study):
    """Ask for the intervals of the figures as they are now. Asking twice is asking once."""
    try:
        request_intervals(study, by=request.user)
    except Conflict as refusal:
        messages.error(request, refusal.message)
    return redirect("agreement", slug=study.slug)


def _rows(found: Agreement, labels: dict[str, str], intervals: dict) -> list[tuple]:
    """For each variable its label, its row, the coefficients with their intervals, and alpha of the spans."""
    shown = ["percent", *(["kappa"] if len(found.coders) == 2 else []), "pi", "ac1", "alpha"]
    spans = found.spans()
    return [
        (
            labels.get(row.key, row.key),
            row,
            [(getattr(row, name), (intervals.get(row.key, {}).get(name) or [])[:2]) for name in shown],
            spans.get(row.key),
        )
        for row in found.rows()
    ]


def _pair(names, one: str, other: str) -> str:
    return f"{names[one]} · {names[other]}"


def _label_of(study: Study, found: Agreement, part: str, key: str) -> str:
    """What the list of disputes is narrowed to, as the tables call it; empty where it is not."""
    if part == "variables":
        return labels_of(study).get(key, key)
    if part == "pairs":
        return " · ".join(found.rated.names.get(coder, "–") for coder in key.split(" "))
    return key if part in BEHIND else ""


def _parts(study: Study, found: Agreement) -> list[tuple[str, str, list[tuple[str, str, Row]]]]:
    """(name of the part, heading of its column, its rows) of each way to take the figures apart.

    A row is its key, its label and its figures.
    """
    codes = {code.key: f"{code.key} · {code.label}" for code in Code.objects.of_study(study)}
    actors = {actor.code: f"{actor.code} · {actor.name}" for actor in study.actors.all()}
    parts = [
        ("interviews", _("Interview by interview"), by_interview(found), {}),
        ("actors", _("By the actor of whoever speaks"), by_actor(found), actors),
        ("codes", _("Code by code"), by_code(found), codes),
    ]
    return [
        (name, title, [(row.key, labels.get(row.key, row.key), row) for row in rows])
        for name, title, rows, labels in parts
    ]


def _confusion(each: Confusion, names, labels: dict[str, str]) -> dict:
    shown = [_value(each.variable, value) for value in each.values]
    return {
        "title": labels[each.variable],
        "first": names[each.first],
        "second": names[each.second],
        "values": shown,
        "rows": [
            (value, [(count, place == column) for column, count in enumerate(counts)])
            for place, (value, counts) in enumerate(zip(shown, each.counts, strict=True))
        ],
    }


def _value(variable: str, value: str | bool) -> str:
    """What the coders gave, in words."""
    if value is True:
        return _("coded")
    said = {value: str(label) for value, label in Polarity.choices} if variable == "polarity" else {}
    return " + ".join(said.get(part, part) for part in str(value).split(" + "))


def labels_of(study: Study) -> dict[str, str]:
    """What the variables are called, in their order."""
    dimensions = {each.code: f"{each.code} · {each.name}" for each in Dimension.objects.of_study(study)}
    return dimensions | {"polarity": _("Polarity"), "about": _("About whom"), "form": _("Form of a link")}


def _told(said: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    labels = {value: str(label) for value, label in Polarity.choices}
    return [(what, detail, labels[polarity]) for what, detail, polarity in said]
