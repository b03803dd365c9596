"""Line numbers: computed from the text alone, 72 columns, the same everywhere."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interviews.lines import line_starts, lines_of


def pieces(text):
    starts = line_starts(text)
    return [text[start:end] for start, end in zip(starts, [*starts[1:], len(text)], strict=True)]


def columns(line):
    return sum(
        0
        if unicodedata.category(char) in ("Mn", "Me", "Cf")
        else 2
        if unicodedata.east_asian_width(char) in "WF"
        else 1
        for char in line
    )


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("satu", [0]),
        ("satu\n", [0]),
        ("satu\ndua", [0, 5]),
        ("satu\n\ndua", [0, 5, 6]),
        ("\n", [0]),
        ("a" * 72, [0]),
        ("a" * 73, [0, 72]),
        ("a" * 150, [0, 72, 144]),
        ("a" * 71 + " b", [0, 72]),
        ("a" * 72 + " b", [0, 73]),
        ("a" * 72 + "    b", [0, 76]),
        ("a" * 72 + "   ", [0]),
        ("ab " + "c" * 80, [0, 3, 75]),
        ("ab cd " * 12 + "ef", [0, 72]),
        ("  " + "c" * 80, [0, 72]),
        ("a\u2028b\u2029c\x85d\x0be\x0cf", [0, 2, 4, 6, 8, 10]),
    ],
)
def test_a_line_is_wrapped_at_spaces_to_72_columns(text, starts):
    assert line_starts(text) == starts


def test_wide_characters_take_two_columns():
    assert line_starts("访" * 36) == [0]
    assert line_starts("访" * 37) == [0, 36]
    assert line_starts("a" + "访" * 36) == [0, 36]
    assert line_starts("😀" * 37) == [0, 36]


def test_combining_marks_and_invisible_characters_take_no_column():
    assert line_starts("e\u0301" * 72) == [0]
    assert line_starts("e\u0301" * 73) == [0, 144]
    assert line_starts("a\u200b" * 72) == [0]


@pytest.mark.parametrize(
    ("span", "lines"), [((0, 1), (1, 1)), ((0, 4), (1, 1)), ((0, 6), (1, 2)), ((5, 8), (2, 2)), ((5, 5), (2, 2))]
)
def test_a_span_is_cited_by_the_lines_it_touches(span, lines):
    assert lines_of(line_starts("satu\ndua\ntiga"), *span) == lines


@given(st.text(st.characters(codec="utf-8"), max_size=400) | st.text("ab  \n访\u0301", max_size=600))
def test_the_lines_cover_the_text_and_none_is_wider_than_72_columns(text):
    lines = pieces(text)

    assert "".join(lines) == text
    assert all(columns(line.rstrip("\n\x0b\x0c\x85\u2028\u2029").rstrip(" ")) <= 72 for line in lines)


@given(st.text("ab \n", max_size=600))
def test_a_line_ends_only_where_the_next_word_does_not_fit(text):
    lines = pieces(text)

    for line, following in zip(lines, lines[1:], strict=False):
        if not line.endswith("\n"):
            assert len(line) + len(following.split(" ")[0].rstrip("\n")) > 72


@pytest.mark.parametrize("words", ["kantor kami dan warga ", "kantor kami dän warga ", "访谈类型焦点小组，老年人。"])
def test_a_million_characters_are_numbered_within_a_breath(words):
    text = ("".join([words] * 30) + "\n") * 3_000

    begun = time.process_time()
    line_starts(text[:1_000_000])

    assert time.process_time() - begun < 1.5  # measured 0.02 to 0.11 s of work; a busy machine is no fault
