"""Pictures of a study, each with its data beside it, and as a file of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from interviews.models import Interview
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.method import InvalidEvidence
from reports.models import Basis
from reports.pictures import NAMES, picture_of, svg
from reports.views.summaries import basis_of


@require_safe
@study_page(Verb.COMPARE)
def pictures(request, study):
    """All of them on one page; `?interview=` chooses the one whose course is drawn."""
    basis, interview = basis_of(request.GET), request.GET.get("interview", "")
    asked = {"basis": basis, "language": get_language(), "interview": interview}
    codes = Interview.objects.of_study(study).filter(trashed_at__isnull=True, transcripts__isnull=False).distinct()
    context = {"basis": basis, "bases": Basis.choices, "interviews": list(codes.values_list("code", flat=True))}
    try:
        made = [picture_of(study, key, **asked) for key in NAMES] if context["interviews"] else []
    except InvalidEvidence as invalid:
        return render(request, "reports/pictures.html", context | {"invalid": str(invalid)})
    context |= {"pictures": [each for each in made if each is not None], "interview": interview}
    return render(request, "reports/pictures.html", context)


@require_safe
@study_page(Verb.COMPARE)
def picture_file(request, study, name):
    """One picture as SVG, as it stands on paper."""
    if name not in NAMES:
        raise Http404
    asked = {"basis": basis_of(request.GET), "interview": request.GET.get("interview", "")}
    try:
        made = picture_of(study, name, language=get_language(), **asked)
    except InvalidEvidence as invalid:
        raise Http404 from invalid
    if made is None:
        raise Http404
    named = {"Content-Disposition": f'attachment; filename="{study.slug}-{name}.svg"'}
    return HttpResponse(svg(made), content_type="image/svg+xml", headers=named)
