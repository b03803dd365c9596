"""Where a row stands, in words: the interview and its line numbers, or the code."""

import uuid

from django.utils.translation import gettext as _

from coding.models import Code, Coding, Link, Memo, Passage
from interviews.lines import lines_of
from interviews.texts import line_starts_of


def cited(interview: str, first: int, last: int) -> str:
    """As one cites it: "W1, line 12"."""
    if first == last:
        return _("{interview}, line {n}").format(interview=interview, n=first)
    return _("{interview}, lines {first}–{last}").format(interview=interview, first=first, last=last)


def cite(passage: Passage) -> str:
    """The place of a passage; its transcript and interview are at hand."""
    transcript = passage.transcript
    starts = line_starts_of(transcript.pk, transcript.length)
    return cited(transcript.interview.code, *lines_of(starts, passage.start, passage.end))


def withdrawn_words() -> str:
    """What stands for the words of someone who has withdrawn consent."""
    return _("[consent withdrawn]")


def place_of(relation: str, row: uuid.UUID) -> str:
    """The place of a coding, a link or a memo on one of them, the key of a code; empty for what has neither."""
    if relation == Code._meta.db_table:
        return Code.objects.values_list("key", flat=True).filter(pk=row).first() or ""
    passages = Passage.objects.select_related("transcript__interview").defer("transcript__text")
    for name, model in (("codings", Coding), ("links", Link), ("memos", Memo)):
        if relation == model._meta.db_table:
            found = passages.filter(**{f"{name}__pk": row}).first()
            return cite(found) if found else ""
    return ""
