"""A study as the beginning of another: its name, and how much of the first comes along."""

from django.core.exceptions import ValidationError
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.models import Job
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.duplicating import KIND, LONGEST, request_duplicate
from reports.exchange.bundle.duplicating import STAYS
from reports.views.jobs import job_context

EXTENTS = {
    "codebook": (gettext_lazy("The codebook"), gettext_lazy("actors, dimensions, forms of coordination and codes")),
    "texts": (gettext_lazy("The codebook and the interviews"), gettext_lazy("with informants, and nothing coded yet")),
    "codings": (
        gettext_lazy("The interviews with their codings"),
        gettext_lazy("with links, memos and reviews, each with who made it"),
    ),
}


@study_page(Verb.COPY)
def study_duplicate(request, study):
    """Asks for it, shows how far it is, and leads to the study that was made."""
    given = {name: request.POST.get(name, "") for name in ("title", "extent")}
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            request_duplicate(study, by=request.user, **given)
            return redirect("study-duplicate", slug=study.slug)
        except ValidationError as refusal:
            wrong = {name: " ".join(why) for name, why in refusal.message_dict.items()}
    last = Job.objects.filter(kind=KIND, study_id=study.pk, requested_by=request.user).order_by("-requested_at").first()
    context = {
        "title": given["title"] or _("Copy of {title}").format(title=study.title)[:LONGEST],
        "chosen": given["extent"] or "codebook",
        "extents": [(name, *told) for name, told in EXTENTS.items()],
        "wrong": wrong,
        "longest": LONGEST,
        "made": last.result if last and last.state == Job.State.DONE else None,
        "left": [(STAYS[name], count) for name, count in (last.result or {}).get("left", {}).items()] if last else [],
        **job_context(last if last and last.state != Job.State.DONE else None),
    }
    return render(request, "reports/study_duplicate.html", context, status=422 if wrong else 200)
