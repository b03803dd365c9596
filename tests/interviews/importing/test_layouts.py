"""Where turns begin in plain text and Markdown, and what only looks like a speaker."""

import time

import pytest

from interviews.importing import read_transcript


def turns(text, name="a.txt"):
    read = read_transcript(name, text.encode())
    return [(turn.label, read.text[turn.start : turn.end]) for turn in read.turns]


def times(text):
    return [(turn.label, turn.start_ms, turn.end_ms) for turn in read_transcript("a.txt", text.encode()).turns]


@pytest.mark.parametrize(
    "text",
    [
        "P: Halo?\nI: Ya.\n",
        "P : Halo?\n\nI : Ya.",
        "P:\tHalo?\nI:\tYa.",
        "1. P: Halo?\n2. I: Ya.",
        "**P:** Halo?\n\n**I:** Ya.",
        "**P**: Halo?\n\n**I**: Ya.",
        "P：Halo?\nI：Ya.",
        "TRANSKRIP REKAAN – bukan data penelitian\n\nP: Halo?\nI: Ya.",
    ],
)
def test_a_label_and_a_colon_open_a_turn(text):
    assert turns(text) == [("P", "Halo?"), ("I", "Ya.")]


@pytest.mark.parametrize(
    "text",
    [
        "[00:01:02] P: Halo\n[00:01:09] I: Ya",
        "00:01:02 P: Halo\n00:01:09 I: Ya",
        "P [00:01:02]: Halo\nI [00:01:09]: Ya",
        "P (00:01:02): Halo\nI (00:01:09): Ya",
        "P: [01:02] Halo\nI: [01:09] Ya",
        "P (00:01:02) - Halo\n\nI (00:01:09) - Ya",
        "[00:01:02]\nP: Halo\n\n[00:01:09]\nI: Ya",
    ],
)
def test_a_time_beside_the_label_is_the_turns_and_not_its_words(text):
    assert turns(text) == [("P", "Halo"), ("I", "Ya")]
    assert times(text) == [("P", 62_000, None), ("I", 69_000, None)]


def test_the_words_of_a_turn_run_over_lines_and_paragraphs_to_the_next_label():
    text = "Mark Hall (00:00:00) - I think\nit is so.\n\nAnd more.\n\nAda Low (00:00:28) -\nYes.\n"

    assert turns(text) == [("Mark Hall", "I think\nit is so.\n\nAnd more."), ("Ada Low", "Yes.")]


@pytest.mark.parametrize("above", ["Speaker {} (00:00:0{}):", "Speaker {}  0:0{}", "00:00:0{1} Speaker {0}"])
def test_a_speaker_may_have_a_line_above_the_words(above):
    text = "\n\n".join(f"{above.format(speaker, speaker)}\nHello {speaker}." for speaker in (1, 2, 1, 2))

    assert turns(text) == [("Speaker 1", "Hello 1."), ("Speaker 2", "Hello 2.")] * 2
    assert times(text) == [("Speaker 1", 1_000, None), ("Speaker 2", 2_000, None)] * 2


def test_names_on_lines_of_their_own_speak_when_they_come_again():
    text = "# Talk\n\nJon Law  \nHi, all.\n\nVicky Wei  \nHello.\n\nJon Law  \nSo?\n\nVicky Wei\nJanuary.\n\nOh\n"

    assert turns(text, "a.md") == [
        ("Jon Law", "Hi, all."),
        ("Vicky Wei", "Hello."),
        ("Jon Law", "So?"),
        ("Vicky Wei", "January.\n\nOh"),
    ]


def test_stamped_lines_without_speakers_are_turns():
    assert times("[00:43.810 --> 00:47.850]  Hello\n[00:48.350 --> 00:54.570]  I'm here") == [
        (None, 43_810, 47_850),
        (None, 48_350, 54_570),
    ]


def test_a_closing_stamp_is_the_end_of_its_turn():
    text = "B: Ja. #00:00:12-5#\nI: Und? #00:00:15-0#\nB: Nein."

    assert times(text) == [("B", None, 12_000), ("I", None, 15_000), ("B", None, None)]
    assert turns(text)[0] == ("B", "Ja.")


def test_without_speakers_each_line_or_each_paragraph_is_a_turn():
    assert turns("Satu.\nDua.\n") == [(None, "Satu."), (None, "Dua.")]
    assert turns("Satu\nlagi.\n\nDua.\n") == [(None, "Satu\nlagi."), (None, "Dua.")]


@pytest.mark.parametrize(
    "line",
    [
        "Catatan: ia tertawa.",
        "Contoh: musrenbang.",
        "http://contoh.id/a",
        "10:30 nanti",
        "Jadi begini: kami undang warga.",
        "Jam 10:30 kami mulai",
        "Pukul 09.00: rapat",
        'Ia bilang, "mari": itu saja',
        "Tanggal: 3 Mei",
    ],
)
def test_what_only_looks_like_a_speaker_stays_in_the_turn(line):
    text = f"P: Lalu?\nInforman T1: Ya.\n{line}\n{line}\nP: Oke.\nInforman T1: Ya."

    assert turns(text)[1] == ("Informan T1", f"Ya.\n{line}\n{line}")


def test_the_particulars_at_the_head_are_nobodys_words():
    head = (
        "TRANSKRIP WAWANCARA\nInforman: Bapak S\nHari/Tanggal: Senin, 12 Maret\nTempat: Kantor\nPewawancara: Siti\n\n"
    )
    talk = "Pewawancara: Selamat pagi, Pak.\nInforman: Pagi.\nPewawancara: Bagaimana?\nInforman: Baik."

    assert turns(head + talk) == turns(talk)
    assert turns("Pewawancara: Siti\nInforman: Pak Budi\n\n" + talk) == turns(talk)


def test_a_name_that_comes_but_once_speaks_where_every_line_has_a_speaker():
    text = "Budi: Halo\nAni: Ya\nBudi: Terus?\nAni: Begitu\nSiti: Saya juga\nBudi: Oke"

    assert [label for label, _ in turns(text)] == ["Budi", "Ani", "Budi", "Ani", "Siti", "Budi"]


def test_one_speaker_has_one_spelling_the_first():
    read = read_transcript("a.txt", b"Pewawancara: a\nPak Budi: b\nPEWAWANCARA: c\npewawancara : d\nPak  Budi: e")

    assert read.speakers == ["Pewawancara", "Pak Budi"]


def test_headings_of_markdown_belong_to_nobody():
    text = "# Judul\n\n**P:** Halo\n\n## Bagian dua\n\nCatatan penulis.\n\n**I:** Ya\n"

    assert turns(text, "a.md") == [("P", "Halo"), ("I", "Ya")]


def test_other_line_ends_part_lines_too():
    assert turns("P: Halo\u2028I: Ya\x85P: Lalu\x0cI: Sudah") == [
        ("P", "Halo"),
        ("I", "Ya"),
        ("P", "Lalu"),
        ("I", "Sudah"),
    ]


def test_a_label_without_words_is_text_and_no_turn():
    assert turns("P: Halo\nI:\nP: Ya\nI: Oke") == [("P", "Halo"), ("P", "Ya"), ("I", "Oke")]


def test_a_megabyte_is_read_within_a_breath():
    words = "Kami sudah berkoordinasi dengan warga sejak awal, tetapi keputusan akhir di kantor kami. " * 4
    data = "".join(f"P: {words}\n\nI: {words}\n\n" for _ in range(1_400)).encode()[:1_000_000]

    begun = time.process_time()
    read_transcript("a.txt", data)

    assert time.process_time() - begun < 0.5  # measured 0.015 s of work; a busy machine is no fault
