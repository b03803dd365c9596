"""The two files of a proof say the same, in both languages, and a loss stands in them."""

import json
import re

import pytest

from proof import page
from proof.__main__ import TRIALS, lines, missing
from proof.fire import SPARED
from proof.trial import Trial, of_exports, of_jobs, of_rows
from proof.words import COUNTED, WORDS

RUN = {"seed": 7, "at": "2026-11-29 10:00 UTC"}
WHOLE = Trial("writes", {"writes": 20_000, "kills": 90}, {"lost": 0}, {"p50_ms": 12.5, "kills_of": {"Valkey": 9}})
HOLED = Trial("exports", {"exports": 900}, {"other_bytes": 1}, {"before": {f"{n}.csv": "<ab>" for n in range(20)}})


@pytest.fixture
def written(tmp_path):
    return page.write(tmp_path / "proof", RUN, [WHOLE, HOLED])


def test_the_json_holds_every_figure_and_whether_it_holds(written):
    told = json.loads(written[0].read_text())

    assert (told["holds"], told["seed"]) == (False, 7)
    assert [(trial["name"], trial["holds"]) for trial in told["trials"]] == [("writes", True), ("exports", False)]
    assert told["trials"][0]["tried"] == {"writes": 20_000, "kills": 90}


def test_the_page_says_it_in_both_languages_and_asks_for_nothing_from_outside(written):
    told = written[1].read_text()

    assert "Not everything that was tried holds." in told
    assert "Tidak semua yang dicoba terbukti." in told
    assert told.count('<td class="broke">1</td>') == 2
    assert told.count("20,000") == 2
    assert "<ab>" not in told
    assert not re.search(r"https?:|src=|href=|@import|url\(", told)


def test_every_figure_that_is_counted_has_its_words_in_both_languages():
    counted = {*of_rows({}, [], []), *of_jobs([], {}, {}, []), *of_exports({}, {}), *TRIALS, *SPARED}

    assert counted - WORDS.keys() == {"PostgreSQL", "Valkey"}
    assert all(en and id for en, id in (WORDS | COUNTED).values())


def test_a_trial_that_never_came_and_a_proof_without_trials_do_not_hold():
    [gone] = missing([WHOLE], ["writes", "reach"])

    assert (gone.name, gone.holds) == ("reach", False)
    assert not page.all_hold([])


def test_the_terminal_says_which_one_does_not_hold():
    assert lines([WHOLE, HOLED]) == [
        "writes: holds. writes 20,000, kills 90, lost 0",
        "exports: DOES NOT HOLD. exports 900, other_bytes 1",
    ]
