"""Which summaries can be held against each other: those that were built, and the evidence as it is now."""

import uuid

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from interviews.models import Study
from reports.depth.of_now import summary_of_now
from reports.models import Basis, Summary

AS_IT_IS = {
    Basis.OFFICIAL: gettext_lazy("Official basis, as it is now"),
    Basis.WORKING: gettext_lazy("Working basis, as it is now"),
}


def choices(study: Study) -> list[tuple[str, str]]:
    """(value, words): as it is now on each basis, then the summaries that were built, newest first."""
    built = Summary.objects.of_study(study).defer("evidence", "result").prefetch_related("sign_offs__signed_by")
    now = [(str(basis), str(words)) for basis, words in AS_IT_IS.items()]
    return [*now, *((str(each.pk), words_of(each)) for each in built)]


def words_of(summary: Summary) -> str:
    """'Official · 29 November 2026, 06.22 · signed by …'; of one that is not stored, that it is as it is now."""
    if summary.built_at is None:
        return str(AS_IT_IS[Basis(summary.basis)])
    basis = _("Official basis") if summary.basis == Basis.OFFICIAL else _("Working basis")
    when = date_format(localtime(summary.built_at), "DATETIME_FORMAT")
    signed = ", ".join(str(each.signed_by) for each in summary.sign_offs.all())
    return " · ".join([basis, when, *([_("signed by {name}").format(name=signed)] if signed else [])])


def chosen(study: Study, value: str) -> Summary | None:
    """The summary that a choice stands for; None where there is no such one. Raises InvalidEvidence as of now."""
    if value in Basis.values:
        found = summary_of_now(study, value)
        found.built_at = None  # whatever moment the same evidence was summarised at before
        return found
    try:
        return Summary.objects.of_study(study).filter(pk=uuid.UUID(value)).first()
    except ValueError:
        return None
