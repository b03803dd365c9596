"""What a query finds: one queryset of codings, or of links, for pages, files, matrices and the API alike."""

from collections.abc import Callable
from functools import partial

from django.db.models import Func, Q, QuerySet, UUIDField, Value
from django.utils.translation import gettext as _

from coding.models import Coding, Link, Memo
from coding.retrieval.beside import beside
from coding.retrieval.counting import codes_by_dimension, counted
from coding.retrieval.names import Names, known
from coding.retrieval.query import LINKS, NO, NOBODY, Misread, Query
from coding.retrieval.speaking import informant, spoken_by
from ground.models import User
from interviews.models import Study

OF_INTERVIEW = ("kind", "place", "language")
INTERVIEW = "passage__transcript__interview"
# Written out, as the names are: to have these put together by Django takes longer than to have them answered.
TEXTS_OF_TODAY = """
    SELECT text.id FROM interviews_transcript text JOIN interviews_interview held ON held.id = text.interview_id
    WHERE held.study_id = %s AND held.trashed_at IS NULL AND NOT EXISTS (
        SELECT FROM interviews_transcript later WHERE later.interview_id = held.id AND later.version > text.version
    )
"""
"""The newest texts of a study's interviews, those in the trash left out."""


def find(study: Study, query: Query) -> QuerySet:
    """The codings or links of `study`, within reach already, that `query` asks for, in no order.

    They stand on the texts of today, and none is in the trash. Raises Misread naming what the study does not have.
    """
    rows = standing(study, Link if query.kind == LINKS else Coding)
    if query.basis:
        rows = counted(rows, study, query.basis)
    elif _asks_who_speaks(query):
        rows = rows.annotate(voice=informant())
    names, wrong = Names(study), {}
    if query.until:
        try:
            rows = rows.filter(_until(names, query.until))
        except LookupError as unknown:
            wrong["until"] = _none_of(unknown)
    for chosen, prefix in ((query.only, ""), (query.without, NO)):
        for name, values in chosen.items():
            try:
                meant = CONDITIONS[name](names, query, values)
            except LookupError as unknown:
                wrong[prefix + name] = _none_of(unknown)
                continue
            rows = rows.exclude(meant) if prefix and isinstance(meant, Q) else rows.filter(~meant if prefix else meant)
    if wrong:
        raise Misread(wrong)
    return rows


def _none_of(unknown: LookupError) -> str:
    return _("This study has none of this name: {name}.").format(name=unknown.args[0])


def narrower() -> str:
    """What to say where passages take too long for a page."""
    return _(
        "To find these takes too long, and was given up. Choose fewer interviews or one code;"
        " codes beside codes take the longest."
    )


def standing(study: Study, model) -> QuerySet:
    """What the study's queries look at: the live rows on the newest texts of interviews that are not in the trash."""
    return model.objects.live().filter(passage__transcript__in=_texts_of_today(study)).order_by()


def _texts_of_today(study: Study) -> Func:
    return Func(Value(study.pk, UUIDField()), template=f"({TEXTS_OF_TODAY % '%(expressions)s'})")


def _asks_who_speaks(query: Query) -> bool:
    spoken = {"speaker", "informant", "attribute"}
    return bool(spoken & {*query.only, *query.without})


def _code(names: Names, query: Query, values) -> Q:
    return Q(code__in=names.codes(values, below=query.below))


def _dimension(names: Names, query: Query, values) -> Q:
    within = codes_by_dimension(names.study)
    known(names.study.dimensions.all(), "code", values)
    meant = Q(code__in=[code for name in values for code in within.get(name, ())])
    outside = ~Q(code__in=[code for codes in within.values() for code in codes])
    return meant | outside if NOBODY in values else meant


def _about(names: Names, query: Query, values) -> Q:
    actors = names.actors(values)
    if query.kind != LINKS:
        about = Q(about_actor__in=actors)
        return about | Q(about_actor__isnull=True) if NOBODY in values else about
    return Q(from_actor__in=actors) | Q(to_actor__in=actors)


def _speaker(names: Names, query: Query, values) -> Q:
    meant = spoken_by(names.study.informants.filter(actor__in=names.actors(values)))
    if NOBODY in values:
        meant |= Q(voice="") | spoken_by(names.study.informants.filter(actor__isnull=True))
    return meant


def _informant(names: Names, query: Query, values) -> Q:
    informants = names.study.informants
    meant = spoken_by(informants.filter(pk__in=known(informants.all(), "code", values)))
    return meant | Q(voice="") if NOBODY in values else meant


def _interview(names: Names, query: Query, values) -> Q:
    return Q(**{f"{INTERVIEW}__in": known(names.study.interviews.filter(trashed_at__isnull=True), "code", values)})


def _until(names: Names, code: str) -> Q:
    held = dict(names.study.interviews.filter(trashed_at__isnull=True).by_date().values_list("code", "pk"))
    if code not in held:
        raise LookupError(code[:80])
    return Q(**{f"{INTERVIEW}__in": list(held.values())[: list(held).index(code) + 1]})


def _coder(names: Names, query: Query, values) -> Q:
    """Members of today, and whoever coded here and left."""
    theirs = (model.objects.of_study(names.study).order_by().values("coder") for model in (Coding, Link))
    here = Q(memberships__study=names.study)
    for each in theirs:
        here |= Q(pk__in=each)
    return Q(coder__in=known(User.objects.filter(here).distinct(), "username", values))


def _plainly(name: str, names: Names, query: Query, values) -> Q:
    return Q(**{f"{name}__in": values})


def _memo(names: Names, query: Query, values) -> Q:
    told = has_memo(Link if query.kind == LINKS else Coding)
    return (told if "yes" in values else Q(pk__in=[])) | (~told if NOBODY in values else Q(pk__in=[]))


def has_memo(model) -> Q:
    """The codings, or the links, that a memo explains: one on the row, or one on its passage."""
    told, sort = Memo.objects.filter(trashed_at__isnull=True).order_by(), model._meta.model_name
    on_row, on_passage = (told.filter(**{f"{on}__isnull": False}).values(on) for on in (sort, "passage"))
    return Q(pk__in=on_row) | Q(passage__in=on_passage)


def _attribute(names: Names, query: Query, values) -> Q:
    meant = Q(pk__in=[])
    for each in values:
        name, _colon, value = each.partition(":")
        meant |= attribute_is(names.study, name, "" if value == NOBODY else value)
    return meant


def attribute_is(study: Study, name: str, value: str) -> Q:
    """The rows whose interview, or whose informant, has this value recorded; an empty one is for none recorded."""
    if name in OF_INTERVIEW:
        return Q(**{f"{INTERVIEW}__{name}": value})
    if name == "year":
        year = int(value[:4]) if value.isascii() and value[:4].isdigit() else 0
        return Q(**{f"{INTERVIEW}__held_on__year": year} if value else {f"{INTERVIEW}__held_on__isnull": True})
    lookup = {"role": "role_label", "side": "actor__side", "consent": "consent"}[name]
    if value:
        return spoken_by(study.informants.filter(**{lookup: value}))
    none = {"actor__isnull": True} if name == "side" else {lookup: ""}
    return Q(voice="") | spoken_by(study.informants.filter(**none))


def _with(names: Names, query: Query, values):
    """Those beside a row stand on the same text, so that it is one of today was asked of the row."""
    others = Coding.objects.live().filter(code__in=names.codes(values, below=query.below)).order_by()
    return beside(counted(others, names.study, query.basis) if query.basis else others, query)


def _pair(names: Names, query: Query, values) -> Q:
    meant = Q(pk__in=[])
    for each in values:
        one, dash, other = each.partition("-")
        if not dash or other == NOBODY:
            raise LookupError(each[:80])
        ids = {code: next(iter(names.actors((code,)))) for code in (one, other)}
        meant |= Q(from_actor=ids[one], to_actor=ids[other]) | Q(from_actor=ids[other], to_actor=ids[one])
    return meant


def _form(names: Names, query: Query, values) -> Q:
    return Q(form__in=known(names.study.link_forms.all(), "code", values))


CONDITIONS: dict[str, Callable] = {
    "code": _code,
    "dimension": _dimension,
    "about": _about,
    "speaker": _speaker,
    "informant": _informant,
    "interview": _interview,
    "coder": _coder,
    "polarity": partial(_plainly, "polarity"),
    "status": partial(_plainly, "status"),
    "memo": _memo,
    "attribute": _attribute,
    "with": _with,
    "pair": _pair,
    "form": _form,
}
