"""Which words stand first for a finding, and which against it."""

import pytest

from reports.quoting import strongest_first


def row(key, speaker, polarity, informant=None):
    return {
        "id": key,
        "passage": key,
        "speaker_actor": speaker,
        "polarity": polarity,
        "informant": informant or key,
    }


def order(rows, length=100, **lengths):
    known = {r["id"]: r for r in rows}
    long = {r["id"]: lengths.get(r["id"], length) for r in rows}
    return strongest_first(known, known, {"ITM"}, long)


@pytest.mark.parametrize(
    ("polarity", "first"), [("enacted", "by-other"), ("absent", "by-itself"), ("limited", "by-itself")]
)
def test_praise_is_best_from_others_and_a_lack_best_from_oneself(polarity, first):
    rows = [row("by-itself", "ITM", polarity), row("by-other", "BKB", polarity)]

    assert order(rows)[0] == first


def test_who_contradicts_themselves_comes_after_who_does_not():
    rows = [
        row("a", "BKB", "enacted", informant="T1"),
        row("b", "BKB", "enacted", informant="T2"),
        row("c", "ITM", "absent", informant="T1"),
    ]

    assert order(rows).index("b") < order(rows).index("a")


def test_a_quote_is_neither_a_word_nor_a_page_and_of_two_good_ones_the_longer():
    rows = [row(key, "BKB", "enacted") for key in ("word", "good", "better", "page")]

    assert order(rows, word=5, good=60, better=200, page=5000) == ["better", "good", "page", "word"]


def test_equal_ones_come_in_the_order_of_their_ids():
    rows = [row(key, "BKB", "enacted") for key in "ba"]

    assert order(rows) == ["a", "b"]
