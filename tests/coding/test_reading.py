"""What is shown of a transcript besides its turns."""

import pytest

from coding.reading import outside, read
from interviews.importing import read_transcript
from interviews.transcripts import save_interview
from tests.factories import make_study, owner_of

BANNER = "TRANSKRIP REKAAN – bukan data penelitian"


@pytest.mark.parametrize(
    ("between", "label", "lines"),
    [
        (f"{BANNER}\n\nP: ", "P", [BANNER]),
        ("\nB1: ", "B1", []),
        ("\n\nSpeaker 1  00:12\n", "Speaker 1", []),
        ("\n**Speaker 1**\n", "Speaker 1", []),
        ("\n(jeda panjang)\nB1: ", "B1", ["(jeda panjang)"]),
        ("\n00:00:12\n", None, []),
        ("\n\n", None, []),
        ("\nSelesai.\n", None, ["Selesai."]),
    ],
)
def test_what_is_nobodys_is_told_from_the_label_of_the_next_turn(between, label, lines):
    assert outside(between, label) == lines


@pytest.mark.django_db
def test_a_banner_stands_above_the_first_turn_on_the_coding_screen():
    study = make_study()
    data = f"{BANNER}\n\nP: Siapa yang turun?\nB1: Kami sendiri.\nP: Kapan?\nB1: Tiap pekan.\n".encode()
    parsed = read_transcript("w.txt", data)
    interview = save_interview(study, by=owner_of(study), parsed=parsed, source_name="w.txt", voices={}, code="W")

    turns = read(interview.transcript).turns

    assert turns.startswith(f'<p class="outside">{BANNER}</p>\n<p class="turn"')
