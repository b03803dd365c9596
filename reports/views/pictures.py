"""Pictures of a study, each with its data beside it, and as a file of its own."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from interviews.models import Interview
from interviews.pages import study_page
from interviews.permissions import Verb
from reports.exchange.documents.as_png import as_png
from reports.method import InvalidEvidence
from reports.models import Basis
from reports.pictures import NAMES, Asked, picture_of
from reports.views.summaries import basis_of

FORMATS = {
    "svg": ("image/svg+xml", lambda picture: f'<?xml version="1.0" encoding="UTF-8"?>\n{picture.svg}\n'.encode()),
    "png": ("image/png", lambda picture: as_png([picture.svg])[0]),
}


@require_safe
@study_page(Verb.COMPARE)
def pictures(request, study):
    """All of them on one page; `?interview=` chooses the one whose course is drawn."""
    basis, interview = basis_of(request.GET), request.GET.get("interview", "")
    asked = Asked(study, basis, get_language(), interview)
    codes = Interview.objects.of_study(study).filter(trashed_at__isnull=True, transcripts__isnull=False).distinct()
    interviews = list(codes.values_list("code", flat=True))
    context = {"basis": basis, "bases": Basis.choices, "formats": list(FORMATS), "interviews": interviews}
    try:
        made = [picture_of(key, asked) for key in NAMES] if interviews else []
    except InvalidEvidence as invalid:
        return render(request, "reports/pictures.html", context | {"invalid": str(invalid)})
    context |= {"pictures": [each for each in made if each is not None], "interview": interview}
    return render(request, "reports/pictures.html", context)


@require_safe
@study_page(Verb.COMPARE)
def picture_file(request, study, name, format):
    """One picture as SVG or PNG, as it stands on paper."""
    if name not in NAMES or format not in FORMATS:
        raise Http404
    asked = Asked(study, basis_of(request.GET), get_language(), request.GET.get("interview", ""))
    try:
        made = picture_of(name, asked)
    except InvalidEvidence as invalid:
        raise Http404 from invalid
    if made is None:
        raise Http404
    media_type, content = FORMATS[format]
    named = {"Content-Disposition": f'attachment; filename="{study.slug}-{name}.{format}"'}
    return HttpResponse(content(made), content_type=media_type, headers=named)
