"""Whose words a passage holds, as the database says it: the rule of method.md 4.1, for queries over any number of rows.

The one informant in the span, interviewer turns not counted; of several the one whom the coder picked; else nobody.
"""

from django.db.models import Case, CharField, Exists, F, Max, Min, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce

from interviews.models import Informant, Speaker, Turn


def informant() -> Coalesce:
    """For a queryset of codings or links: the id, as text, of the informant whose words it is, or an empty text."""
    who = Cast("speaker__informant", CharField())
    told = (
        _voices()
        .values("transcript")
        .annotate(
            first=Min(who),
            last=Max(who),
            picked=Max(Case(When(speaker__informant=OuterRef("speaker__informant"), then=who))),
        )
    )
    return Coalesce(Subquery(told.values(one=Case(When(first=F("last"), then="first"), default="picked"))), Value(""))


def has_withdrawn() -> Exists:
    """Whether anybody whose words the passage holds has withdrawn consent."""
    return Exists(_voices().filter(speaker__informant__consent=Informant.Consent.WITHDRAWN))


def spoken_by(informants: QuerySet) -> Q:
    """The rows, annotated with `voice` as `informant` gives it, that hold the words of one of these."""
    ids = list(informants.values_list("pk", flat=True))
    # Who speaks is looked up row by row: in the interviews alone in which they do.
    theirs = Speaker.objects.filter(informant__in=ids).values_list("interview", flat=True)
    return Q(passage__transcript__interview__in=list(theirs), voice__in=[str(pk) for pk in ids])


def _voices() -> QuerySet:
    """The turns of informants that the passage of the row outside touches."""
    place = OuterRef("passage__transcript"), OuterRef("passage__start"), OuterRef("passage__end")
    return Turn.objects.touched_by(*place).filter(speaker__informant__isnull=False)
