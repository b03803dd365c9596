"""What a report is made of: parts in an order, a language, quotes for each finding, and how a quote is cited."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace

from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import refuse
from interviews.models import Study
from reports.book.parts import PARTS
from reports.citing import CITATION, fault_of
from reports.models import Basis, ReportPlan

LANGUAGES = ("id", "en")
MOST_QUOTES = 20


@dataclass(frozen=True)
class Plan:
    parts: tuple[str, ...] = tuple(key for key, kind in PARTS.items() if kind.by_default)
    language: str = "id"
    basis: str = Basis.OFFICIAL.value
    quotes: int = 2
    citation: str = CITATION

    def told(self) -> dict:
        """As JSON has it."""
        return asdict(self) | {"parts": list(self.parts)}


def plan_of(study: Study) -> Plan:
    """How the report of a study was last put together; at first every part, in the language of the study."""
    kept = ReportPlan.objects.filter(study=study).first()
    if kept is None:
        return Plan(language=study.language if study.language in LANGUAGES else "id")
    parts = tuple(key for key in kept.parts if key in PARTS)
    return Plan(parts, kept.language, kept.basis, kept.quotes, kept.citation)


def changed(plan: Plan, chosen: Mapping) -> Plan:
    """The plan with what was chosen otherwise. Raises ValidationError by field for what cannot be."""
    made = replace(plan, **{name: tuple(value) if name == "parts" else value for name, value in chosen.items()})
    if not made.parts or len(set(made.parts)) < len(made.parts) or not PARTS.keys() >= set(made.parts):
        raise refuse("parts", _("Choose at least one part, and each once: {names}.").format(names=", ".join(PARTS)))
    if made.language not in LANGUAGES:
        raise refuse("language", _("A report is in one of: {names}.").format(names=", ".join(LANGUAGES)))
    if made.basis not in Basis.values:
        raise refuse("basis", _("A basis is one of: {names}.").format(names=", ".join(Basis.values)))
    if not 1 <= made.quotes <= MOST_QUOTES:
        raise refuse("quotes", _("Choose 1 to {most} quotes for each finding.").format(most=MOST_QUOTES))
    if (fault := fault_of(made.citation)) is not None:
        raise refuse("citation", fault)
    return made


def keep_plan(study: Study, *, by, chosen: Mapping) -> Plan:
    """Remember how the report of this study is put together. Raises ValidationError; the same again writes nothing."""
    before = plan_of(study)
    plan = changed(before, chosen)
    if plan != before:
        with act(by, "report.plan", study):
            ReportPlan.objects.update_or_create(study=study, defaults=plan.told())
    return plan
