"""A name shows every character it holds; one that does not is refused with the character and its place."""

import unicodedata

import pytest
from django.core.exceptions import ValidationError
from django.db.models import CharField, SlugField
from django.utils import translation

from ground.forms import NewAccountForm
from ground.integrity import columns_of_names
from ground.names import first_hidden, hidden_in, shows_itself
from tests.factories import PASSWORD
from tests.hidden_names import our_models

# Visible though Unicode counts them among the format characters: signs that stand before Arabic numbers, and the like.
SEEN = {"ARABIC", "SYRIAC", "KAITHI", "EGYPTIAN"}
# Chosen from a list, computed, an address, a file's sum, or of letters that are listed themselves; a speaker's label is
# a word of the interview's text, which is never altered; a citation is a pattern of which every reader sees the result.
NO_NAMES = {
    *("code", "slug", "kind", "language", "time_zone", "password", "verb", "relation", "link", "username", "email"),
    *("sha256", "digest", "checksum", "input_hash", "source_format", "media_type", "error_code", "target", "computed"),
    *("level", "sentence", "citation", "label", "file"),
}
OF_THE_SERVER = {("Worker", "name"), ("Erasure", "name"), ("ErasedFile", "name")}


@pytest.mark.parametrize(
    "name",
    [
        "Forum Warga",
        "Bapak Sirait, S.Sos. (ketua)",
        "e\u0301",  # a letter and its accent
        "قُرَيْش",
        "שלום",
        "ꦏ꧀\u200cꦏ",  # Javanese: shown as two letters, not as a conjunct
        "ᬓ᭄\u200cᬓ",
        "क्\u200dष",
        "می\u200cخواهم",
        "👩\u200d⚕\ufe0f",
        "🧑🏽\u200d🌾",
        "❤\ufe0f",
        "",
    ],
)
def test_a_name_of_any_script_is_taken_as_it_is(name):
    assert list(hidden_in(name)) == []


@pytest.mark.parametrize(
    ("name", "place", "character"),
    [
        ("Ani\u200b", 4, "U+200B ZERO WIDTH SPACE"),
        ("a\u202egnuf", 2, "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2066Ani", 1, "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("A\u200dni", 2, "U+200D ZERO WIDTH JOINER"),
        ("Ani\u200c", 4, "U+200C ZERO WIDTH NON-JOINER"),
        ("\u200cAni", 1, "U+200C ZERO WIDTH NON-JOINER"),
        ("می\u200c", 3, "U+200C ZERO WIDTH NON-JOINER"),
        ("👩\u200d", 2, "U+200D ZERO WIDTH JOINER"),
        ("Ani\ufe0f", 4, "U+FE0F VARIATION SELECTOR-16"),
        ("ma\u00adsker", 3, "U+00AD SOFT HYPHEN"),
        ("A\ufeffni", 2, "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\u3164", 1, "U+3164 HANGUL FILLER"),
        ("A\U000e0041", 2, "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("A\u2028B", 2, "U+2028 LINE SEPARATOR"),
        ("A\tB", 2, "U+0009"),
    ],
)
def test_a_hidden_character_is_named_with_its_place(name, place, character):
    with translation.override("en"):
        said = f"Character {place} cannot be seen: {character}. Write these words anew, without it."
        assert first_hidden(name) == said
    with pytest.raises(ValidationError):
        shows_itself(name)


def test_every_control_and_format_character_that_is_drawn_as_nothing_is_hidden():
    unseen = [chr(point) for point in range(0x110000) if unicodedata.category(chr(point)) in ("Cc", "Cf", "Zl", "Zp")]

    passed = [sign for sign in unseen if not any(hidden_in(f"A{sign}B"))]

    assert {unicodedata.name(sign).split()[0] for sign in passed} <= SEEN


def test_every_column_of_short_words_is_one_of_names_or_known_to_be_none():
    known = {(model.__name__, field.name) for model, field in columns_of_names()}
    short = {
        (model.__name__, field.name)
        for model in our_models()
        for field in model._meta.concrete_fields
        if isinstance(field, CharField) and not isinstance(field, SlugField) and not field.choices
    }

    assert {each for each in short - known - OF_THE_SERVER if each[1] not in NO_NAMES} == set()


def test_who_takes_a_name_is_told_which_character_of_it_is_hidden(db):
    form = NewAccountForm({"name": "Ani\u200b", "username": "ani", "password1": PASSWORD, "password2": PASSWORD})

    with translation.override("id"):
        assert form.errors == {
            "name": [
                "Karakter ke-4 tidak terlihat: U+200B ZERO WIDTH SPACE. Tulis kata-kata ini lagi tanpa karakter itu."
            ]
        }
