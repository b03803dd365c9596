"""Passages by what was coded of them: choose, read in context, review and code in place."""

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from coding.citing import withdrawn_words
from coding.judging import OWN, judgements
from coding.models import Polarity, SavedSearch
from coding.retrieval.choices import bases, besides, choices, chosen
from coding.retrieval.finding import find, narrower
from coding.retrieval.listing import BY_CODE, BY_INTERVIEW, COUNTS, Found, count_of, page_of
from coding.retrieval.query import LINKS, Misread, Query
from coding.several import code_passages
from coding.views.review import KEPT, to_decide
from coding.views.saved_searches import kept_searches
from ground.conflicts import Conflict, words_of
from ground.patience import TooLong, at_most
from interviews.pages import back, study_page
from interviews.permissions import Verb

PAGE = 20
SHOWN = ("group", "after", "before", "count")
"""Parameters of the page beside those of the query: how what was found is shown, and from where on."""


@study_page()
def retrieval(request, study):
    """What a query finds. An address that is no query is told so, and the form is there to ask another."""
    query, found, wrong = _asked(request.GET, study)
    if not wrong and "" in request.GET.values():  # as a form sends it: the address to keep is the short one
        return redirect(f"{request.path}?{query.address}")
    group = BY_CODE if request.GET.get("group") == BY_CODE else BY_INTERVIEW
    kept = request.session.pop(KEPT, {})
    page, counts, late = Found([], None, None), [], ""
    try:
        with at_most(narrower()):
            if found is not None:
                place = {name: _id(request, name) for name in ("after", "before")}
                page = page_of(study, found, group=group, size=PAGE, **place)
                counts = [(what, count_of(found, what)) for what in _counted(request)]
    except TooLong as too_long:
        page, late = Found([], None, None), too_long.message
    listed = choices(study, query)
    asked_for = chosen(query, listed)
    address = query.address if query.narrows and not wrong else ""
    name = "; ".join(each.value for each in asked_for)
    context = {
        "query": query,
        "wrong": wrong,
        "choices": listed,
        "bases": bases(),
        "besides": besides(),
        "chosen": asked_for,
        "counts": counts,
        "late": late,
        "group": group,
        "page": page,
        "waiting": _withheld(to_decide(study, page.rows, request.user, kept)),
        "codes": study.codes.filter(retired_at__isnull=True),
        "actors": study.actors.all(),
        "polarities": Polarity.choices,
        "here": request.get_full_path(),
        "kept": kept,
    } | kept_searches(request, study, kind=SavedSearch.Kind.PASSAGES, address=address, name=name)
    return render(request, "coding/retrieval.html", context, status=422 if wrong else 503 if late else 200)


def _asked(params, study):
    """The query of an address and what it finds, or, where it is none, an empty one with what is wrong."""
    try:
        query = Query.read((name, values) for name, values in params.lists() if name not in SHOWN)
        return query, find(study, query), {}
    except Misread as misread:
        kind = LINKS if params.get("kind") == LINKS else "codings"
        return Query(kind=kind), None, misread.reasons


def _counted(request) -> list[str]:
    """Rows and passages always; what else a link to the page asks for, too."""
    return [what for what in COUNTS if what in ("codings", "passages", request.GET.get("count"))]


def _id(request, name: str) -> UUID | None:
    try:
        return UUID(request.GET[name]) if name in request.GET else None
    except ValueError:
        return None


def _withheld(waiting: list) -> list:
    """Of whoever has withdrawn consent the place is shown, and none of the words."""
    for index, each in enumerate(waiting):
        if each.row.withdrawn:
            each.row.passage.quote = withdrawn_words()
            waiting[index] = each._replace(before="", after="")
    return waiting


@require_POST
@study_page(Verb.CODE)
def retrieval_code(request, study):
    """One code for the chosen passages, as one act."""
    try:
        passages = _passages(request, study)
        made, before = code_passages(study, passages, coder=request.user, **_judged(request, study))
        said = ngettext("{count} passage coded.", "{count} passages coded.", len(made)).format(count=len(made))
        if before:
            told = ngettext("{count} had it already.", "{count} had it already.", before).format(count=before)
            said = f"{said} {told}"
        messages.success(request, said)
    except (Conflict, ValidationError) as refusal:
        messages.error(request, words_of(refusal))
        request.session[KEPT] = {"rows": request.POST.getlist("rows"), "reason": request.POST.get("reason", "")}
    return back(request, study, "retrieval")


def _passages(request, study) -> set:
    """The passages of the rows ticked in the form, `id=mark` each, each once."""
    try:
        ids = {UUID(value.partition("=")[0]) for value in request.POST.getlist("rows")}
    except ValueError as error:
        raise Http404 from error
    passages = {row.passage for row in judgements(study, ids)}
    if not passages:
        raise ValidationError(_("Choose at least one row."))
    return passages


def _judged(request, study) -> dict:
    """What the form says of them: the code, the actor whose act it is, and the polarity."""
    code = get_object_or_404(study.codes, pk=_posted(request, "code"))
    about = request.POST.get("about", "")
    actor = OWN if not about else None if about == "-" else get_object_or_404(study.actors, code=about[:12])
    return {"code": code, "about_actor": actor, "polarity": request.POST.get("polarity", "")[:8]}


def _posted(request, name: str) -> UUID:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError as error:
        raise ValidationError(_("Choose a code.")) from error
