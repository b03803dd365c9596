"""Which rows a summary counts, as the database says it: eligible, and one judgement for each place (method.md 4.1)."""

from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, Greatest, Least

from coding.dimensions import dimension_of_codes
from coding.models import Code, Coding, Polarity, Status
from coding.retrieval.query import OFFICIAL, WORKING
from coding.retrieval.speaking import has_withdrawn, informant
from interviews.models import Informant, Study

COUNTED = {OFFICIAL: ["approved"], WORKING: ["approved", "submitted"]}
NEUTRAL = [Polarity.PLANNED, Polarity.UNCLEAR]
# Of links that are alike, the one that claims least stands.
CLAIM = Case(*(When(regularity=value, then=n) for n, value in enumerate(("once", "recurrent"))), default=2)


def counted(rows: QuerySet, study: Study, basis: str) -> QuerySet:
    """Of codings or links on the texts of today, those that a summary on `basis` counts; `voice` is whose words."""
    return judged(rows, study, basis).annotate(voice=informant()).exclude(voice="")


def judged(rows: QuerySet, study: Study, basis: str) -> QuerySet:
    """The same before it is asked whose words they are: also what nobody of the informants says."""
    eligible = rows.filter(status__in=COUNTED[basis], in_scope=True).exclude(polarity__in=NEUTRAL)
    if rows.model is Coding:
        eligible = eligible.filter(about_actor__isnull=False)
    placed = _placed(eligible, study)
    placed = placed.filter(~Exists(_in_the_way(rows.model, study)))
    if study.informants.filter(consent=Informant.Consent.WITHDRAWN).exists():
        placed = placed.filter(~has_withdrawn())
    return placed


def _in_the_way(model, study: Study) -> QuerySet:
    """What keeps a row from being the judgement of its place: an approved row beside it where it is not, one that
    contradicts it, or one that says the same and was first."""
    rivals = _placed(model.objects.live().filter(passage=OuterRef("passage")), study).order_by()
    rivals = rivals.filter(place=OuterRef("place")).exclude(pk=OuterRef("pk"))
    stronger = Q(status=Status.APPROVED) & ~Q(status=OuterRef("status"))
    alike = Q(polarity=OuterRef("polarity"), in_scope=OuterRef("in_scope"))
    first = Q(claim__lt=OuterRef("claim")) | Q(claim=OuterRef("claim")) & (
        Q(created_at__lt=OuterRef("created_at")) | Q(created_at=OuterRef("created_at"), pk__lt=OuterRef("pk"))
    )
    return rivals.filter(stronger | Q(status=OuterRef("status")) & (~alike | first))


def _placed(rows: QuerySet, study: Study) -> QuerySet:
    """With the place of each row on its passage: actor and dimension; of a link its ends, in order where its form has a
    direction, and its form. Codes outside the dimensions have none, and no row of theirs is counted."""
    if rows.model is not Coding:
        start, end = (Cast(name, CharField()) for name in ("from_actor", "to_actor"))
        directed = Q(form__directed=True)
        one = Case(When(directed, then=start), default=Least(start, end))
        other = Case(When(directed, then=end), default=Greatest(start, end))
        return rows.annotate(place=Concat(one, other, Cast("form", CharField())), claim=CLAIM)
    of_dimension = codes_by_dimension(study)
    within = [code for codes in of_dimension.values() for code in codes]
    dimension = Case(
        *(When(code__in=codes, then=Value(name)) for name, codes in of_dimension.items()), output_field=CharField()
    )
    about = Coalesce(Cast("about_actor", CharField()), Value(""))
    placed = rows.filter(code__in=within)
    return placed.annotate(place=Concat(dimension, about) if within else Value(""), claim=Value(0))


def codes_by_dimension(study: Study) -> dict[str, list]:
    """The ids of the codes of each dimension, sub-codes and codes out of use included."""
    dimension, found = dimension_of_codes(study), {}
    for pk, key in Code.objects.of_study(study).filter(key__in=list(dimension)).values_list("pk", "key"):
        found.setdefault(dimension[key], []).append(pk)
    return found
