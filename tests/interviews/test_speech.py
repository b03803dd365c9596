"""Who speaks: the kind of speaker and the informant's code a label proposes."""

import pytest

from interviews.speech import Proposal, guess_speakers, is_known

ASKS = Proposal("interviewer", None)
ANSWERS = Proposal("informant", None)
OTHER = Proposal("other", None)


@pytest.mark.parametrize(
    ("labels", "codes", "proposed"),
    [
        (["P", "I"], [], [ASKS, ANSWERS]),
        (["I", "R"], [], [ASKS, ANSWERS]),
        (["Q", "A"], [], [ASKS, ANSWERS]),
        (["A", "B"], [], [OTHER, OTHER]),
        (["Moderator", "P1", "P2"], [], [ASKS, ANSWERS, ANSWERS]),
        (["P1", "N1"], [], [ASKS, ANSWERS]),
        (["P", "Informan T1"], ["T1", "T2"], [ASKS, Proposal("informant", "T1")]),
        (["Pewawancara", "t2"], ["T1", "T2"], [ASKS, Proposal("informant", "T2")]),
        (["Peneliti", "Narasumber 2"], ["N1", "N2"], [ASKS, Proposal("informant", "N2")]),
        (["P", "N-1"], ["N1", "N2"], [ASKS, Proposal("informant", "N1")]),
        (["P", "I"], ["N1"], [ASKS, Proposal("informant", "N1")]),
        (["Budi", "Siti"], ["S1"], [OTHER, OTHER]),
    ],
)
def test_a_label_proposes_who_speaks(labels, codes, proposed):
    assert list(guess_speakers(labels, codes).values()) == proposed


@pytest.mark.parametrize(
    "label", ["P", "i2", "Pewawancara", "INFORMAN T1", "N-1", "SPEAKER_00", "Peneliti 2", "受访者"]
)
def test_words_of_the_trade_are_known(label):
    assert is_known(label)


@pytest.mark.parametrize("label", ["Budi", "T1", "Catatan", "Speaker", "X9", "Jadi"])
def test_other_words_are_not(label):
    assert not is_known(label)
