"""Both languages say everything, in the words of the glossary, and tell what happened without begging pardon."""

import re
from collections import Counter
from datetime import date, time
from html.parser import HTMLParser
from pathlib import Path

import polib
import pytest
from django import forms
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format, time_format

from coding.models import Link, Polarity, Status
from coding.preset import preset
from coprod.extraction import CATALOGUE, ROOT, renew, untranslated
from interviews.models import Informant, Role
from reports.sentences import labels

HOLES = re.compile(r"%\(\w+\)[sd]|%[sd]|\{[^{}]*\}|</?\w+[^>]*>")
BANNED = re.compile(
    r"\b(please|sorry|oops|invalid|forbidden|illegal|an error occurred"
    r"|silakan|silahkan|mohon|maaf|harap|tolong|ups|tidak valid|tidak sah|terlarang|terjadi kesalahan)\b",
    re.IGNORECASE,
)
BORROWED = "coprod/borrowed.py"
ALIKE = {
    "%(name)s, %(place)s: %(what)s; %(next)s.": "a frame of parts that are translated each",
    "%(name)s: %(what)s; %(next)s.": "a frame of parts that are translated each",
    "{kind}: {act}": "a frame of parts that are translated each",
    "Data": "the same word",
    "Email": "the word people use in Indonesian",
    "Excel": "a name",
    "Id": "the same word",
    "Label": "the same word",
    "Memo": "the same word",
    "Status": "the same word",
    "Word": "a name",
    "memo": "the same word",
    "{count} memo": "the same word",
}
# Names, codes and keys, and what each language calls itself.
NAMES = {"Coprod", "API", "MAT", "Ctrl", "Shift", "Alt", "Del", "ID", "EN", "Indonesia", "English", "Bahasa"}
NAMES |= {"Cohen", "Scott", "Fleiss", "Gwet", "AC", "Krippendorff"}
# Invented interviews are Indonesian in either language; the living page marks them so.
INVENTED = {"account/_specimen.html", "style/_text.html", "style/_tables.html", "style/_lists.html", "style/_type.html"}


@pytest.fixture(scope="module")
def catalogue() -> polib.POFile:
    return polib.pofile(str(CATALOGUE), wrapwidth=0)


@pytest.fixture(scope="module")
def glossary() -> dict[str, set[str]]:
    """English word → its Indonesian ones, as docs/glossary.md pairs them."""
    found: dict[str, set[str]] = {}
    for line in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) >= 3:
            indonesian, english = cells[1:3] if cells[0].isdigit() else cells[:2]
            for ours, theirs in zip(english.split(" · "), indonesian.split(" · "), strict=False):
                found.setdefault(ours.casefold(), set()).add(theirs.casefold())
    return found


def said(entry: polib.POEntry) -> str:
    return entry.msgstr_plural[0] if entry.msgid_plural else entry.msgstr


def on_page(level: str, language: str) -> str:
    with translation.override(language):
        return render_to_string("parts/level_name.html", {"level": level}).strip()


def test_the_catalogue_holds_the_sentences_of_the_source_and_no_others(catalogue):
    known = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in catalogue}

    said_today = {(entry.msgctxt, entry.msgid, entry.msgid_plural) for entry in renew(catalogue)}

    assert said_today == known, "manage.py makemessages brings the catalogue up to date"


def test_every_sentence_has_its_indonesian(catalogue):
    assert untranslated(catalogue) == []


def test_a_translation_fills_the_same_holes_as_its_sentence(catalogue):
    differing = {
        entry.msgid: said(entry)
        for entry in catalogue
        if Counter(HOLES.findall(entry.msgid_plural or entry.msgid)) != Counter(HOLES.findall(said(entry)))
    }

    assert differing == {}


def test_no_sentence_begs_pardon_or_blames_in_either_language(catalogue):
    english = {entry.msgid for entry in catalogue if (BORROWED, "") not in entry.occurrences}
    english |= {entry.msgid_plural for entry in catalogue}

    wrong = [sentence for sentence in english | {said(entry) for entry in catalogue} if BANNED.search(sentence)]

    assert wrong == []


def test_what_reads_the_same_in_both_languages_is_named_with_its_reason(catalogue):
    same = {entry.msgid for entry in catalogue if said(entry) == entry.msgid}

    assert same - ALIKE.keys() == set()


def test_data_protection_is_written_as_in_the_statute(catalogue):
    assert [said(entry) for entry in catalogue if re.search(r"\bperlindungan\b", said(entry), re.IGNORECASE)] == []


@pytest.mark.parametrize(
    "choices", [Polarity, Status, Role, Informant.Consent, Link.Regularity], ids=lambda each: each.__name__
)
def test_choices_are_called_as_in_the_glossary(choices, glossary):
    with translation.override("en"):
        english = {choice.value: str(choice.label).casefold().replace(" or ", " / ") for choice in choices}
    with translation.override("id"):
        indonesian = {choice.value: str(choice.label).casefold() for choice in choices}

    assert [word for value, word in indonesian.items() if word not in glossary[english[value]]] == []


@pytest.mark.parametrize("level", [*labels.CELL_LEVEL, *labels.PAIR_LEVEL, *labels.VERDICT])
def test_levels_are_called_as_in_the_glossary(level, glossary):
    english, indonesian = on_page(level, "en"), on_page(level, "id")

    assert indonesian in glossary[english]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("named", [labels.CELL_LEVEL, labels.PAIR_LEVEL, labels.VERDICT])
def test_levels_are_called_alike_on_the_page_and_in_the_sentences(named, language):
    shorter = {level: on_page(level, language) for level in named}

    assert [level for level in named if shorter[level] not in named[level][language]] == []


def test_an_indonesian_date_has_its_month_in_full_and_its_day_first():
    with translation.override("id"):
        written = date_format(date(2021, 9, 6))
        assert time_format(time(8, 5)) == "08.05"
        read = forms.DateField().to_python("05/06/2025")

        assert (written, read) == ("6 September 2021", date(2025, 6, 5))
        with pytest.raises(forms.ValidationError):
            forms.DateField().to_python("12/31/2025")


@pytest.mark.parametrize("status", Status.values)
def test_a_status_badge_says_what_the_status_is_called(status):
    with translation.override("id"):
        badge = render_to_string("parts/status_badge.html", {"status": status})

    assert re.sub("<[^>]*>", "", badge).strip() == labels.STATUS[status]["id"]


@pytest.mark.parametrize("role", Role.values)
def test_a_role_is_called_alike_everywhere(role):
    with translation.override("id"):
        assert render_to_string("parts/role_name.html", {"role": role}).strip() == Role(role).label


class Bare(HTMLParser):
    """What a template shows without asking for its translation: words between tags, and in attributes people read."""

    ATTRIBUTES = ("aria-label", "title", "alt", "placeholder", "data-label")
    MUTE = ("script", "style", "code", "kbd", "svg")

    def __init__(self, source: str):
        super().__init__()
        self.words: set[str] = set()
        self.depth = 0
        unsaid = re.sub(
            r"{#.*?#}|{% block (?:page_class|body_class)[^%]*%}.*?{% endblock[^%]*%}"
            r"|{% *blocktranslate.*?{% *endblocktranslate *%}|{%.*?%}|{{.*?}}",
            " ",
            source,
            flags=re.DOTALL,
        )
        self.feed(unsaid)

    def handle_starttag(self, tag, attrs):
        self.depth += tag in self.MUTE
        for name, value in attrs:
            if name in self.ATTRIBUTES and value:
                self.handle_data(value, shown=True)

    def handle_endtag(self, tag):
        self.depth -= tag in self.MUTE

    def handle_data(self, data, *, shown=False):
        if shown or not self.depth:
            self.words |= set(re.findall(r"[^\W\d_]{2,}", data))


@pytest.mark.parametrize(
    "path", sorted((ROOT / "templates").rglob("*.html")), ids=lambda path: str(path.relative_to(ROOT / "templates"))
)
def test_a_template_shows_no_word_untranslated(path: Path):
    name = str(path.relative_to(ROOT / "templates"))
    if name in INVENTED or name.startswith("allauth/elements/"):
        return

    assert Bare(path.read_text(encoding="utf-8")).words - NAMES == set()


def test_the_indonesian_codebook_names_polarities_in_indonesian():
    texts = [text for part in ("codes", "forms") for row in preset()[part] for text in row["texts"]["id"].values()]

    assert [text for text in texts if re.search(rf"\b({'|'.join(Polarity.values)})\b", text)] == []
