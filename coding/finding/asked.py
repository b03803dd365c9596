"""What somebody looks for in a study: the words or the pattern, where, and what it is narrowed to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from ground.conflicts import refuse
from interviews.finding.asking import Query, read_query
from interviews.finding.patterns import Pattern
from interviews.finding.stems import Stems, stems_of
from interviews.finding.tokens import tokens
from interviews.models import Speaker, Study

LANGUAGES = """
    SELECT DISTINCT language FROM interviews_interview WHERE study_id = %s AND trashed_at IS NULL ORDER BY language
"""
LONGEST = 200  # code points of what is looked for
MOST_FOR_A_PATTERN = 20_000_000  # code points that a pattern is put to, in some seconds


class Where(StrEnum):
    TURNS = "turns"
    QUOTES = "quotes"
    MEMOS = "memos"


class Way(StrEnum):
    WORDS = "words"
    PATTERN = "pattern"


VOICES = (Speaker.Kind.INFORMANT, Speaker.Kind.INTERVIEWER, Speaker.Kind.OTHER)


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for. `interview` and `actor` are codes, `voice` a kind of speaker, `coded` "yes" or "no".

    An empty one narrows nothing. Memos are narrowed by the interview alone, quotes are coded.
    """

    text: str = ""
    way: str = Way.WORDS
    where: str = Where.TURNS
    interview: str = ""
    actor: str = ""
    voice: str = ""
    coded: str = ""

    @property
    def address(self) -> str:
        """As after the question mark of an address, to be kept: always in the same order, what is usual left out."""
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        return urlencode({field.name: said[field.name] for field in fields(self) if said[field.name] != field.default})


@dataclass(frozen=True, slots=True)
class Words:
    """A query in words, with the languages whose stems it uses."""

    query: Query
    languages: tuple[str, ...]

    @property
    def ignored(self) -> tuple[str, ...]:
        return self.query.ignored

    @property
    def as_sql(self) -> str:
        return self.query.as_sql(stems_of(self.query.words, self.languages))

    def spans(self, texts: Iterable[str]) -> list[list[tuple[int, int]]]:
        """Of each text what of it is looked for, in one question to the database."""
        said, stems = self._read(texts)
        return [self.query.spans(each, stems) for each in said]

    def met(self, texts: Iterable[str]) -> list[bool]:
        """Of each text whether it meets the query."""
        said, stems = self._read(texts)
        return [self.query.is_met([token.word for token in each], stems) for each in said]

    def _read(self, texts: Iterable[str]) -> tuple[list, Stems]:
        said = [list(tokens(text)) for text in texts]
        words = self.query.words | {token.word for each in said for token in each}
        return said, stems_of(words, self.languages)


class Expression:
    """A pattern, put to texts as words are."""

    ignored = ()

    def __init__(self, pattern: Pattern):
        self.pattern = pattern

    def spans(self, texts: Iterable[str]) -> list[list[tuple[int, int]]]:
        return [self.pattern.spans(text) for text in texts]

    def met(self, texts: Iterable[str]) -> list[bool]:
        return [self.pattern.is_in(text) for text in texts]


class Page(NamedTuple):
    """`count` rows in all, `before` of them on earlier pages; `earlier` is the row that the page before this one
    follows, None where that is the first."""

    count: int
    before: int
    earlier: UUID | None
    rows: list


def narrowed(asked: Asked, conditions: Mapping[str, str]) -> tuple[str, dict]:
    """Of SQL conditions, each by what has to be asked for it, those that are, and the values of their parameters."""
    said = {name: getattr(asked, name) for name in conditions if getattr(asked, name)}
    return " ".join(conditions[name] for name in said), said


def require_few(length: int) -> None:
    """Raises ValidationError where a pattern would be put to more than MOST_FOR_A_PATTERN code points."""
    if length > MOST_FOR_A_PATTERN:
        raise refuse("text", _("This is too much text for a pattern. Choose one interview, or look for words."))


def read(study: Study, asked: Asked) -> Words | Expression:
    """What is looked for, ready to be put to texts. Raises ValidationError naming `text` where it cannot be."""
    if len(asked.text) > LONGEST:
        raise refuse("text", _("Write at most {n} characters.").format(n=LONGEST))
    if asked.way == Way.PATTERN:
        return Expression(Pattern(asked.text))
    languages = languages_of(study)
    return Words(read_query(asked.text, languages), languages)


def languages_of(study: Study) -> tuple[str, ...]:
    """The languages that the study's interviews are in."""
    with connection.cursor() as cursor:
        cursor.execute(LANGUAGES, [study.pk])
        return tuple(language for (language,) in cursor.fetchall()) or (study.language,)
