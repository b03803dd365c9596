"""A sentence of a summary in one's own words: beside the rules' sentence, marked when its evidence changes."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ground.conflicts import Conflict, words_of
from interviews.pages import study_page
from interviews.permissions import Verb, require
from reports.models import Rewording, Summary
from reports.reading import Reading
from reports.rewording import reword, version_of, withdraw_rewording
from reports.summaries import standing


@study_page(Verb.COMPARE)
def rewording(request, study, id):
    """The rules' sentence and, beside it, what somebody made of it; for whoever may write, with a box."""
    if request.method == "POST":
        require(request.user, Verb.WRITE, study)
    summary = get_object_or_404(Summary.objects.of_study(study), pk=id)
    reading = Reading(summary, get_language(), standing(study, summary.basis, summary).aside)
    sentence = reading.sentences.get(request.GET.get("sentence", ""))
    if sentence is None:
        raise Http404
    if request.method != "POST":
        return _page(request, reading, sentence)
    text, seen = request.POST.get("text", ""), request.POST.get("seen", "")
    try:
        reword(summary, reading.rules[sentence.key], by=request.user, language=reading.language, text=text, seen=seen)
    except Conflict as refusal:
        return _page(request, reading, sentence, text, other=refusal.current, status=409)
    except ValidationError as refusal:
        return _page(request, reading, sentence, text, error=words_of(refusal), status=422)
    messages.success(request, _("Saved. The rules' own sentence stays one click away."))
    return _to(study, summary, sentence)


def _page(request, reading, sentence, text=None, *, other=None, error="", status=200):
    """After a refusal one's own words stay in the box, and what someone else wrote meanwhile stands beside them."""
    own = reading.rewordings.get(sentence.place)
    template = sentence.text[reading.language]
    context = {
        "summary": reading.summary,
        "sentence": sentence,
        "template": template,
        "told": next(told for told in reading.told(sentence.kind, target=sentence.target) if told.key == sentence.key),
        "own": own,
        "box": text if text is not None else own.text if own else template,
        "version": version_of(own.rewording if own else None),
        "refused": status == 409,
        "other": other,
        "error": error,
    }
    return render(request, "reports/rewording.html", context, status=status)


@require_POST
@study_page(Verb.WRITE)
def rewording_withdraw(request, study, id):
    """Let the rules' sentence stand alone again."""
    found = get_object_or_404(Rewording.objects.of_study(study), pk=id)
    withdraw_rewording(found, by=request.user)
    messages.success(request, _("The rules' sentence stands alone again. Your words stay on record."))
    return redirect(reverse("summary", args=[study.slug]) + f"?basis={found.basis}")


def _to(study, summary, sentence):
    query = urlencode({"sentence": sentence.key})
    return HttpResponseRedirect(f"{reverse('rewording', args=[study.slug, summary.pk])}?{query}")
