import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from interviews.finding.asking import Term, read_query
from interviews.finding.tokens import tokens


def asked(typed, *languages):
    return read_query(typed, languages or ["id"])


@pytest.mark.parametrize(
    ("typed", "groups", "without"),
    [
        ("masker vitamin", [[Term(("masker",), True)], [Term(("vitamin",), True)]], []),
        ('"Duduk  Bersama,"', [[Term(("duduk", "bersama"))]], []),
        ("“duduk bersama”", [[Term(("duduk", "bersama"))]], []),
        ("sumbang*", [[Term(("sumbang",), is_open=True)]], []),
        (
            "masker OR vitamin beras",
            [[Term(("masker",), True), Term(("vitamin",), True)], [Term(("beras",), True)]],
            [],
        ),
        ("masker ATAU sabun|beras", [[Term((w,), True) for w in ("masker", "sabun", "beras")]], []),
        ('masker -dijual -"di pasar"', [[Term(("masker",), True)]], [Term(("dijual",), True), Term(("di", "pasar"))]),
        ("anak-anak", [[Term(("anak", "anak"))]], []),
        ("desa/kelur*", [[Term(("desa", "kelur"), is_open=True)]], []),
        ("OR masker ? -", [[Term(("masker",), True)]], []),
    ],
)
def test_what_is_typed_is_read_as_the_guide_says(typed, groups, without):
    query = asked(typed)

    assert [list(group) for group in query.groups] == groups
    assert list(query.without) == without


def test_stop_words_beside_others_are_left_out_and_told():
    query = asked("yang membawa masker")

    assert (query.ignored, len(query.groups)) == (("yang",), 2)
    assert asked('"yang" masker').ignored == asked("yang").ignored == ()
    assert asked("the masks", "en").ignored == ("the",)
    assert asked("the masks", "id").ignored == ()


@pytest.mark.parametrize("typed", ["", " ", "-masker", '"masker', "?!", "OR", "masker OR -sabun", "a " * 21])
def test_what_cannot_be_looked_for_is_refused_with_what_to_do(typed):
    with pytest.raises(ValidationError) as refusal:
        asked(typed)

    assert list(refusal.value.message_dict) == ["text"]


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(typed):
    try:
        query = asked(typed)
    except ValidationError:
        return

    assert all(word and "'" not in word and "\\" not in word for word in query.words)


@given(st.text(max_size=80))
def test_the_words_of_a_text_stand_where_they_say(text):
    found = list(tokens(text))

    assert all(text[each.start : each.end].strip() for each in found)
    assert all(before.end < after.start for before, after in zip(found, found[1:], strict=False))
