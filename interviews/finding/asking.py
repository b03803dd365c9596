"""What one types to find words, as a query, and how a query is put to a text and to the index.

    masker vitamin       both words, each in any of its forms (*menyumbang* finds *disumbangkan*)
    "duduk bersama"      exactly these words in this order; "masker" exactly this form
    sumbang*             whatever begins so
    masker OR vitamin    either (ATAU, |)
    -dijual              not where this is said

A word that is written with a hyphen or stroke is a phrase. Stop words beside others are left out.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from ground.conflicts import refuse
from interviews.finding.stems import Stems
from interviews.finding.stop_words import STOP_WORDS
from interviews.finding.tokens import Token, tokens

MOST_TERMS = 20
_PIECE = re.compile(r'(?P<minus>(?<!\S)-)?(?:"(?P<quoted>[^"]*)"|(?P<plain>[^\s"|]+)|(?P<bar>\|))')
OR = {"OR", "ATAU"}
STRAIGHT = str.maketrans("“”„«»−", '"""""-')


class Term(NamedTuple):
    """Words that follow each other; `by_stem` in any form (one word), `is_open` where the last only has to begin so."""

    words: tuple[str, ...]
    by_stem: bool = False
    is_open: bool = False

    def is_at(self, said: Sequence[str], place: int, stems: Stems) -> bool:
        """Whether the words `said` have the term at `place`."""
        if place + len(self.words) > len(said):
            return False
        *firsts, _last = self.words
        ends = self._ends_with(said[place + len(firsts)], stems)
        return ends and all(said[place + step] == word for step, word in enumerate(firsts))

    def _ends_with(self, heard: str, stems: Stems) -> bool:
        """Whether the term may end with this word."""
        last = self.words[-1]
        if self.by_stem:
            return last == heard or bool(stems[last] & stems[heard])
        return heard.startswith(last) if self.is_open else heard == last

    def places(self, said: Sequence[str], stems: Stems) -> Iterator[int]:
        """Where the words `said` have the term: each different word is looked at once."""
        ends = {word for word in set(said) if self._ends_with(word, stems)}
        before = len(self.words) - 1
        if ends:
            met = (place - before for place, word in enumerate(said) if word in ends and place >= before)
            yield from (place for place in met if self.is_at(said, place, stems))

    def is_in(self, said: Sequence[str], stems: Stems) -> bool:
        return any(True for _place in self.places(said, stems))

    def as_sql(self, stems: Stems) -> str:
        """As PostgreSQL reads a `tsquery`. A word holds no quotation mark."""
        if self.by_stem:
            return "(" + " | ".join(f"'{each}'" for each in (self.words[0], *sorted(stems[self.words[0]]))) + ")"
        return "(" + " <-> ".join(f"'{word}'" for word in self.words) + (":*" if self.is_open else "") + ")"


class Query(NamedTuple):
    """Of each group any term, of `without` none; `ignored` are the stop words that were left out."""

    groups: tuple[tuple[Term, ...], ...]
    without: tuple[Term, ...] = ()
    ignored: tuple[str, ...] = ()

    @property
    def words(self) -> set[str]:
        """Those whose stems one needs."""
        return {word for group in (*self.groups, self.without) for term in group for word in term.words}

    def is_met(self, said: Sequence[str], stems: Stems) -> bool:
        """Whether a text that says these words meets the query."""
        wanted = all(any(term.is_in(said, stems) for term in group) for group in self.groups)
        return wanted and not any(term.is_in(said, stems) for term in self.without)

    def as_sql(self, stems: Stems) -> str:
        wanted = ("(" + " | ".join(term.as_sql(stems) for term in group) + ")" for group in self.groups)
        return " & ".join([*wanted, *(f"!{term.as_sql(stems)}" for term in self.without)])

    def spans(self, said: Sequence[Token], stems: Stems) -> list[tuple[int, int]]:
        """Where a text has what is looked for: half-open spans in code points, in order, none touching another."""
        words = [token.word for token in said]
        found = (
            (said[place].start, said[place + len(term.words) - 1].end)
            for group in self.groups
            for term in group
            for place in term.places(words, stems)
        )
        return joined(found)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The spans in order, those that overlap as one."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if apart and start < apart[-1][1]:
            apart[-1] = apart[-1][0], max(end, apart[-1][1])
        else:
            apart.append((start, end))
    return apart


def read_query(typed: str, languages: Iterable[str]) -> Query:
    """The query that was typed. Raises ValidationError naming `text` for what cannot be looked for."""
    typed = typed.translate(STRAIGHT)
    if typed.count('"') % 2:
        raise refuse("text", _("A quotation mark is not closed. Close it, or leave it out."))
    groups, without, is_either = [], [], False
    for piece in _PIECE.finditer(typed):
        if piece["bar"] or piece["plain"] in OR:
            is_either = bool(groups)
            continue
        term = _term(piece)
        if term is None:
            continue
        if piece["minus"] and is_either:
            raise refuse("text", _("A minus cannot follow OR. Write it apart: words -without."))
        if piece["minus"]:
            without.append(term)
        elif is_either:
            groups[-1] += (term,)
        else:
            groups.append((term,))
        is_either = False
    return _checked(groups, tuple(without), languages)


def _term(piece: re.Match) -> Term | None:
    """None for a piece that holds no word."""
    quoted = piece["quoted"]
    words = tuple(token.word for token in tokens(piece["plain"] if quoted is None else quoted))
    if not words:
        return None
    is_open = quoted is None and piece["plain"].endswith("*")
    return Term(words, by_stem=quoted is None and len(words) == 1 and not is_open, is_open=is_open)


def _checked(groups: list[tuple[Term, ...]], without: tuple[Term, ...], languages: Iterable[str]) -> Query:
    if not groups:
        raise refuse("text", _("Write at least one word to look for."))
    if sum(map(len, groups)) + len(without) > MOST_TERMS:
        raise refuse("text", _("Look for at most {n} words or phrases at once.").format(n=MOST_TERMS))
    stop = set().union(*(STOP_WORDS.get(language, ()) for language in languages))
    telling = [group for group in groups if not (len(group) == 1 and group[0].by_stem and group[0].words[0] in stop)]
    ignored = [group[0].words[0] for group in groups if telling and group not in telling]
    return Query(tuple(telling or groups), without, tuple(dict.fromkeys(ignored)))
