"""Number words, lists and the words of the four preset dimensions, in Indonesian and English."""

import re
from collections.abc import Iterable, Mapping

LANGUAGES = ("id", "en")
Text = Mapping[str, str]  # one entry per language

UNITS_ID = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
UNITS_EN = (
    "no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
)  # fmt: skip


def cardinal(n: int) -> Text:
    """`n` as a word: tiga / three. From 100 on in Indonesian and 13 on in English, as a figure."""
    return {"id": _cardinal_id(n), "en": UNITS_EN[n] if n < len(UNITS_EN) else str(n)}


def _cardinal_id(n: int) -> str:
    if n < 12:
        return UNITS_ID[n]
    if n < 20:
        return f"{UNITS_ID[n - 10]} belas"
    if n < 100:
        tens, units = divmod(n, 10)
        return f"{UNITS_ID[tens]} puluh" + (f" {UNITS_ID[units]}" if units else "")
    return str(n)


def all_actors(n: int) -> Text:
    """All `n` actors of a study: kedua aktor / both actors, ketiga aktor / all three actors, …"""
    if n < 2:
        return {"id": "satu-satunya aktor", "en": "the only actor"} if n else {"id": "semua aktor", "en": "all actors"}
    collective = f"ke{_cardinal_id(n)}" if n < 100 else f"ke-{n}"
    return {"id": f"{collective} aktor", "en": "both actors" if n == 2 else f"all {cardinal(n)['en']} actors"}


def some_actors(k: int, n: int) -> Text:
    """`k` of the study's `n` actors; all of them when k = n."""
    if k == n:
        return all_actors(n)
    return {
        "id": f"{cardinal(k)['id']} dari {cardinal(n)['id']} aktor",
        "en": f"{cardinal(k)['en']} of the {cardinal(n)['en']} actors",
    }


def informants(n: int) -> Text:
    """3 informan / 3 informants."""
    return counted(n, "informan", "informant")


def interviews(n: int) -> Text:
    """3 wawancara / 3 interviews."""
    return counted(n, "wawancara", "interview")


def passages(n: int) -> Text:
    """3 penggalan / 3 passages."""
    return counted(n, "penggalan", "passage")


def codings(n: int) -> Text:
    """3 koding / 3 codings."""
    return counted(n, "koding", "coding")


def counted(n: int, indonesian: str, english: str, plural: str = "") -> Text:
    """`n` of something; Indonesian has one form, English takes `plural`, or an s."""
    return {"id": f"{n} {indonesian}", "en": f"{n} {english}" if n == 1 else f"{n} {plural or english + 's'}"}


def listed(items: Iterable[Text], empty: Text | None = None) -> Text:
    """Names in a row: a, b, dan c / a, b and c. `empty` (default: a dash) stands for no name at all."""
    items = list(items)
    if not items:
        return empty or {"id": "–", "en": "–"}
    return {
        "id": _joined([item["id"] for item in items], "dan", serial=","),
        "en": _joined([item["en"] for item in items], "and", serial=""),
    }


def _joined(names: list[str], conjunction: str, serial: str) -> str:
    if len(names) < 3:
        return f" {conjunction} ".join(names)
    return f"{', '.join(names[:-1])}{serial} {conjunction} {names[-1]}"


def same(text: str) -> Text:
    """A text that reads the same in both languages (a code, a figure, a fraction)."""
    return dict.fromkeys(LANGUAGES, text)


# The four preset dimensions have words of their own: how the form of participation is named in a sentence,
# what an actor does, what an actor has done. `name` must be found in the study's Indonesian name of the
# dimension: another study may give the same code to something else.
PRESET = {
    "IDE": {
        "name": r"\bide\b",
        "noun": {"id": "partisipasi ide", "en": "idea participation"},
        "do": {"id": "menuangkan ide", "en": "put forward ideas"},
        "done": {"id": "menuangkan ide", "en": "put forward an idea"},
    },
    "MAT": {
        "name": r"\bmateri",
        "noun": {"id": "partisipasi materi", "en": "material participation"},
        "do": {"id": "memberi", "en": "give"},
        "done": {"id": "memberi", "en": "given anything"},
    },
    "FIS": {
        "name": r"\bfisik\b",
        "noun": {"id": "partisipasi fisik", "en": "physical participation"},
        "do": {"id": "turun langsung", "en": "go into the field"},
        "done": {"id": "turun langsung", "en": "gone into the field"},
    },
    "UTL": {
        "name": "manfaat",
        "noun": {"id": "pemanfaatan/pelaksanaan", "en": "utilization"},
        "do": {"id": "memanfaatkan dan melaksanakan pembangunan", "en": "make use of and carry out development"},
        "done": {"id": "memanfaatkan dan melaksanakan pembangunan", "en": "made use of or carried out development"},
    },
}
OTHER = {"do": {"id": "berpartisipasi", "en": "take part"}, "done": {"id": "berpartisipasi", "en": "taken part"}}


def dimension_words(code: str, name: Text) -> Mapping[str, Text]:
    """noun, do and done of one dimension; the study's own name is the noun where the preset does not apply."""
    preset = PRESET.get(code)
    if preset and re.search(preset["name"], name["id"].casefold()):
        return {key: preset[key] for key in ("noun", "do", "done")}
    return {"noun": name, **OTHER}
