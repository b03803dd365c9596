"""A study → the document tree of its report, part by part."""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import gettext as _

from interviews.models import Study
from reports.book.parts import PARTS
from reports.book.plan import Plan
from reports.book.source import Source
from reports.book.tree import Document, Paragraph, Part, Words
from reports.depth.of_now import summary_of_now
from reports.evidence import collect
from reports.models import Summary
from reports.sentences import labels


def compose(
    study: Study, plan: Plan, *, by, summary: Summary | None = None, report: Callable[[int], None] = lambda done: None
) -> Document:
    """The report of `study` as `plan` has it, of the evidence as it is now, or as `summary` reads it.

    `report` hears how many parts are done. The same state gives the same tree. Raises InvalidEvidence.
    """
    with translation.override(plan.language):
        source = _source(study, plan, by, summary)
        parts = []
        for key in plan.parts:
            parts.append(_part(key, source))
            report(len(parts))
        return Document(study.title, _subtitle(source), plan.language, tuple(parts), _lead(source))


def _source(study: Study, plan: Plan, by, summary: Summary | None) -> Source:
    if summary is not None:
        return Source(study, summary, plan, by)
    return Source(study, summary_of_now(study, plan.basis), plan, by, collect(study, plan.basis).aside)


def _part(key: str, source: Source) -> Part:
    kind = PARTS[key]
    stage = f"{kind.place} · {kind.stage}"
    return Part(str(kind.title), f"part:{key}", stage, tuple(kind.make(source)), kind.wide)


def _subtitle(source: Source) -> str:
    basis = source.label(labels.BASIS, source.summary.basis)
    return _("Report on the basis of codings: {basis}").format(basis=basis)


def _lead(source: Source) -> tuple[Paragraph, ...]:
    """What every report says of itself before its first part."""
    said = [_("Evidence {hash}, rules coprod-method/1.").format(hash=source.summary.input_hash[:12])]
    if source.study.invented:
        said.append(_("The interviews of this study are invented."))
    if source.study.works_alone:
        said.append(_("Not independently reviewed: whoever codes here may approve their own codings."))
    return tuple(Paragraph((Words(text),)) for text in said)
