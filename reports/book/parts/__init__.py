"""The parts that a report can have, in the order of a thesis. A new part is a line here."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from reports.book.parts import (
    appendices,
    conclusion,
    coordination,
    participation,
    people,
    pictures,
    rigour,
    transcripts,
)
from reports.book.source import Source
from reports.book.tree import Block

# The stages of an analysis (Miles and Huberman 1994, as Indonesian examiners ask for them).
DATA = gettext_lazy("Data")
REDUCTION = gettext_lazy("Data reduction")
DISPLAY = gettext_lazy("Data display")
CONCLUSION = gettext_lazy("Drawing and verifying conclusions")
CHECKING = gettext_lazy("Checking the work")


@dataclass(frozen=True)
class Kind:
    """A kind of part: its title, where it usually stands in a thesis, the stage of analysis, and what makes it."""

    title: str | Promise
    place: str | Promise
    stage: str | Promise
    make: Callable[[Source], Iterator[Block]]
    wide: bool = False
    by_default: bool = True


THIRD, FOURTH, FIFTH = gettext_lazy("Chapter III"), gettext_lazy("Chapter IV"), gettext_lazy("Chapters IV and V")
APPENDIX = gettext_lazy("Appendix")

PARTS: dict[str, Kind] = {
    "informants": Kind(gettext_lazy("Informants"), THIRD, DATA, people.informants),
    "saturation": Kind(gettext_lazy("New codes, interview by interview"), THIRD, DATA, pictures.saturation),
    "matrix": Kind(gettext_lazy("Participation, by actor and dimension"), FOURTH, DISPLAY, participation.matrix),
    "dimensions": Kind(gettext_lazy("Findings by dimension"), FOURTH, DISPLAY, participation.dimensions),
    "coordination": Kind(gettext_lazy("Coordination between actors"), FOURTH, DISPLAY, coordination.coordination),
    "co-occurrence": Kind(gettext_lazy("Codes beside each other"), FOURTH, DISPLAY, pictures.co_occurrence),
    "verdict": Kind(gettext_lazy("Verdict and what it rests on"), FIFTH, CONCLUSION, conclusion.conclusion),
    "codebook": Kind(gettext_lazy("Codebook"), APPENDIX, REDUCTION, appendices.codebook, wide=True),
    "chart": Kind(gettext_lazy("Informants by dimension"), APPENDIX, DISPLAY, participation.chart, wide=True),
    "transcripts": Kind(gettext_lazy("Transcripts with line numbers"), APPENDIX, REDUCTION, transcripts.transcripts),
    "courses": Kind(
        gettext_lazy("Codes over the course of each interview"),
        APPENDIX,
        DISPLAY,
        pictures.courses,
        by_default=False,
    ),
    "agreement": Kind(gettext_lazy("Agreement between coders"), APPENDIX, CHECKING, rigour.agreement),
    "review": Kind(gettext_lazy("Review"), APPENDIX, CHECKING, rigour.reviews),
    "coreq": Kind(gettext_lazy("COREQ checklist"), APPENDIX, CHECKING, rigour.coreq, wide=True),
    "srqr": Kind(gettext_lazy("SRQR checklist"), APPENDIX, CHECKING, rigour.srqr, wide=True, by_default=False),
    "codings": Kind(
        gettext_lazy("Every coding"), APPENDIX, REDUCTION, appendices.every_coding, wide=True, by_default=False
    ),
    "history": Kind(gettext_lazy("Audit trail"), APPENDIX, CHECKING, appendices.history, wide=True, by_default=False),
}
