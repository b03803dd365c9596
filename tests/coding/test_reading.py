"""What is shown of a transcript: the lines outside its turns, and the leaves it is cut into."""

import re

import pytest

from coding.reading import LEAF, is_set_in_lines, outside, read
from ground.acts import act
from interviews.importing import read_transcript
from interviews.models import Speaker
from interviews.transcripts import save_interview
from tests.factories import make_interview, make_study, owner_of

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

    leaves = read(interview.transcript).leaves

    assert leaves.startswith(f'<div class="leaf"><p class="outside">{BANNER}</p>\n<p class="turn"')


@pytest.mark.django_db
def test_a_long_text_is_cut_into_leaves_between_its_turns():
    spoken = [(label, f"{word} " * 100) for word in ("masker", "rapat", "posko") * 10 for label in ("P", "T1")]
    transcript = make_interview(make_study(), spoken).transcript

    leaves = read(transcript).leaves.split('<div class="leaf">')[1:]

    numbers = [int(number) for leaf in leaves for number in re.findall(r'id="t-(\d+)"', leaf)]
    assert numbers == list(range(len(spoken)))
    assert len(leaves) > 5
    assert all(leaf.strip().endswith("</p></div>") and len(leaf) < 2 * LEAF for leaf in leaves)


@pytest.mark.django_db
def test_whoever_a_label_turns_out_to_be_is_shown_the_next_time_it_is_read():
    study = make_study()
    interview = make_interview(study, [("P", "Siapa yang turun?"), ("T1", "Kami sendiri.")])
    assert 'class="turn asks" id="t-0"' in read(interview.transcript).leaves

    with act(owner_of(study), "interview.voices", study):
        interview.speakers.filter(label="P").update(kind=Speaker.Kind.OTHER)

    assert 'class="turn" id="t-0"' in read(interview.transcript).leaves


WRAPPED = "\n".join(["Kami mulai dari rumah ke rumah, lalu ke balai warga, dan sesudah itu ke pasar."] * 6)


@pytest.mark.parametrize(
    ("turns", "is_set"),
    [
        ([WRAPPED] * 5, True),
        ([WRAPPED] * 4, False),  # too few lines to tell
        ([WRAPPED] * 5 + ["pertama\nmasker\nsembako\nuang\nwaktu\n"], False),  # a list, and who knows where else
        ([WRAPPED.replace("\n", " ")] * 9, False),
        ([], False),
    ],
)
def test_a_file_that_is_set_in_lines_is_told_from_one_whose_lines_end_for_a_reason(turns, is_set):
    assert is_set_in_lines(turns) is is_set


@pytest.mark.django_db
def test_the_screen_fills_its_own_lines_of_such_a_file_but_keeps_its_paragraphs():
    spoken = [("T1", WRAPPED)] * 5 + [("P", f"{WRAPPED}\n\nLalu?")]

    leaves = read(make_interview(make_study(), spoken).transcript).leaves

    assert re.findall(r'<p class="(turn[^"]*)"', leaves) == ["turn flows"] * 5 + ["turn asks"]
    assert WRAPPED in leaves  # every character stands where it stood
