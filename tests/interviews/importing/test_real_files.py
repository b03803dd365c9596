"""Real transcripts, read with one's own eyes once; what was seen is held here."""

import re

import pytest

from interviews.importing import READERS, Unreadable, read_transcript
from tests.shared_data import needs_shared_data, shared_data

pytestmark = needs_shared_data
FOLDER = shared_data / "transcripts"


def read(path):
    return read_transcript(path, (FOLDER / path).read_bytes())


def words(parsed):
    return [(turn.label, parsed.text[turn.start : turn.end], turn.start_ms) for turn in parsed.turns]


def letters(said):
    return re.sub(r"[\s\u00ad]", "", said)


SEEN = {
    "hitsave/getagrip_otter.md": (192, ["Jonas Rosland", "Jon Lawitts", "Vicky Wei", "Rich McGrath"]),
    "hitsave/goodboy_whisper.txt": (753, []),
    "hitsave/goodboy_whisper.vtt": (483, []),
    "hitsave/goodboy_whisper.srt": (483, []),
    "metamuse/archive_original_12-growing-ideas.txt": (121, ["Speaker 1", "Speaker 2", "Speaker 3"]),
    "metamuse/plaintext_84-retrospective.txt": (242, ["Mark McGranaghan", "Adam Wiggins"]),
    "derived/big_metamuse_concat.txt": (
        704,
        ["Speaker 1", "Speaker 2", "Speaker 3"]
        + ["James Lindenbaum", "Adam Wiggins", "Szymon Kaliski", "Mark McGranaghan"],
    ),
    "derived/bold_speakers_softbreaks.docx": (40, ["Mark McGranaghan", "Adam Wiggins"]),
    "derived/cjk_focus_group.docx": (26, ["刘老师", "赵大爷", "孙阿姨", "周先生", "陈女士"]),
    "derived/table_layout.docx": (60, ["Mark McGranaghan", "Adam Wiggins"]),
    "derived/tracked_changes.docx": (20, ["Mark McGranaghan", "Adam Wiggins"]),
    "derived/tracked_changes.accepted.txt": (20, ["Mark McGranaghan", "Adam Wiggins"]),
    **{
        f"derived/bold_speakers_softbreaks.{kind}": (40, ["Mark McGranaghan", "Adam Wiggins"])
        for kind in ("odt", "rtf")
    },
    **{
        f"derived/table_layout.{kind}": (60, ["Mark McGranaghan", "Adam Wiggins"])
        for kind in ("html", "odt", "pdf", "rtf")
    },
    **{f"derived/tracked_changes.{kind}": (20, ["Mark McGranaghan", "Adam Wiggins"]) for kind in ("odt", "rtf")},
    "derived/cjk_focus_group.rtf": (26, ["刘老师", "赵大爷", "孙阿姨", "周先生", "陈女士"]),
    "derived/mixed_newlines_ls_ps_ff.txt": (266, []),
    "derived/old_mac_cr.txt": (753, []),
    "derived/utf16le_bom_crlf.txt": (753, []),
    "derived/utf8_bom_crlf.txt": (753, []),
    "derived/windows1252_crlf.txt": (753, []),
    "webvtt-py/captions_with_bom.vtt": (4, []),
    "webvtt-py/comments.vtt": (5, []),
    "webvtt-py/cue_tags.vtt": (3, []),
    "webvtt-py/invalid_timeframe_in_cue_text.vtt": (3, []),
    "webvtt-py/metadata_headers_multiline.vtt": (2, []),
    "webvtt-py/missing_timeframe.srt": (5, []),
    "webvtt-py/non_padded_timestamps.vtt": (3, ["Jane Doe", "John Smith"]),
    "webvtt-py/regions.vtt": (2, ["Fred", "Bill"]),
    "webvtt-py/sample.srt": (5, []),
    "webvtt-py/styles.vtt": (1, []),
}


@pytest.mark.parametrize("path", SEEN)
def test_turns_and_speakers_are_those_one_sees(path):
    parsed = read(path)

    assert (len(parsed.turns), parsed.speakers) == SEEN[path]


def test_no_file_of_a_kind_that_is_read_is_left_out():
    readable = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.suffix[1:] in READERS}

    assert readable == {*SEEN, "webvtt-py/no_captions.vtt"}


def test_an_interview_without_a_word_is_refused():
    with pytest.raises(Unreadable, match=r"^webvtt-py/no_captions\.vtt: there is not one spoken word in it; "):
        read("webvtt-py/no_captions.vtt")


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("utf8_bom_crlf", "utf-8"),
        ("utf16le_bom_crlf", "utf-16-le"),
        ("windows1252_crlf", "windows-1252"),
        ("old_mac_cr", "utf-8"),
    ],
)
def test_one_interview_in_four_encodings_is_one_text(name, encoding):
    """The copies have curly apostrophes, and Windows-1252 a question mark for the notes that open the music."""
    original, copy = read("hitsave/goodboy_whisper.txt"), read(f"derived/{name}.txt")

    assert copy.encoding == encoding
    assert copy.text.replace("’", "'") == original.text.replace("♪", "?" if encoding == "windows-1252" else "♪")
    assert copy.turns == original.turns


def test_odd_line_ends_part_the_same_turns():
    original, odd = read("hitsave/goodboy_whisper.txt"), read("derived/mixed_newlines_ls_ps_ff.txt")

    assert [words for _, words, _ in words(odd)][:200] == [words for _, words, _ in words(original)][:200]
    assert {"\x85", "\u2028", "\u2029", "\x0c"} <= set(odd.text)


def test_tracked_changes_are_what_was_accepted():
    """The rule for Word files leaves the times out of the text; they are the turns'."""
    document, accepted = read("derived/tracked_changes.docx"), read("derived/tracked_changes.accepted.txt")

    assert words(document) == words(accepted)
    assert document.text.split("\n") == [
        re.sub(r" \(\d\d:\d\d:\d\d\):", ":", line).rstrip() for line in accepted.text.splitlines()
    ]


@pytest.mark.parametrize("path", [path for path in SEEN if path.endswith((".odt", ".rtf", ".html"))])
def test_another_program_saved_the_same_words(path):
    """Each was saved from the Word document by LibreOffice."""
    copy, original = read(path), read(f"{path.rpartition('.')[0]}.docx")

    assert (copy.text, copy.turns) == (original.text, original.turns)
    assert [(each.what, each.count) for each in copy.dropped] == [(each.what, each.count) for each in original.dropped]


def test_the_pages_hold_the_turns_of_the_table():
    """The last rows, a table within a cell, are nobody's words; a page does not tell their cells apart."""
    pages, table = read("derived/table_layout.pdf"), read("derived/table_layout.docx")

    assert words(pages) == words(table)
    assert pages.text.startswith(table.text[: table.text.index("\n— jeda")])


def test_the_table_holds_the_words_of_the_plain_transcript():
    table, plain = read("derived/table_layout.docx"), read("metamuse/plaintext_84-retrospective.txt")

    assert words(table) == [(label, " ".join(said.split()), at) for label, said, at in words(plain)][:60]
    assert table.text.startswith("Metamuse 84 — transcript (table layout)\nMark McGranaghan: I think")
    assert table.text.endswith("\n— jeda / break —\nnested A\tnested B")


def test_soft_breaks_stay_within_their_turns():
    broken, plain = read("derived/bold_speakers_softbreaks.docx"), read("metamuse/plaintext_84-retrospective.txt")

    assert len(broken.text.split("\n")) == len(broken.turns) == 40
    assert all(said.count("\u2028") == 1 for _, said, _ in words(broken))
    assert [letters(said) for _, said, _ in words(broken)] == [letters(said) for _, said, _ in words(plain)][:40]


def test_subtitles_of_one_interview_are_one_text():
    vtt, srt, txt = (read(f"hitsave/goodboy_whisper.{kind}") for kind in ("vtt", "srt", "txt"))

    assert (vtt.text, vtt.turns) == (srt.text, srt.turns)
    assert vtt.text.split() == " ".join(said for _, said, _ in words(txt)).split()


@pytest.mark.parametrize("path", [path for path in SEEN if path.endswith((".txt", ".md"))])
def test_every_word_of_a_text_file_is_in_a_turn_a_label_or_the_head(path):
    parsed = read(path)
    rest = parsed.text[parsed.turns[0].start :]
    for turn in reversed(parsed.turns):
        rest = rest[: turn.start - parsed.turns[0].start] + rest[turn.end - parsed.turns[0].start :]
    for label in parsed.speakers:
        rest = rest.replace(label, "")

    outside = re.sub(r"[\d:.,\[\]()>\s-]|Transcribed by https://otter.ai", "", rest)

    assert outside == ""
