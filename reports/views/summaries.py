"""The supervisor's page of a summary, a page per actor, and the passages behind every sentence."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST

from interviews.pages import study_page
from interviews.permissions import Verb
from reports.agreement import Agreement
from reports.behind import behind
from reports.evidence.counts import counts_of
from reports.evidence.ratings import rated
from reports.findings import of_actor
from reports.method import InvalidEvidence
from reports.models import Basis, Summary
from reports.overriding import overrides_of
from reports.reading import Reading
from reports.sheet import Sheet
from reports.signing import differs, newest_sign_off
from reports.summaries import archived, newest_summary, open_job, request_summary, standing
from reports.views.jobs import job_context


@study_page(Verb.COMPARE)
def summary(request, study):
    """The newest summary on a basis; where there is none yet, the way to the first."""
    basis = basis_of(request.GET)
    # The job first: one that ends between the two looks has its summary stored before it is done.
    job = open_job(study, basis)
    return _show(request, study, newest_summary(study, basis), basis, job)


@study_page(Verb.COMPARE)
def summary_version(request, study, id):
    found = _summary(study, id)
    return _show(request, study, found, found.basis, open_job(study, found.basis))


def _show(request, study, found, basis, job):
    stands = standing(study, basis, found)
    context = {
        "summary": found,
        "basis": basis,
        "bases": Basis.choices,
        "standing": stands,
        "sheet": found and Sheet(Reading(found, get_language(), stands.aside), overrides_of(study)),
        "counts": counts_of(study),
        "agreement": Agreement(rated(study)) if found else None,
        **_signed(study, basis, found, stands, request.user),
        **job_context(job),
    }
    return render(request, "reports/summary.html", context)


def _signed(study, basis, found, stands, user) -> dict:
    """Who signed this summary, and the last sign-off of the study, with whether what it signed is otherwise now.

    What was signed is held against the evidence of its own basis, so that of another page tells nothing of it.
    """
    signed, last = list(found.sign_offs.select_related("signed_by")) if found else [], newest_sign_off(study)
    return {
        "sign_offs": signed,
        "signed_by_me": any(each.signed_by_id == user.pk for each in signed),
        "last_signed": last,
        "signed_differs": last is not None and last.summary.basis == basis and differs(last, stands.digest),
    }


@require_POST
@study_page(Verb.SUMMARIZE)
def summary_build(request, study):
    """Ask for the summary of the evidence as it is now. Asking twice is asking once."""
    basis = basis_of(request.POST)
    try:
        request_summary(study, basis, by=request.user)
    except InvalidEvidence as invalid:
        messages.error(request, str(invalid))
    return redirect(reverse("summary", args=[study.slug]) + f"?basis={basis}")


@study_page(Verb.COMPARE)
def summary_actor(request, study, id, code):
    found = _summary(study, id)
    reading = Reading(found, get_language())
    if code not in reading.result["profiles"]:
        raise Http404
    context = {"summary": found, "actor": of_actor(reading, code), "standing": standing(study, found.basis, found)}
    return render(request, "reports/actor.html", context)


@study_page(Verb.COMPARE)
def summary_passages(request, study, id):
    """The passages that carry one sentence, each with the turns around it."""
    found = _summary(study, id)
    reading = Reading(found, get_language(), standing(study, found.basis, found).aside)
    sentence = reading.sentences.get(request.GET.get("sentence", ""))
    if sentence is None:
        raise Http404
    passages, page = behind(reading, sentence, request.GET.get("page"))
    query = urlencode({"sentence": sentence.key}) + "&"
    text = sentence.text[reading.language]
    context = {"summary": found, "text": text, "passages": passages, "page": page, "query": query}
    template = "reports/_passages.html" if request.htmx else "reports/passages.html"
    return render(request, template, context)


@study_page(Verb.EXPORT)
def summary_export(request, study, id):
    found = _summary(study, id)
    name = f"{study.slug}-{found.basis}-{found.input_hash[:8]}.json"
    return JsonResponse(
        archived(found),
        json_dumps_params={"ensure_ascii": False, "sort_keys": True},
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _summary(study, id) -> Summary:
    return get_object_or_404(Summary.objects.of_study(study), pk=id)


def basis_of(params) -> str:
    """The basis that an address asks for; the official one where it asks for none that there is."""
    return params.get("basis") if params.get("basis") in Basis.values else Basis.OFFICIAL
