"""What each real file has to be read as, written down once by readers that are not ours.

`expected_texts.json` was made by other libraries (python-docx, odfpy, striprtf, pypdf, webvtt-py, srt, Beautiful Soup)
and, where they stumble, by hand; each difference was looked at. It holds counts and SHA-256 of the words, not the
words: the transcripts have licences of their own. `said` is one line a turn, `label|words|milliseconds of its start`,
the words with single spaces.
"""

import hashlib
import json
from pathlib import Path

import pytest

from interviews.importing import read_transcript
from tests.shared_data import needs_shared_data, shared_data

pytestmark = needs_shared_data
FOLDER = shared_data / "transcripts"
EXPECTED = json.loads(Path(__file__).with_name("expected_texts.json").read_text())


def sha256(words):
    return hashlib.sha256(words.encode()).hexdigest()


def said(parsed):
    for turn in parsed.turns:
        yield turn.label, " ".join(parsed.text[turn.start : turn.end].split()), turn.start_ms


@pytest.mark.parametrize("path", EXPECTED)
def test_a_real_file_reads_as_an_independent_reader_read_it(path):
    parsed = read_transcript(path, (FOLDER / path).read_bytes())
    turns = list(said(parsed))
    lines = [f"{label or ''}|{words}|{'' if at is None else at}" for label, words, at in turns]
    found = {
        "turns": len(turns),
        "speakers": parsed.speakers,
        "words": sum(len(words.split()) for _, words, _ in turns),
        "said_sha256": sha256("\n".join(lines)),
        "characters": len(parsed.text),
        "text_sha256": sha256(parsed.text),
    }

    assert {name: found[name] for name in EXPECTED[path]} == EXPECTED[path]


def test_every_real_file_that_holds_an_interview_was_written_down():
    there = {path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*") if path.is_file()}

    assert there - {"webvtt-py/no_captions.vtt"} == set(EXPECTED)
