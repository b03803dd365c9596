"""The table of memos."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from coding.mentioning import as_words, names
from coding.models import Memo
from interviews.lines import lines_of
from interviews.models import Study
from interviews.texts import line_starts_of
from reports.exchange.tables.table import Cell, Column, Table

PLAIN = ("code", "interview", "informant", "actor")


def memos(study: Study, by, title: str) -> Table:
    columns = (
        Column("kind", _("Kind"), 18),
        Column("about", _("About"), 14),
        Column("which", _("Which"), 18),
        Column("interview", _("Interview")),
        Column("line_from", _("From line"), 8),
        Column("text", _("Memo"), 60),
        Column("author", _("Author"), 18),
        Column("written_on", _("Written on")),
        Column("id", _("Id"), 36, in_print=False),
    )
    return Table("memos", title, columns, _memo_rows(study, by))


def _memo_rows(study: Study, by) -> Iterator[tuple[Cell, ...]]:
    rows = Memo.objects.visible_to(by).of_study(study).filter(trashed_at__isnull=True)
    place = "passage__transcript__interview"
    related = ("author", *PLAIN, place, f"coding__{place}", f"link__{place}", "coding__code")
    deferred = ("passage__transcript__text", "coding__passage__transcript__text", "link__passage__transcript__text")
    found = rows.select_related(*related).defer(*deferred).order_by("created_at", "pk")
    known = names(study, [memo.text for memo in found])
    for memo in found:
        text, author, day = as_words(memo.text, known), str(memo.author), memo.created_at.date()
        yield memo.get_kind_display(), *_about(memo), text, author, day, str(memo.pk)


def _about(memo: Memo) -> tuple[Cell, ...]:
    """What a memo is about: the sort of thing, which one, and the interview and line where it has a place."""
    judged = memo.coding or memo.link
    passage = judged.passage if judged else memo.passage
    if passage:
        transcript = passage.transcript
        line, _last = lines_of(line_starts_of(transcript.pk, transcript.length), passage.start, passage.end)
        sort = _("coding") if memo.coding_id else _("link") if memo.link_id else _("passage")
        return sort, memo.coding and memo.coding.code.key, transcript.interview.code, line
    if memo.code_id:
        return _("code"), memo.code.key, None, None
    if memo.interview_id:
        return _("interview"), memo.interview.code, memo.interview.code, None
    if memo.informant_id:
        return _("informant"), memo.informant.code, None, None
    if memo.actor_id:
        return _("actor"), memo.actor.code, None, None
    return _("study"), None, None, None
