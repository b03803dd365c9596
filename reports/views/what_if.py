"""What would follow if something were left out or a threshold were another: seen beside what stands, never stored."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from interviews.pages import study_page
from interviews.permissions import Verb
from reports.depth.beside import Beside
from reports.depth.form import WhatIfForm
from reports.depth.of_now import computed, summary_of_now
from reports.method import InvalidEvidence
from reports.models import Basis
from reports.reading import Reading
from reports.views.summaries import basis_of

CRITICAL = ("sensitivity.critical_passages", "sensitivity.critical_informants")


@require_safe
@study_page(Verb.COMPARE)
def what_if(request, study):
    """The address says what is supposed; what it says twice or in another order leads to the one address for it."""
    basis = basis_of(request.GET)
    context = {"basis": basis, "bases": Basis.choices}
    try:
        reading = Reading(summary_of_now(study, basis), get_language())
    except InvalidEvidence as invalid:
        return render(request, "reports/what_if.html", context | {"invalid": str(invalid)})
    form = WhatIfForm(request.GET, reading=reading)
    context |= {
        "form": form,
        "critical": reading.told(*CRITICAL),
    }
    if not form.is_valid():
        return render(request, "reports/what_if.html", context, status=422)
    supposition = form.supposition()
    query = supposition.query(basis=basis if basis != Basis.OFFICIAL else "", of=form.cleaned_data["of"])
    if query != request.META["QUERY_STRING"]:
        return redirect(reverse("what-if", args=[study.slug]) + (f"?{query}" if query else ""))
    if supposition:
        evidence = supposition.of(reading.evidence)
        then = Reading(computed(study, basis, evidence), get_language())
        fewer = len(reading.case.row) - len(then.case.row)
        context |= {"beside": Beside(reading, then), "fewer": fewer, "otherwise": bool(supposition.settings)}
    return render(request, "reports/what_if.html", context)
