"""A finding looked at closely, and two summaries held against each other."""

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from interviews.pages import study_page
from interviews.permissions import Verb
from reports.depth.beside import Beside
from reports.depth.choosing import choices, chosen, words_of
from reports.depth.counting import compared
from reports.depth.sides import Sides, is_target
from reports.method import InvalidEvidence
from reports.models import Summary
from reports.reading import Reading
from reports.summaries import standing
from reports.telling_differences import groups


@require_safe
@study_page(Verb.COMPARE)
def summary_sides(request, study, id):
    """The words for and against one cell or pair (`?of=cell:BKB/IDE`), by the actor of whoever speaks."""
    found = get_object_or_404(Summary.objects.of_study(study), pk=id)
    reading, of = Reading(found, get_language()), request.GET.get("of", "")
    if not is_target(reading, of):
        raise Http404
    sides = Sides(reading, of)
    both = [(side, sides.groups(side), len(sides.rows[side])) for side in ("supporting", "against")]
    context = {
        "summary": found,
        "sides": sides,
        "both": both,
        "neither": sides.groups("neither"),
        "not_counted": sides.groups("not_counted"),
        "standing": standing(study, found.basis, found),
    }
    return render(request, "reports/sides.html", context)


@require_safe
@study_page(Verb.COMPARE)
def comparison(request, study):
    """Two summaries (`?one=…&other=…`): built ones by their ids, or `official` and `working` as they are now."""
    one, other = request.GET.get("one", ""), request.GET.get("other", "")
    offered = choices(study)
    context = {"choices": offered, "one": one or _before_last(offered), "other": other or "official"}
    if not (one and other):
        return render(request, "reports/comparison.html", context)
    try:
        was, now = chosen(study, one), chosen(study, other)
    except InvalidEvidence as invalid:
        return render(request, "reports/comparison.html", context | {"invalid": str(invalid)})
    if was is None or now is None:
        raise Http404
    found = compared(was, now)
    context |= {
        "beside": Beside(Reading(was, get_language()), Reading(now, get_language())),
        "was_name": words_of(was),
        "now_name": words_of(now),
        "groups": groups(study, found.found, found.was, found.now, found.notes),
    }
    return render(request, "reports/comparison.html", context)


def _before_last(offered: list[tuple[str, str]]) -> str:
    """The newest summary that was built, to begin with; where there is none, the working basis."""
    return offered[2][0] if len(offered) > 2 else "working"
