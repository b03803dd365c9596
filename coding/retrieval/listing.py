"""What was found, in pages: in the order of the interviews or of the codes, from any place on in either direction."""

from typing import NamedTuple
from uuid import UUID

from django.db.models import Count, F, Func, IntegerField, Q, QuerySet, Sum

from coding.models import Coding, Judgement, Link, Passage
from coding.queue import OF, OF_TEXT, SHOWN
from coding.retrieval.speaking import has_withdrawn, informant
from interviews.models import Study

BY_INTERVIEW, BY_CODE = "interview", "code"
TEXT = "passage__transcript__"
INTERVIEW = f"{TEXT}interview__"
PLACE = (f"{INTERVIEW}position", f"{INTERVIEW}code", "passage__start", "-passage__end", "pk")
ORDERS = {
    Coding: {BY_INTERVIEW: PLACE, BY_CODE: ("code__position", "code__key", *PLACE)},
    Link: {BY_INTERVIEW: PLACE, BY_CODE: ("form__position", "form__code", *PLACE)},
}
COUNTS = ("codings", "passages", "informants", "words")


class Found(NamedTuple):
    """One page of what a query finds. `before` and `after` are the rows that the neighbouring pages start from."""

    rows: list[Judgement]
    before: UUID | None
    after: UUID | None


def page_of(
    study: Study, found: QuerySet, *, group: str, size: int, after: UUID | None = None, before: UUID | None = None
) -> Found:
    """`size` rows after the row `after` of the study, or before the row `before`, whether still found or not."""
    order = ORDERS[found.model][group]
    backwards = before is not None
    start = before if backwards else after
    columns = [name.lstrip("-") for name in order]
    place = start and found.model.objects.of_study(study).filter(pk=start).values_list(*columns).first()
    rows = found.filter(_beyond(order, place, backwards)) if place else found
    shown = _whole(rows).order_by(*(_turned(name) if backwards else name for name in order))[: size + 1]
    rows = list(shown)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return Found([], None, None)
    first, last = rows[0].pk, rows[-1].pk
    is_first = not more if backwards else place is None
    is_last = place is None and not more if backwards else not more
    return Found(rows, None if is_first else first, None if is_last else last)


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order: tuple[str, ...], place: tuple, backwards: bool) -> Q:
    """Behind `place` in `order`, or before it."""
    meant, same = Q(pk__in=[]), Q()
    for name, value in zip(order, place, strict=True):
        falling = name.startswith("-") != backwards
        column = name.lstrip("-")
        meant |= same & Q(**{f"{column}__{'lt' if falling else 'gt'}": value})
        same &= Q(**{column: value})
    return meant


def _whole(rows: QuerySet) -> QuerySet:
    """Each row with all that the list shows of it, and whether its words are withheld."""
    shown = (*SHOWN, *OF[rows.model], *(TEXT + name for name in OF_TEXT), f"{INTERVIEW}position")
    related = {name.rpartition("__")[0] for name in shown} - {""}
    return rows.select_related(*related).only(*shown).annotate(withdrawn=has_withdrawn())


def words_in(field: str) -> Func:
    """How many words a text has: runs of what is no space."""
    return Func(F(field), template=r"regexp_count(%(expressions)s, '\S+')", output_field=IntegerField())


def count_of(found: QuerySet, what: str) -> int:
    """How many codings (or links), passages, informants or words of different passages were found."""
    if what == "codings":
        return found.count()
    if what == "informants":
        heard = found.annotate(who=informant()).exclude(who="")
        return heard.aggregate(n=Count("who", distinct=True))["n"]
    if what == "passages":
        return found.aggregate(n=Count("passage", distinct=True))["n"]
    passages = Passage.objects.filter(pk__in=found.order_by().values("passage"))
    return passages.aggregate(n=Sum(words_in("quote")))["n"] or 0
