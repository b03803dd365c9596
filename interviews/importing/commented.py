"""Comments of a document: on which words of the transcript they stand. Pure.

A document is read piece by piece and put together anew: labels, times and table cells change place. The words that were
commented on are found again by aligning what was read with the transcript, so a comment never stands on words by guess.
"""

from collections.abc import Sequence
from dataclasses import replace

from interviews.aligning import align

from .asides import COMMENTS
from .parsed import Comment, Dropped, Parsed

MOST = 2_000
LONGEST = 20_000


def with_comments(parsed: Parsed, read: str, found: Sequence[Comment]) -> Parsed:
    """The transcript with the comments whose words are in it; the spans of `found` are those of `read`.

    The others are counted in `dropped`.
    """
    alignment = align(read, parsed.text) if found else None
    placed, lost = [], []
    for comment in found:
        parts = alignment.within(comment.start, comment.end) if alignment and comment.end > comment.start else []
        start, end = _without_blanks(parsed.text, parts[0].to, parts[-1].to_end) if parts else (0, 0)
        if start < end and len(placed) < MOST and len(comment.words) <= LONGEST:
            placed.append(replace(comment, start=start, end=end))
        else:
            lost.append(" ".join(comment.words.split())[:200])
    dropped = [*parsed.dropped, Dropped(COMMENTS, len(lost), lost[0])] if lost else parsed.dropped
    return replace(parsed, comments=placed, dropped=dropped)


def without_comments(parsed: Parsed) -> Parsed:
    """The transcript with its comments counted in `dropped`: in a correction they would come a second time."""
    if not parsed.comments:
        return parsed
    lost = Dropped(COMMENTS, len(parsed.comments), " ".join(parsed.comments[0].words.split())[:200])
    return replace(parsed, comments=[], dropped=[*parsed.dropped, lost])


def _without_blanks(text: str, start: int, end: int) -> tuple[int, int]:
    words = text[start:end]
    return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())
