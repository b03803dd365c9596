"""Talking a dispute over: memos about its words, of a kind of their own, so that they stay with the words."""

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from coding.memos import write_memo
from coding.models import Judgement, Memo
from interviews.models import Study


def say(study: Study, *, author, row: Judgement, text: str) -> Memo:
    """Write about the words of a disputed row. Raises ValidationError for what is no text."""
    return write_memo(study, author=author, text=text, kind=Memo.Kind.DISCUSSION, about=row.passage)[0]


def discussions(study: Study, passages: Iterable[UUID]) -> dict[UUID, list[Memo]]:
    """What was said about each of the passages, oldest first."""
    found = defaultdict(list)
    said = Memo.objects.of_study(study).filter(passage__in=set(passages), trashed_at__isnull=True)
    said = said.filter(kind=Memo.Kind.DISCUSSION)
    for memo in said.select_related("author").order_by("created_at", "pk"):
        found[memo.passage_id].append(memo)
    return found
