"""Words that were copied are found where they stand, and nothing else is touched."""

from hypothesis import given
from hypothesis import strategies as st

from reports.erasing.masking import BLOCK, masked, with_label
from reports.erasing.repeats import Repeats

SAID = "Kami membagi masker di balai desa setiap Jumat pagi."
words = st.lists(st.sampled_from(["satu", "dua", "tiga", "empat", "lima", "enam"]), max_size=15).map(" ".join)


def test_a_copied_run_is_hidden_and_the_words_around_it_stay():
    hidden = Repeats([SAID]).hidden({"note": ["Ia berkata: “kami membagi MASKER, di balai”. Lihat W2."], "n": 3})

    assert hidden == {"note": ["Ia berkata: “███”. Lihat W2."], "n": 3}


def test_four_words_are_no_copy_and_what_another_text_says_too_stays():
    assert Repeats([SAID]).hidden("membagi masker di balai") == "membagi masker di balai"
    assert Repeats([SAID], [f"P: {SAID}"]).hidden(SAID) == SAID


@given(words, words)
def test_no_run_of_five_words_is_left_and_hiding_again_changes_nothing(gone, text):
    repeats = Repeats([gone])
    once = repeats.hidden(text)

    runs = [" ".join(gone.split()[at : at + 5]) for at in range(len(gone.split()) - 4)]
    assert not any(f" {run} " in f" {once} " for run in runs)
    assert repeats.hidden(once) == once


@given(st.text(), st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted), max_size=4))
def test_masking_moves_nothing_and_leaves_every_other_character(text, spans):
    hidden = masked(text, [tuple(span) for span in spans])
    inside = {at for start, end in spans for at in range(start, end)}

    assert len(hidden) == len(text)
    for at, (before, after) in enumerate(zip(text, hidden, strict=True)):
        assert after == (BLOCK if at in inside and not before.isspace() else before)


def test_a_turn_goes_with_the_label_on_its_line_and_not_with_the_line_before():
    text = "P: Siapa?\n[00:03] Bu Siti: Kami."
    start = text.index("Kami")

    assert masked(text, [with_label(text, start, len(text), 9)]).split("\n") == ["P: Siapa?", "███████ ██ █████ █████"]
