import time

import pytest
from django.core.exceptions import ValidationError

from interviews.finding.patterns import Pattern


def test_a_pattern_finds_places_in_code_points_whatever_the_case():
    text = "😷 Masker, maskernya"

    assert [text[start:end] for start, end in Pattern(r"masker\w*").spans(text)] == ["Masker", "maskernya"]


def test_finding_nothing_at_a_place_is_no_hit():
    assert not Pattern("a*").is_in("bbb")
    assert Pattern("a*").is_in("bba")
    assert Pattern("a*").spans("bba") == [(2, 3)]


@pytest.mark.parametrize(
    "typed", ["(a", "a)", "[a", "(?=a)", r"(a)\1", "a**", "*", "a{2000}", "[z-a]", "((a{99}){99}){99}"]
)
def test_a_pattern_that_is_not_possible_is_refused_in_words(typed):
    with pytest.raises(ValidationError) as refusal:
        Pattern(typed)

    assert "This pattern is not possible" in refusal.value.message_dict["text"][0]


def test_what_keeps_other_engines_busy_for_ever_ends(capfd):
    began = time.process_time()

    assert not Pattern("(a+)+$").is_in("a" * 50_000 + "!")

    assert time.process_time() - began < 5  # a backtracking engine would take longer than the universe
    assert capfd.readouterr() == ("", "")  # nor does the engine write down what was looked for
