"""A page of what was found: each hit with its words, where it stands, and how many there are."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.utils.translation import gettext as _

from coding.citing import cited
from coding.finding.asked import Asked, Expression, Where, Words, read
from coding.finding.excerpt import Piece, excerpt
from coding.finding.quotes import Quote, index_quotes, quotes_found
from coding.finding.turns import Turn, turns_found
from coding.memo_list import Shown, seen_memos, shown, within
from coding.mentioning import as_words, names
from coding.models import Memo
from ground.patience import at_most
from interviews.finding.indexing import AT_ONCE, index_turns
from interviews.lines import lines_of
from interviews.models import Interview, Study
from interviews.texts import line_starts_of, words_of

PAGE = 25


@dataclass(frozen=True, slots=True)
class Hit:
    """A turn, a quote or a memo that says what is looked for.

    `spans` are what was found in it, half-open, in code points: of the transcript, for a memo of its text as it is
    read. `lines` are the first and the last line of them.
    """

    id: uuid.UUID
    pieces: list[Piece]
    spans: list[tuple[int, int]]
    place: Turn | Quote | None = None
    lines: tuple[int, int] | None = None
    memo: Shown | None = None

    @property
    def cited(self) -> str:
        return cited(self.place.code, *self.lines)

    @property
    def anchor(self) -> str:
        """Where the coding screen opens: at the passage, or at the first words that were found."""
        if isinstance(self.place, Quote):
            return f"p-{self.id}"
        start, end = self.spans[0] if self.spans else (self.place.start, self.place.end)
        return f"s-{start}-{end}"


class Found(NamedTuple):
    """`count` hits in all, `before` of them on earlier pages; `next` is the `after` of the page that follows, and
    `previous` that of the page before, None where it is the first.

    `ignored` are stop words that were left out, `left` says how many texts are not ready to be searched yet.
    """

    count: int
    before: int
    hits: list[Hit]
    next: uuid.UUID | None
    ignored: Sequence[str] = ()
    left: int = 0
    previous: uuid.UUID | None = None

    @property
    def first(self) -> int:
        return self.before + 1

    @property
    def last(self) -> int:
        return self.before + len(self.hits)


def find(
    study: Study, asked: Asked, *, by, after: uuid.UUID | None = None, most: int = PAGE, preparing: int = AT_ONCE
) -> Found:
    """The `most` hits that follow the one with the id `after`; from the first where it is None or unknown.

    Up to `preparing` code points of texts that nobody has searched yet are made ready first; none where it is 0.
    Raises ValidationError naming `text` for what cannot be looked for, and TooLong.
    """
    wanted = read(study, asked)
    if asked.where == Where.MEMOS:
        return _memos(study, asked, wanted, by, after, most)
    look, index = (quotes_found, index_quotes) if asked.where == Where.QUOTES else (turns_found, index_turns)
    left = index(study, most=preparing) if isinstance(wanted, Words) or asked.where == Where.TURNS else 0
    with at_most(narrower()):
        page = look(study, asked, wanted, after=after, most=most)
    more = page.rows[-1].id if page.rows and page.before + len(page.rows) < page.count else None
    return Found(page.count, page.before, _placed(wanted, page.rows), more, wanted.ignored, left, page.earlier)


def narrower() -> str:
    """What to say where it takes too long."""
    return _(
        "To find this takes too long, and was given up. Choose one interview, or a word that is said less often;"
        " words are found faster than a pattern."
    )


def _placed(wanted: Words | Expression, rows: Sequence[Turn | Quote]) -> list[Hit]:
    texts = [words_of(row.transcript, row.length, row.start, row.end) for row in rows]
    hits = []
    for row, text, spans in zip(rows, texts, wanted.spans(texts), strict=True):
        there = [(row.start + start, row.start + end) for start, end in spans]
        first, last = (there[0][0], there[-1][1]) if there else (row.start, row.end)
        lines = lines_of(line_starts_of(row.transcript, row.length), first, last)
        hits.append(Hit(row.id, excerpt(text, spans), there, row, lines))
    return hits


def _memos(study: Study, asked: Asked, wanted, by, after: uuid.UUID | None, most: int) -> Found:
    """Memos are put to the query one by one: a study has some hundreds, and their texts change."""
    memos = seen_memos(study, by=by)
    if asked.interview:
        memos = memos.filter(within(Interview.objects.of_study(study).filter(code=asked.interview)))
    texts = dict(memos.order_by("-created_at", "-pk").values_list("pk", "text"))
    known = names(study, texts.values())
    told = {pk: as_words(text, known) for pk, text in texts.items()}
    found = [pk for pk, is_met in zip(told, wanted.met(told.values()), strict=True) if is_met]
    before = found.index(after) + 1 if after in found else 0
    here = found[before : before + most]
    rows = {row.memo.pk: row for row in shown(study, Memo.objects.filter(pk__in=here), by=by)}
    words = [told[pk] for pk in here]
    marked = zip(here, words, wanted.spans(words), strict=True)
    hits = [Hit(pk, excerpt(text, spans), spans, memo=rows[pk]) for pk, text, spans in marked]
    more = here[-1] if before + len(here) < len(found) else None
    earlier = found[before - most - 1] if before > most else None
    return Found(len(found), before, hits, more, wanted.ignored, previous=earlier)
