"""Subtitles: cues to turns, voices to speakers, and times that cannot be read."""

import pytest

from interviews.importing import Dropped, Unreadable, read_transcript

HEAD = "WEBVTT\n\n"


def said(text, name="a.vtt"):
    read = read_transcript(name, text.encode())
    return [(turn.label, read.text[turn.start : turn.end], turn.start_ms, turn.end_ms) for turn in read.turns]


def cue(start, end, words):
    return f"00:{start:06.3f} --> 00:{end:06.3f}\n{words}\n\n"


def test_voices_are_speakers_and_the_text_has_neither_times_nor_numbers():
    source = f"{HEAD}7\n{cue(1, 2, '<v Siti Aminah>Halo.</v>')}abc-8\n{cue(2, 3.5, '<v.loud Pak Budi>Ya.')}"

    assert read_transcript("a.vtt", source.encode()).text == "Siti Aminah: Halo.\nPak Budi: Ya."
    assert said(source) == [("Siti Aminah", "Halo.", 1_000, 2_000), ("Pak Budi", "Ya.", 2_000, 3_500)]


def test_two_voices_in_one_cue_are_two_turns():
    assert said(HEAD + cue(1, 2, "<v A>Halo.</v> <v B>Ya.</v>")) == [
        ("A", "Halo.", 1_000, 2_000),
        ("B", "Ya.", 1_000, 2_000),
    ]


def test_lines_with_dashes_are_turns():
    assert [words for _, words, *_ in said(HEAD + cue(1, 2, "- Halo.\n- Ya."))] == ["- Halo.", "- Ya."]


@pytest.mark.parametrize(
    ("first", "second", "pause", "together"),
    [
        ("Kami sudah", "berbicara.", 0, True),
        ("Kami sudah,", "Bu.", 2, True),
        ("tahun", "2024 itu", 0, True),
        ("and then", "I'm gone.", 0, True),
        ("我们说", "了很多。", 0, True),
        ("Kami sudah.", "Lalu", 0, False),
        ("Kami sudah", "Bu Siti", 0, False),
        ("Sudah.", "2024 itu", 0, False),
        ("我们说。", "了很多。", 0, False),
        ("Kami sudah", "berbicara.", 2.5, False),
        ("x" * 501, "lagi", 0, False),
    ],
)
def test_a_sentence_over_several_cues_is_one_turn(first, second, pause, together):
    source = HEAD + cue(1, 2, first) + cue(2 + pause, 9, second)

    assert (len(said(source)) == 1) is together


def test_a_turn_of_several_cues_lasts_from_the_first_to_the_last():
    source = HEAD + cue(1, 2, "<v A>Kami sudah") + cue(2, 3, "<v A>berbicara") + cue(3, 4, "<v B>dengan siapa?")

    assert said(source) == [("A", "Kami sudah berbicara", 1_000, 3_000), ("B", "dengan siapa?", 3_000, 4_000)]


def test_a_speaker_written_into_the_words_holds_until_the_next():
    words = ["Budi: Halo.", "Apa kabar?", "Ani: Baik.", "Budi: Oke.", "Ani: Ya.", "Siti: Saya juga."]
    source = HEAD + "".join(cue(second, second + 1, line) for second, line in enumerate(words))

    assert [(label, words) for label, words, *_ in said(source)] == [
        ("Budi", "Halo."),
        ("Budi", "Apa kabar?"),
        ("Ani", "Baik."),
        ("Budi", "Oke."),
        ("Ani", "Ya."),
        ("Siti", "Saya juga."),
    ]


def test_tags_go_entities_are_resolved_and_other_signs_stay():
    words = "<i>A</i> <c.yellow.bg>&amp;</c> <00:01.500>b &lt;3 a < b &notanentity; <3"

    assert said(HEAD + cue(1, 2, words))[0][1] == "A & b <3 a < b &notanentity; <3"
    assert said("1\n00:00:01,000 --> 00:00:02,000\n{\\an8}<font color='#fff'>Ya</font>\n", "a.srt")[0][1] == "Ya"


def test_notes_styles_and_regions_are_counted():
    source = "WEBVTT judul\nKind: captions\n\nNOTE satu\n\nSTYLE\n::cue { color: red }\n\nNOTE\ndua\n\n" + cue(
        1, 2, "Ya."
    )

    assert read_transcript("a.vtt", source.encode()).dropped == [
        Dropped("Notes of the subtitles", 2, "satu"),
        Dropped("Styles of the subtitles", 1, "::cue { color: red }"),
    ]


@pytest.mark.parametrize(
    "timing",
    [
        "00:01.000 --> 00:02.000",
        "0:0:1.0 --> 0:0:2.000",
        "00:00:01,000 --> 00:00:02,000 align:left line:0%",
        "00:01-->00:02",
    ],
)
def test_times_come_in_several_forms(timing):
    assert said(f"{HEAD}{timing}\nYa.\n") == [(None, "Ya.", 1_000, 2_000)]


@pytest.mark.parametrize(
    ("timing", "complaint"),
    [
        ("00:01.000 -> 00:02.000", "the time of the cue cannot be read"),
        ("00:01:75.000 --> 00:02:00.000", "the time of the cue cannot be read"),
        ("00:01.000 --> ", "the time of the cue cannot be read"),
        ("--> 00:01.000", "the time of the cue cannot be read"),
        ("00:03.000 --> 00:02.000", "the cue ends before it begins"),
    ],
)
@pytest.mark.parametrize("name", ["a.vtt", "a.srt"])
def test_a_time_that_cannot_be_read_refuses_the_file_and_names_the_line(name, timing, complaint):
    with pytest.raises(Unreadable, match=f"^{name}, line 5: {complaint}; write the time as"):
        said(f"1\n00:00.000 --> 00:01.000\nYa.\n\n{timing}\nTidak.\n", name)


def test_words_without_a_time_are_kept_and_have_none():
    source = "1\n00:00:00,500 --> 00:00:07,000\nSatu.\n\n2\nDua.\n\n3\n00:00:11,890 --> 00:00:16,320\nTiga.\n\nLagi.\n"

    assert said(source, "a.srt") == [
        (None, "Satu.", 500, 7_000),
        (None, "Dua.", None, None),
        (None, "Tiga. Lagi.", 11_890, 16_320),
    ]


@pytest.mark.parametrize("source", ["WEBVTT\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n", "\n", "WEBVTT\n\nNOTE x\n"])
def test_subtitles_without_a_word_are_refused(source):
    with pytest.raises(Unreadable, match="not one spoken word"):
        said(source)


def test_prose_is_no_subtitle_file():
    with pytest.raises(Unreadable, match="not one cue in it has a time; name it .txt"):
        said("Hanya prosa.\n\nLagi.\n", "a.srt")
