"""The 21 items of SRQR, in short words of our own, and what the study holds of each.

O'Brien, Harris, Beckman, Reed and Cook 2014, Standards for reporting qualitative research: a synthesis of
recommendations, Academic Medicine 89, 1245-1251. Nothing is asked twice: what was written to the items of COREQ stands
here, too; what nobody was asked, such as funding, is open, and for whoever writes the report.
"""

from collections import Counter
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Max, Min
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.models import Memo
from interviews.models import Interview, Study
from reports.rigour.checklist import checklist_of


class Item(NamedTuple):
    """One item: its number, its name, what it asks, and the items of COREQ that speak of it."""

    number: int
    name: str | Promise
    asks: str | Promise
    coreq: tuple[int, ...]


SECTIONS = {
    1: gettext_lazy("Title and abstract"),
    3: gettext_lazy("Introduction"),
    5: gettext_lazy("Methods"),
    16: gettext_lazy("Results and findings"),
    18: gettext_lazy("Discussion"),
    20: gettext_lazy("Other"),
}
ITEMS = [
    Item(number, name, asks, coreq)
    for number, (name, asks, coreq) in enumerate(
        [
            (
                gettext_lazy("Title"),
                gettext_lazy("Does the title say what is studied, and that the study is qualitative?"),
                (),
            ),
            (
                gettext_lazy("Abstract"),
                gettext_lazy("Does it give background, purpose, methods, results and conclusions?"),
                (),
            ),
            (
                gettext_lazy("Problem formulation"),
                gettext_lazy("Which problem, and what do theory and earlier work say of it?"),
                (),
            ),
            (
                gettext_lazy("Purpose or research question"),
                gettext_lazy("What is the purpose, and which questions are asked?"),
                (),
            ),
            (
                gettext_lazy("Approach and paradigm"),
                gettext_lazy("Which approach, theory and paradigm, and why?"),
                (9,),
            ),
            (
                gettext_lazy("Researchers and reflexivity"),
                gettext_lazy("Who are the researchers, and how may that have influenced the study?"),
                tuple(range(1, 9)),
            ),
            (
                gettext_lazy("Context"),
                gettext_lazy("Where did it take place, and what about the place matters?"),
                (14, 15),
            ),
            (
                gettext_lazy("Sampling strategy"),
                gettext_lazy("Who was selected how, and when was it enough?"),
                (10, 11, 13, 22),
            ),
            (
                gettext_lazy("Ethics"),
                gettext_lazy("Who approved the study, who consented, and how are the data protected?"),
                (),
            ),
            (
                gettext_lazy("Methods of data collection"),
                gettext_lazy("Which data were collected how, from when to when?"),
                (18, 21),
            ),
            (
                gettext_lazy("Instruments and technologies"),
                gettext_lazy("Which guides and devices were used?"),
                (17, 19),
            ),
            (
                gettext_lazy("Units of study"),
                gettext_lazy("How many informants and documents, and of which kind?"),
                (12, 16),
            ),
            (
                gettext_lazy("Data processing"),
                gettext_lazy("How were the data transcribed, kept and made anonymous?"),
                (20, 27),
            ),
            (
                gettext_lazy("Data analysis"),
                gettext_lazy("How were themes identified, and who took part?"),
                (24, 25, 26),
            ),
            (
                gettext_lazy("Trustworthiness"),
                gettext_lazy("What was done for it: member checks, audit trail, triangulation?"),
                (23, 28, 30),
            ),
            (
                gettext_lazy("Synthesis and interpretation"),
                gettext_lazy("What was found, and how is it interpreted?"),
                (31, 32),
            ),
            (
                gettext_lazy("Links to empirical data"),
                gettext_lazy("Which quotations and notes show the findings?"),
                (29,),
            ),
            (
                gettext_lazy("Integration and contribution"),
                gettext_lazy("How do the findings relate to earlier work, and how far do they reach?"),
                (),
            ),
            (gettext_lazy("Limitations"), gettext_lazy("What limits the trust in the findings?"), ()),
            (
                gettext_lazy("Conflicts of interest"),
                gettext_lazy("What may have influenced the researchers, and how was it handled?"),
                (),
            ),
            (gettext_lazy("Funding"), gettext_lazy("Who paid, and what did they decide?"), ()),
        ],
        start=1,
    )
]


@dataclass(frozen=True)
class Held:
    """An item with what the data know of it and what was written to the items of COREQ; both may be empty."""

    item: Item
    known: str
    written: str

    @property
    def is_open(self) -> bool:
        return not (self.known or self.written)


def section_of(number: int) -> str:
    """The name of the section that an item belongs to."""
    return str(SECTIONS[max(first for first in SECTIONS if first <= number)])


def srqr_of(study: Study) -> list[Held]:
    """Every item in its order, in the language that is active; in a constant number of queries."""
    asked = {each.item.number: each for each in checklist_of(study)}
    facts = _facts(study)
    found = []
    for item in ITEMS:
        theirs = [asked[number] for number in item.coreq]
        known = [*(each.known for each in theirs), *facts.get(item.number, ())]
        written = [f"{each.item.name}: {each.text}" for each in theirs if each.text]
        found.append(Held(item, " ".join(filter(None, known)), " ".join(written)))
    return found


def _facts(study: Study) -> dict[int, list[str]]:
    """What the data know beyond the items of COREQ."""
    return {
        1: [study.title],
        9: [_consent(study)],
        10: [_dates(study)],
        15: [_trail(study)],
    }


def _consent(study: Study) -> str:
    found = Counter(str(each.get_consent_display()) for each in study.informants.all())
    told = ", ".join(f"{name} {count}" for name, count in sorted(found.items()))
    return _("Consent of informants: {told}.").format(told=told) if told else ""


def _dates(study: Study) -> str:
    here = Interview.objects.of_study(study).filter(trashed_at__isnull=True, held_on__isnull=False)
    first, last = here.aggregate(first=Min("held_on"), last=Max("held_on")).values()
    if first is None:
        return ""
    return _("Interviews from {first} to {last}.").format(first=date_format(first), last=date_format(last))


def _trail(study: Study) -> str:
    reflexive = Memo.objects.of_study(study).filter(trashed_at__isnull=True, kind=Memo.Kind.REFLEXIVE).count()
    return _("Every act is in the audit trail; reflexive memos: {memos}.").format(memos=reflexive)
