"""What a query finds: one queryset of codings, or of links, for pages, files, matrices and the API alike."""

from collections.abc import Callable
from functools import partial

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from coding.models import Code, Coding, Link
from coding.retrieval.beside import beside
from coding.retrieval.counting import codes_by_dimension, counted
from coding.retrieval.query import LINKS, NO, NOBODY, Misread, Query
from coding.retrieval.speaking import informant, spoken_by
from ground.models import User
from interviews.models import Study, Transcript

OF_INTERVIEW = ("kind", "place", "language")
INTERVIEW = "passage__transcript__interview"


def find(study: Study, query: Query) -> QuerySet:
    """The codings or links of `study`, within reach already, that `query` asks for, in no order.

    They stand on the texts of today, and none is in the trash. Raises Misread naming what the study does not have.
    """
    rows = standing(study, Link if query.kind == LINKS else Coding)
    if query.basis:
        rows = counted(rows, study, query.basis)
    elif _asks_who_speaks(query):
        rows = rows.annotate(voice=informant())
    wrong: dict[str, str] = {}
    for chosen, prefix in ((query.only, ""), (query.without, NO)):
        for name, values in chosen.items():
            try:
                meant = CONDITIONS[name](study, query, values)
            except LookupError as unknown:
                wrong[prefix + name] = _("This study has none of this name: {name}.").format(name=unknown.args[0])
                continue
            rows = rows.exclude(meant) if prefix and isinstance(meant, Q) else rows.filter(~meant if prefix else meant)
    if wrong:
        raise Misread(wrong)
    return rows


def narrower() -> str:
    """What to say where passages take too long for a page."""
    return _(
        "To find these takes too long, and was given up. Choose fewer interviews or one code;"
        " codes beside codes take the longest."
    )


def standing(study: Study, model) -> QuerySet:
    """What the study's queries look at: the live rows on the newest texts of interviews that are not in the trash."""
    return model.objects.live().filter(passage__transcript__in=texts_of_today(study).values("pk")).order_by()


def texts_of_today(study: Study) -> QuerySet:
    """The newest texts of the study's interviews, those in the trash left out."""
    return Transcript.objects.of_study(study).newest().filter(interview__trashed_at__isnull=True).order_by()


def codes_of(study: Study, keys: tuple[str, ...], *, below: bool) -> set:
    """The ids of the codes of these keys; with `below` of all codes under them, too. Raises LookupError for a key."""
    found = _known(Code.objects.of_study(study), "key", keys)
    if not below:
        return found
    parents = list(Code.objects.of_study(study).values_list("pk", "parent"))
    while more := {pk for pk, parent in parents if parent in found} - found:
        found |= more
    return found


def _known(rows: QuerySet, field: str, values) -> set:
    """The ids of the rows of these names. Raises LookupError with the first that there is none of."""
    wanted = [value for value in values if value != NOBODY]
    sane = [value for value in wanted if "\x00" not in value]
    found = list(rows.filter(**{f"{field}__in": sane}).values_list("pk", field))
    if left := [value for value in wanted if value not in {name for _pk, name in found}]:
        raise LookupError(left[0][:80])
    return {pk for pk, _name in found}


def _asks_who_speaks(query: Query) -> bool:
    spoken = {"speaker", "informant", "attribute"}
    return bool(spoken & {*query.only, *query.without})


def _one_of(lookup: str, rows: QuerySet, field: str, values) -> Q:
    """The rows that name one of these, or nobody where that is asked for."""
    meant = Q(**{f"{lookup}__in": _known(rows, field, values)})
    return meant | Q(**{f"{lookup}__isnull": True}) if NOBODY in values else meant


def _code(study: Study, query: Query, values) -> Q:
    return Q(code__in=codes_of(study, values, below=query.below))


def _dimension(study: Study, query: Query, values) -> Q:
    known = codes_by_dimension(study)
    _known(study.dimensions.all(), "code", values)
    meant = Q(code__in=[code for name in values for code in known.get(name, ())])
    outside = ~Q(code__in=[code for codes in known.values() for code in codes])
    return meant | outside if NOBODY in values else meant


def _about(study: Study, query: Query, values) -> Q:
    if query.kind != LINKS:
        return _one_of("about_actor", study.actors.all(), "code", values)
    actors = _known(study.actors.all(), "code", values)
    return Q(from_actor__in=actors) | Q(to_actor__in=actors)


def _speaker(study: Study, query: Query, values) -> Q:
    actors = _known(study.actors.all(), "code", values)
    meant = spoken_by(study.informants.filter(actor__in=actors))
    if NOBODY in values:
        meant |= Q(voice="") | spoken_by(study.informants.filter(actor__isnull=True))
    return meant


def _informant(study: Study, query: Query, values) -> Q:
    meant = spoken_by(study.informants.filter(pk__in=_known(study.informants.all(), "code", values)))
    return meant | Q(voice="") if NOBODY in values else meant


def _interview(study: Study, query: Query, values) -> Q:
    return Q(**{f"{INTERVIEW}__in": _known(study.interviews.filter(trashed_at__isnull=True), "code", values)})


def _coder(study: Study, query: Query, values) -> Q:
    """Members of today, and whoever coded here and left."""
    theirs = (model.objects.of_study(study).order_by().values("coder") for model in (Coding, Link))
    here = Q(memberships__study=study)
    for each in theirs:
        here |= Q(pk__in=each)
    return Q(coder__in=_known(User.objects.filter(here).distinct(), "username", values))


def _plainly(name: str, study: Study, query: Query, values) -> Q:
    return Q(**{f"{name}__in": values})


def _attribute(study: Study, query: Query, values) -> Q:
    meant = Q(pk__in=[])
    for each in values:
        name, _colon, value = each.partition(":")
        meant |= attribute_is(study, name, "" if value == NOBODY else value)
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


def _with(study: Study, query: Query, values):
    others = standing(study, Coding).filter(code__in=codes_of(study, values, below=query.below))
    return beside(counted(others, study, query.basis) if query.basis else others, query)


def _pair(study: Study, query: Query, values) -> Q:
    meant = Q(pk__in=[])
    for each in values:
        one, dash, other = each.partition("-")
        if not dash:
            raise LookupError(each[:80])
        ids = {code: next(iter(_known(study.actors.all(), "code", (code,)))) for code in (one, other)}
        meant |= Q(from_actor=ids[one], to_actor=ids[other]) | Q(from_actor=ids[other], to_actor=ids[one])
    return meant


def _form(study: Study, query: Query, values) -> Q:
    return Q(form__in=_known(study.link_forms.all(), "code", values))


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
    "attribute": _attribute,
    "with": _with,
    "pair": _pair,
    "form": _form,
}
