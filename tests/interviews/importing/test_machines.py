"""What machines write: tables and segments, and the layouts of Otter, Rev, Zoom and Teams."""

import json

import pytest

from interviews.importing import Unreadable, read_transcript


def spoken(parsed):
    return [(t.label, parsed.text[t.start : t.end], t.start_ms) for t in parsed.turns]


def read(name, text):
    return spoken(read_transcript(name, text.encode() if isinstance(text, str) else json.dumps(text).encode()))


TALK = [("P", "Apa kabar?", 1000), ("B1", "Baik, sekali.", 2500)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.csv", 'Speaker,Start,End,Words\nP,1,2,Apa kabar?\nB1,2.5,4,"Baik, sekali."\n'),
        ("a.csv", "Waktu;Penutur;Ucapan\n00:01;P;Apa kabar?\n00:02,5;B1;Baik, sekali.\n"),
        ("a.tsv", "start\tend\tspeaker\ttext\n1000\t2000\tP\tApa kabar?\n2500\t4000\tB1\tBaik, sekali.\n"),
        ("a.tsv", "00:00:01\tP\tApa kabar?\n00:00:02.500\tB1\tBaik, sekali.\n00:00:03\tP\tOh\n00:00:04\tB1\tYa"),
    ],
)
def test_a_table_is_read_by_its_columns(name, text):
    assert read(name, text)[:2] == TALK


def test_the_table_of_whisper_names_no_speakers():
    assert read("a.tsv", "start\tend\ttext\n1000\t2000\tApa kabar?\n2500\t4000\tBaik,\n4000\t5000\tsekali.") == [
        (None, "Apa kabar?", 1000),
        (None, "Baik, sekali.", 2500),
    ]


@pytest.mark.parametrize("text", ["a,b\n1,2\n3,4", "", "x", 'a,"b\n' + "c" * 90])
def test_a_table_without_words_says_how_to_head_its_columns(text):
    with pytest.raises(Unreadable, match="head the columns"):
        read_transcript("a.csv", text.encode())


@pytest.mark.parametrize(
    "told",
    [
        {
            "text": "…",
            "segments": [
                {"start": 1.0, "end": 2, "text": " Apa kabar?", "speaker": "P"},
                {"start": 2.5, "end": 3, "text": " Baik,", "speaker": "B1", "words": []},
                {"start": 3.1, "end": 4, "text": " sekali.", "speaker": "B1"},
            ],
        },
        [
            {"start": "00:00:01", "end": "00:00:02", "text": "Apa kabar?", "speaker": "P"},
            {"start": "00:00:02.500", "end": "00:00:04", "text": "Baik, sekali.", "speaker": "B1"},
        ],
    ],
)
def test_segments_are_put_together_like_subtitles(told):
    assert read("a.json", told) == TALK


def test_whisper_cpp_tells_times_in_milliseconds():
    told = {"transcription": [{"offsets": {"from": 1000, "to": 2000}, "text": " Apa kabar?"}]}

    assert read("a.json", told) == [(None, "Apa kabar?", 1000)]


def test_odd_segments_are_counted_and_odd_times_are_none():
    told = '[{"text": "Ya\\ud83d.", "start": NaN}, {"text": ""}, 3, {"text": "Oh.", "start": -1, "end": 1e99}]'

    parsed = read_transcript("a.json", told.encode())

    assert spoken(parsed) == [(None, "Ya.", None), (None, "Oh.", None)]
    assert [(each.what, each.count) for each in parsed.dropped] == [
        ("Characters that could not be read", 1),
        ("Segments without words", 2),
    ]


@pytest.mark.parametrize("text", ["", "{", "[]", "3", '{"segments": {}}', "[" * 100_000, "9" * 9999, '[{"text": 3}]'])
def test_json_without_a_transcript_is_refused(text):
    with pytest.raises(Unreadable, match=r"\.vtt or \.srt"):
        read_transcript("a.json", text.encode())


LAYOUTS = {
    "otter": (
        "a.txt",
        "Siti Aminah  0:01\nApa kabar?\n\nBudi Santoso  0:02\nBaik, sekali.\n\nTranscribed by https://otter.ai",
    ),
    "rev": ("a.txt", "Siti Aminah (00:01):\nApa kabar?\n\nBudi Santoso (00:02):\nBaik, sekali.\n"),
    "zoom": (
        "a.vtt",
        "WEBVTT\n\n1\n00:00:01.000 --> 00:00:02.000\nSiti Aminah: Apa kabar?\n\n"
        "2\n00:00:02.000 --> 00:00:04.000\nBudi Santoso: Baik, sekali.\n\n"
        "3\n00:00:05.000 --> 00:00:06.000\nSiti Aminah: Oh.\n\n4\n00:00:07.000 --> 00:00:08.000\nBudi Santoso: Ya.\n",
    ),
    "zoom chat": ("a.txt", "[Siti Aminah] 00:00:01\nApa kabar?\n\n[Budi Santoso] 00:00:02\nBaik, sekali.\n"),
    "teams": (
        "a.vtt",
        "WEBVTT\n\n0f/1-0\n00:00:01.000 --> 00:00:02.000\n<v Siti Aminah>Apa kabar?</v>\n\n"
        "0f/2-0\n00:00:02.000 --> 00:00:03.000\n<v Budi Santoso>Baik,</v>\n\n"
        "0f/2-1\n00:00:03.000 --> 00:00:04.000\n<v Budi Santoso>sekali.</v>\n",
    ),
    "teams as text": ("a.txt", "Siti Aminah   0:01\nApa kabar?\n\nBudi Santoso   0:02\nBaik, sekali.\n"),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_layouts_of_the_known_machines_give_one_talk(layout):
    assert read(*LAYOUTS[layout])[:2] == [
        ("Siti Aminah", "Apa kabar?", 1000),
        ("Budi Santoso", "Baik, sekali.", 2000),
    ]
