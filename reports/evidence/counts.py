"""How much a study holds, who worked on it, and what is still owed."""

from collections import Counter
from dataclasses import dataclass, replace

from django.db.models import Q

from coding.models import Coding, Link, Passage, Polarity, Review, Status
from coding.retrieval.finding import has_memo
from coding.retrieval.query import LINKS, NOBODY, Query
from ground.models import User
from interviews.models import Informant, Interview, Study, Transcript

NEEDS_MEMO = (Polarity.HINDERED, Polarity.UNCLEAR)
DECIDED = (Status.APPROVED, Status.SUBMITTED, Status.REVISE, Status.REJECTED)
UNEXPLAINED = Query(only={"polarity": NEEDS_MEMO, "status": DECIDED, "memo": (NOBODY,)})


@dataclass(frozen=True)
class Counts:
    """What the supervisor's page counts."""

    interviews: int
    informants: list[tuple[str, int]]  # the actor's code, or an empty text, and how many
    passages: int
    coded: int  # passages with codings
    linked: int  # passages with links; one may have both
    codings: dict[str, int]  # by review status
    links: dict[str, int]
    coders: list[str]
    reviewers: list[str]
    codings_without_memo: int  # hindered and unclear ones that no memo explains
    links_without_memo: int
    withdrawn: int  # informants who withdrew their consent

    @property
    def codings_to_explain(self) -> str:
        """The query that finds the codings without a memo."""
        return UNEXPLAINED.address

    @property
    def links_to_explain(self) -> str:
        return replace(UNEXPLAINED, kind=LINKS).address


def counts_of(study: Study) -> Counts:
    """In a constant number of queries."""
    codings, links = (model.objects.of_study(study).standing() for model in (Coding, Link))
    spoken = Q(codings__trashed_at__isnull=True, codings__isnull=False) | Q(
        links__trashed_at__isnull=True, links__isnull=False
    )
    return Counts(
        interviews=Interview.objects.of_study(study).filter(trashed_at__isnull=True).count(),
        informants=_per_actor(study),
        passages=Passage.objects.filter(spoken, transcript__in=_texts(study)).distinct().count(),
        coded=codings.values("passage").distinct().count(),
        linked=links.values("passage").distinct().count(),
        codings=Counter(codings.values_list("status", flat=True)),
        links=Counter(links.values_list("status", flat=True)),
        coders=_names({coder for rows in (codings, links) for coder in _coders(rows)}),
        reviewers=_names(Review.objects.of_study(study).values_list("reviewer", flat=True)),
        codings_without_memo=_unexplained(codings),
        links_without_memo=_unexplained(links),
        withdrawn=Informant.objects.of_study(study).filter(consent=Informant.Consent.WITHDRAWN).count(),
    )


def _texts(study: Study):
    return Transcript.objects.of_study(study).newest().filter(interview__trashed_at__isnull=True)


def _per_actor(study: Study) -> list[tuple[str, int]]:
    rows = Informant.objects.of_study(study).order_by("actor__position").values_list("actor__code", flat=True)
    return list(Counter(code or "" for code in rows).items())


def _names(ids) -> list[str]:
    return [str(user) for user in User.objects.filter(pk__in=set(ids)).order_by("name", "username")]


def _coders(rows) -> set:
    """Those who coded; what an adjudication made is no coding of theirs."""
    return set(rows.exclude(reviews__decision=Review.Decision.SETTLE).values_list("coder", flat=True))


def _unexplained(rows) -> int:
    return rows.filter(polarity__in=NEEDS_MEMO, status__in=DECIDED).exclude(has_memo(rows.model)).count()
