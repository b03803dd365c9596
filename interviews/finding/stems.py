"""Words as the stemmers of the database cut them, and what the index keeps of a text.

The index keeps each word as it is, with its places, so that phrases, beginnings and words that stem badly are found
exactly; and beside it the stem that each language makes of it, marked by `/` and the language, which no word holds.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.db import connection

STEMMED = """
    SELECT word, (ts_lexize('pg_catalog.indonesian_stem', word))[1], (ts_lexize('pg_catalog.english_stem', word))[1]
    FROM unnest(%s::text[]) AS word
"""
LANGUAGES = ("id", "en")
"""Those that have a stemmer, in the order in which STEMMED answers."""
LAST_PLACE = 16_383  # PostgreSQL counts the words of one text no further; a phrase beyond is not found

Stems = dict[str, frozenset[str]]
"""Of each word its marked stems."""


def stems_of(words: Iterable[str], languages: Iterable[str] = LANGUAGES) -> Stems:
    """The stems of the words by the rules of the languages; a language without a stemmer has none."""
    wanted, chosen = sorted(set(words)), set(languages)
    if not wanted or not chosen & set(LANGUAGES):
        return dict.fromkeys(wanted, frozenset())
    with connection.cursor() as cursor:
        cursor.execute(STEMMED, [wanted])
        return {word: frozenset(_marked(stems, chosen)) for word, *stems in cursor.fetchall()}


def _marked(stems: list[str | None], chosen: set[str]) -> Iterable[str]:
    named = zip(LANGUAGES, stems, strict=True)
    return (f"/{language}/{stem}" for language, stem in named if stem and language in chosen)


def indexed(words: list[str], stems: Stems) -> str:
    """What the index keeps of a text that says these words in this order, as PostgreSQL reads a `tsvector`."""
    places = defaultdict(list)
    for place, word in enumerate(words, 1):
        places[word].append(str(min(place, LAST_PLACE)))
    plain = [f"'{word}':{','.join(at)}" for word, at in places.items()]
    return " ".join(plain + [f"'{stem}'" for stem in set().union(*(stems[word] for word in places))])
