"""The turns of a text corrected by hand, of a file that was no plain text."""

import pytest

from interviews.aligning import align
from interviews.importing.again import read_again
from interviews.importing.parsed import ParsedTurn

OLD = "P: Apa kabar?\nBu A: Baik. Kami ikut kerja bakti.\nBu A: Contoh saja: sapu."
TURNS = [ParsedTurn(3, 13, "P", 0, 900), ParsedTurn(20, 48, "Bu A", 1000, 2000), ParsedTurn(55, 73, "Bu A", 3000, None)]


def read(text):
    turns = read_again(text, OLD, TURNS, "docx", align(OLD, text))
    return [(turn.label, text[turn.start : turn.end], turn.start_ms) for turn in turns]


@pytest.mark.parametrize(
    ("words", "put", "said"),
    [
        ("Baik. ", "Baik.\nPak RT: Betul itu.\nBu A: ", [("Pak RT", "Betul itu.", None)]),
        ("Bu A: Baik", "Bu Ani: Baik", [("Bu Ani", "Baik. Kami ikut kerja bakti.", 1000)]),
        ("Baik. ", "Baik.\nCatatan: hujan.\n", [(None, "Catatan: hujan.", None)]),
    ],
)
def test_a_new_label_on_a_line_of_its_own_opens_a_turn(words, put, said):
    found = read(OLD.replace(words, put, 1))

    assert set(said) <= set(found)


def test_what_was_within_a_turn_before_is_no_label_now():
    old = "P: Apa?\nBu A: Begini.\nPosko: di balai."
    turns = [ParsedTurn(3, 7, "P"), ParsedTurn(14, 38, "Bu A")]
    text = old.replace("Apa", "Siapa")

    found = read_again(text, old, turns, "docx", align(old, text))

    assert [(turn.label, text[turn.start : turn.end]) for turn in found] == [
        ("P", "Siapa?"),
        ("Bu A", "Begini.\nPosko: di balai."),
    ]
