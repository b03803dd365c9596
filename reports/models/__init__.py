"""What can be read off a study, who stands by it, and how the work was checked."""

from reports.models.report import ReportPlan
from reports.models.rigour import ChecklistAnswer, MemberCheck
from reports.models.round import Round
from reports.models.standing import Override, SignOff
from reports.models.summary import Basis, MethodConfig, Summary
from reports.models.written import Rewording, Written, WrittenCell

__all__ = [
    "Basis", "ChecklistAnswer", "MemberCheck", "MethodConfig", "Override", "ReportPlan", "Rewording", "Round",
    "SignOff", "Summary", "Written", "WrittenCell",
]  # fmt: skip
