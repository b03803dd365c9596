"""How quotes are cited in a study: one pattern, chosen with its report, for every page, file and answer."""

from dataclasses import dataclass
from functools import cached_property
from string import Formatter

from django.utils.translation import gettext as _

from ground.languages import id_or_en
from interviews.models import Informant, Study
from reports.evidence.quotes import Quotation
from reports.models import ReportPlan

LONGEST = 120
CITATION = "({informant}, {interview}, {lines})"
PLACES = ("informant", "actor", "interview", "date", "lines", "first", "last")
"""What may stand in braces in a citation; `lines` is 'baris 45–52', `first` and `last` are the numbers."""
NAMES_THE_LINE = {"lines", "first"}
UNKNOWN = "–"
LINES = {"id": ("baris", "baris"), "en": ("line", "lines")}


class Citation(str):
    """As it stands behind a quote, with the brackets of its pattern: '(T1, W-T1, baris 45–52)'."""

    @property
    def bare(self) -> str:
        """Without the brackets around it, where it stands by itself or within other brackets."""
        whole = self.startswith("(") and self.find(")") == len(self) - 1
        return self[1:-1] if whole else str(self)


@dataclass(frozen=True)
class Citing:
    """How the quotes of a study are cited in one language ('id', 'en')."""

    study: Study
    pattern: str
    language: str

    @classmethod
    def of(cls, study: Study, language: str | None) -> "Citing":
        """As the study remembers it."""
        kept = ReportPlan.objects.filter(study=study).values_list("citation", flat=True).first()
        return cls(study, kept or CITATION, id_or_en(language))

    def cite(self, said: Quotation, informant: str | None) -> Citation:
        """Where a quote stands and who says it, a code; what is not known is a dash."""
        first, last = said.lines
        return Citation(
            self.pattern.format(
                informant=informant or UNKNOWN,
                actor=self._actors.get(informant) or UNKNOWN,
                interview=said.interview,
                date=said.held_on.isoformat() if said.held_on else UNKNOWN,
                lines=lines(first, last, self.language),
                first=first,
                last=last,
            )
        )

    @cached_property
    def _actors(self) -> dict[str | None, str | None]:
        """By informant the actor they belong to; read only for a pattern that names it."""
        told = Informant.objects.of_study(self.study).values_list("code", "actor__code")
        return dict(told) if "{actor}" in self.pattern else {}


def lines(first: int, last: int, language: str) -> str:
    """'baris 45–52', 'line 45'."""
    one, several = LINES[language]
    return f"{one} {first}" if first == last else f"{several} {first}–{last}"


def fault_of(pattern: str) -> str | None:
    """What is wrong with a pattern of citations, in words; None where nothing is."""
    advice = _("Write for example {example}.").format(example=CITATION)
    if len(pattern) > LONGEST or not pattern.isprintable():
        return " ".join([_("A citation has one line of at most {most} characters.").format(most=LONGEST), advice])
    try:
        found = [(name, spec, conversion) for _text, name, spec, conversion in Formatter().parse(pattern)]
    except ValueError:
        return " ".join([_("Each brace that opens is closed again."), advice])
    names = {name for name, _spec, _conversion in found if name is not None}
    unknown = sorted(names - set(PLACES)) or [
        spec or conversion for _name, spec, conversion in found if spec or conversion
    ]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in PLACES)
        said = _("“{what}” is not known here. A citation may name {known}.").format(what=unknown[0], known=known)
        return " ".join([said, advice])
    if not names & NAMES_THE_LINE:
        return " ".join([_("A citation says on which lines the words stand: {lines}, or {first} and {last}."), advice])
    return None
