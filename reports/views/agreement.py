"""How alike the coders judged what more than one of them coded."""

from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from coding.models import Dimension, Polarity
from interviews.models import Study
from interviews.pages import study_page
from reports.agreement import Agreement
from reports.evidence.ratings import rated

PAGE = 25  # disputed turns


@require_safe
@study_page()
def agreement(request, study):
    found = Agreement(rated(study))
    spans = found.spans()
    disputes = Paginator(list(found.disputes()), PAGE).get_page(request.GET.get("page", "1"))
    names, labels = found.rated.names, _labels(study)
    context = {
        "found": found,
        "coders": list(names.values()),
        "interviews": [text.interview for text in found.rated.texts.values()],
        "rows": [(labels.get(row.key, row.key), row, spans.get(row.key)) for row in found.rows()],
        "together": found.together(),
        "all_spans": spans.get(None),
        "pairs": [(names[one], names[other], row) for one, other, row in found.pairs()],
        "page": disputes,
        "disputes": [(each, [(names[coder], _told(said)) for coder, said in each.said.items()]) for each in disputes],
    }
    return render(request, "reports/agreement.html", context)


def _labels(study: Study) -> dict[str, str]:
    dimensions = {each.code: f"{each.code} · {each.name}" for each in Dimension.objects.of_study(study)}
    return dimensions | {"polarity": _("Polarity"), "about": _("About whom"), "form": _("Form of a link")}


def _told(said: list[tuple[str, str, str]]) -> list[tuple[str, str, str]]:
    labels = {value: str(label) for value, label in Polarity.choices}
    return [(what, detail, labels[polarity]) for what, detail, polarity in said]
