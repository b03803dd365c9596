"""The memos of a study as a list: newest first, narrowed to what one looks for."""

import uuid
from datetime import datetime
from typing import NamedTuple
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from coding.citing import cite
from coding.mentioning import as_html, as_stored, mentions, names
from coding.models import Code, Coding, Link, Memo, Passage
from coding.seeing import others_are_seen
from interviews.models import Interview, Study

ABOUT = {
    "study": gettext_lazy("The study"),
    "passage": gettext_lazy("Passages"),
    "coding": gettext_lazy("Codings"),
    "link": gettext_lazy("Links"),
    "code": gettext_lazy("Codes"),
    "interview": gettext_lazy("Interviews"),
    "informant": gettext_lazy("Informants"),
    "actor": gettext_lazy("Actors"),
}
RELATED = ("author", "code", "interview", "informant", "actor")
WAYS = ("passage", "coding__passage", "link__passage")
MOST_WORDS = 20


class Filters(NamedTuple):
    """What the list is narrowed to; an empty one narrows nothing. The words stand in no address."""

    kind: str = ""
    author: str = ""
    about: str = ""
    interview: str = ""
    code: str = ""
    mentions: str = ""
    words: str = ""

    @classmethod
    def read(cls, params, words: str = "") -> "Filters":
        """From a query string; what it does not know is as good as not said."""
        kind, about = params.get("kind", ""), params.get("about", "")
        return cls(
            kind if kind in Memo.Kind.values else "",
            params.get("author", "").replace("\x00", "")[:150],
            about if about in ABOUT else "",
            params.get("interview", "").replace("\x00", "")[:40],
            params.get("code", "").replace("\x00", "")[:40],
            "me" if params.get("mentions") == "me" else "",
            words.replace("\x00", "")[:200],
        )

    @property
    def query(self) -> str:
        """What the links to other pages keep."""
        kept = {name: value for name, value in self._asdict().items() if value and name != "words"}
        return urlencode(kept) + "&" if kept else ""


class About(NamedTuple):
    """What a memo is about, in words, and where that is; no address where it is out of reach."""

    words: str
    address: str = ""


class Shown(NamedTuple):
    """A memo as the list shows it."""

    memo: Memo
    at: datetime
    told: SafeString
    about: About
    is_mine: bool


def seen_memos(study: Study, *, by) -> QuerySet[Memo]:
    """The memos of a study that `by` may see, those in the trash not."""
    memos = Memo.objects.visible_to(by).of_study(study).filter(trashed_at__isnull=True)
    return memos if others_are_seen(study, by) else memos.filter(author=by)


def memos_of(study: Study, filters: Filters, *, by) -> QuerySet[Memo]:
    """The memos that meet the filters of the page, newest first. What is unknown meets none."""
    memos = seen_memos(study, by=by)
    if filters.author:
        memos = memos.filter(author__username=filters.author)
    if filters.interview:
        memos = memos.filter(within(Interview.objects.of_study(study).filter(code=filters.interview)))
    if filters.code:
        memos = memos.filter(with_code(Code.objects.of_study(study).filter(key=filters.code)))
    if filters.mentions:
        memos = memos.filter(mentions(by.pk)).exclude(author=by)
    return _narrowed(memos, filters.kind, filters.about, as_stored(study, filters.words))


def memos_like(
    study: Study,
    *,
    by,
    words="",
    kind="",
    author=None,
    about="",
    interview=None,
    code=None,
    mentioned=None,
    after=None,
) -> QuerySet[Memo]:
    """The memos that meet what a program asks for, newest first; `after` is the last that it was given."""
    memos = seen_memos(study, by=by)
    if author is not None:
        memos = memos.filter(author=author)
    if interview is not None:
        memos = memos.filter(within(Interview.objects.filter(pk=interview.pk)))
    if code is not None:
        memos = memos.filter(with_code(Code.objects.filter(pk=code.pk)))
    if mentioned is not None:
        memos = memos.filter(mentions(mentioned))
    if after is not None:
        memos = _following(memos, after)
    return _narrowed(memos, kind, about, as_stored(study, words))


def _narrowed(memos: QuerySet[Memo], kind: str, sort: str, words: str) -> QuerySet[Memo]:
    if kind:
        memos = memos.filter(kind=kind)
    if sort:
        memos = memos.filter(on(sort))
    return saying(memos, words).order_by("-created_at", "-pk")


def on(sort: str) -> Q:
    """Memos on things of one sort; on the study, where they are on nothing in it."""
    if sort == "study":
        return Q(**{f"{target}__isnull": True for target in Memo.TARGETS})
    return Q(**{f"{sort}__isnull": False})


def within(interviews: QuerySet[Interview]) -> Q:
    """Memos on the interviews, on their words, and on what is coded in them."""
    passages = Passage.objects.filter(transcript__interview__in=interviews).order_by()
    codings, links = Coding.objects.filter(passage__in=passages), Link.objects.filter(passage__in=passages)
    near = Q(interview__in=interviews) | Q(passage__in=passages)
    return near | Q(coding__in=codings.order_by()) | Q(link__in=links.order_by())


def with_code(codes: QuerySet[Code]) -> Q:
    """Memos on the codes, and on codings with them."""
    return Q(code__in=codes) | Q(coding__in=Coding.objects.filter(code__in=codes).order_by())


def saying(memos: QuerySet[Memo], words: str) -> QuerySet[Memo]:
    """The memos that say every one of the words, in any order; case makes no difference."""
    for word in words.split()[:MOST_WORDS]:
        memos = memos.filter(text__icontains=word)
    return memos


def _following(memos: QuerySet[Memo], last: uuid.UUID) -> QuerySet[Memo]:
    """What follows the memo with that id in the list; nothing where it is not in it."""
    found = memos.filter(pk=last).values_list("created_at", flat=True).first()
    if found is None:
        return memos.none()
    return memos.filter(Q(created_at__lt=found) | Q(created_at=found, pk__lt=last))


def shown(study: Study, memos: QuerySet[Memo], *, by) -> list[Shown]:
    """The memos with what they are about, in a constant number of queries."""
    places = [f"{way}__transcript__interview" for way in WAYS]
    texts = [f"{way}__transcript__text" for way in WAYS]
    found = memos.select_related(*RELATED, "coding__code", "link__form", *places).defer(*texts)
    zone = ZoneInfo(study.time_zone)
    known = names(study, [memo.text for memo in found])
    return [
        Shown(
            memo,
            localtime(memo.created_at, zone),
            as_html(memo.text, known),
            about_what(study, memo),
            memo.author_id == by.pk,
        )
        for memo in found
    ]


def about_what(study: Study, memo: Memo) -> About:
    """The thing that a memo is on, and the page where one finds it."""
    judged = memo.coding or memo.link
    if passage := judged.passage if judged else memo.passage:
        place = _place(study, passage)
        what = memo.coding.code.key if memo.coding else memo.link.form.code if memo.link else ""
        return place._replace(words=f"{what} · {place.words}") if what else place
    if memo.code:
        return About(
            f"{memo.code.key} · {memo.code.label}", f"{reverse('codebook', args=[study.slug])}#code-{memo.code.pk}"
        )
    if memo.interview:
        return _interview(study, memo.interview)
    if memo.informant:
        return About(memo.informant.code, reverse("informants", args=[study.slug]))
    if memo.actor:
        return About(f"{memo.actor.code} · {memo.actor.name}", reverse("informants", args=[study.slug]))
    return About(_("The study"))


def _place(study: Study, passage: Passage) -> About:
    interview = passage.transcript.interview
    if interview.trashed_at is not None:
        return About(_("an interview in the trash"))
    return About(cite(passage), f"{reverse('pane', args=[study.slug, interview.code])}#p-{passage.pk}")


def _interview(study: Study, interview: Interview) -> About:
    if interview.trashed_at is not None:
        return About(_("an interview in the trash"))
    title = f"{interview.code} · {interview.title}" if interview.title else interview.code
    return About(title, reverse("pane", args=[study.slug, interview.code]))
