"""Who and what a memo names in its text, for those who may reach it; for others only words that tell nothing."""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import NamedTuple

from django.db import connection
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from coding.citing import cite
from coding.marked import CODE, PASSAGE, PERSON, Mark, marks, pieces, stored, typed
from coding.models import Code, Memo, Passage
from coding.seeing import others_are_seen
from ground.models import Act, User
from interviews.models import Membership, Study


class Named(NamedTuple):
    """A mark that is known: its words, the page it leads to, and how one types it."""

    words: str
    address: str
    typed: str


Names = Mapping[Mark, Named]


def as_stored(study: Study, text: str) -> str:
    """The text with a mark for each member, code and passage that it names."""
    people = _members(study) if PERSON in text else {}
    codes = dict(study.codes.values_list("key", "pk")) if CODE in text else {}
    return stored(text, people, codes)


def _members(study: Study) -> dict[str, object]:
    return dict(Membership.objects.filter(study=study).values_list("user__username", "user_id"))


def mentionable(people: Iterable[User]) -> list[dict]:
    """The members as one types them, for the list that completes a name."""
    return [{"typed": f"{PERSON}{each.username}", "label": str(each)} for each in people]


def mentionable_codes(study: Study) -> list[dict]:
    codes = study.codes.filter(retired_at__isnull=True)
    return [{"typed": f"{CODE}{each.key}", "label": each.label} for each in codes]


def names(study: Study, texts: Iterable[str]) -> Names:
    """What the texts name, in three queries at most. What is in the trash or of another study is not among it."""
    joined = "\n".join(texts)
    people, codes, passages = (marks(joined, sign) for sign in (PERSON, CODE, PASSAGE))
    found = {}
    for each in _people(study, people) if people else ():
        found[Mark(PERSON, str(each.pk))] = Named(f"@{each}", "", f"@{each.username}")
    codebook = reverse("codebook", args=[study.slug])
    for each in Code.objects.of_study(study).filter(pk__in=codes) if codes else ():
        found[Mark(CODE, str(each.pk))] = Named(f"#{each.key}", f"{codebook}#code-{each.pk}", f"#{each.key}")
    for each in reachable(study, passages).select_related("transcript__interview") if passages else ():
        address = f"{reverse('pane', args=[study.slug, each.transcript.interview.code])}#p-{each.pk}"
        found[Mark(PASSAGE, str(each.pk))] = Named(cite(each), address, address)
    return found


def reachable(study: Study, passages: Iterable[str]):
    """Those of the passages that stand in the study, not in an interview in the trash."""
    found = Passage.objects.of_study(study).filter(pk__in=passages, transcript__interview__trashed_at__isnull=True)
    return found.defer("transcript__text")


def _people(study: Study, ids: set[str]):
    """Those who are members, or have done something here while they were."""
    member = Exists(Membership.objects.filter(study=study, user=OuterRef("pk")))
    did = Exists(Act.objects.filter(study_id=study.pk, who=OuterRef("pk")))
    return User.objects.filter(member | did, pk__in=ids).only("username", "name")


def as_html(text: str, known: Names) -> SafeString:
    """For a page: what is known as a link or a name, the rest as plain words."""
    return format_html_join("", "{}", ((_shown(piece, known),) for piece in pieces(text)))


def _shown(piece: str | Mark, known: Names) -> str:
    if isinstance(piece, str):
        return piece
    if (named := known.get(piece)) is None:
        return unknown(piece.sign)
    if named.address:
        return format_html('<a href="{}">{}</a>', named.address, named.words)
    return format_html('<strong class="mention">{}</strong>', named.words)


def as_words(text: str, known: Names) -> str:
    """For a table or a file."""
    plain = (piece if isinstance(piece, str) else _word(piece, known) for piece in pieces(text))
    return "".join(plain)


def _word(mark: Mark, known: Names) -> str:
    return known[mark].words if mark in known else unknown(mark.sign)


def unknown(sign: str) -> str:
    """What stands for something out of reach."""
    return {PERSON: _("someone"), CODE: _("a code"), PASSAGE: _("a passage")}[sign]


def tell(study: Study, memos: list[Memo]) -> None:
    """Give each memo `told`, its text for a page."""
    known = names(study, [memo.text for memo in memos])
    for memo in memos:
        memo.told = as_html(memo.text, known)


def as_typed(study: Study, text: str) -> str:
    """For the box in which one changes it."""
    return typed(text, {mark: named.typed for mark, named in names(study, [text]).items()})


def for_the_pane(study: Study, rows: list[dict], key="text") -> None:
    """Take out of the rows' texts the passages that one cannot go to: the screen makes links of those it finds."""
    ids = marks("\n".join(row[key] for row in rows), PASSAGE)
    if not ids:
        return
    there = {str(pk) for pk in reachable(study, ids).values_list("pk", flat=True)}
    for gone in ids - there:
        for row in rows:
            row[key] = row[key].replace(str(Mark(PASSAGE, gone)), unknown(PASSAGE))


def mentions(user_id) -> Q:
    """Memos that mention the person."""
    return Q(text__contains=str(Mark(PERSON, str(user_id))))


# Every page of a study asks this, and building the query takes longer than its answer.
MENTIONS = """
    SELECT count(*) FROM coding_memo
    WHERE study_id = %s AND trashed_at IS NULL AND author_id <> %s AND text LIKE %s
"""


def mentions_of_me(request) -> dict:
    """For the navigation: how many memos mention who asks; counted where it is shown."""
    study = getattr(request, "study", None)
    if study is None:
        return {}
    return {"mentions_of_me": partial(_count, study, request.user)}


def _count(study: Study, user) -> int:
    if not others_are_seen(study, user):
        return 0
    with connection.cursor() as cursor:
        cursor.execute(MENTIONS, [study.pk, user.pk, f"%{Mark(PERSON, str(user.pk))}%"])
        return cursor.fetchone()[0]
