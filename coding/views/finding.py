"""The page that finds words in what was said, quoted and noted."""

from django.core.exceptions import ValidationError
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from coding.finding.form import FindForm
from coding.finding.found import find
from interviews.pages import study_page


@require_http_methods(["GET", "HEAD", "POST"])
@study_page()
def finding(request, study):
    """An empty form, or what was found. What is looked for comes in the body, so that it stands in no address."""
    if request.method != "POST":
        return render(request, "coding/find.html", {"form": FindForm(study=study)})
    form = FindForm(request.POST, study=study)
    found = _found(study, form, request.user) if form.is_valid() else None
    return render(request, "coding/find.html", {"form": form, "found": found}, status=422 if form.errors else 200)


def _found(study, form: FindForm, reader):
    try:
        return find(study, form.asked, by=reader, after=form.cleaned_data["after"])
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
