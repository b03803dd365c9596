"""No coding is lost or moved in silence when its text is corrected, and the machine that says so notices mistakes."""

import json
import subprocess
import types
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test

from coding import anchoring
from coding.anchoring import Fate, carry
from interviews import aligning
from interviews.aligning import align
from tests import node
from tests.coding.corrected import Corrected

QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
OFFSETS = Path(__file__).resolve().parents[2] / "static" / "coding" / "offsets.js"
IN_JAVASCRIPT = """
import { readFileSync } from "node:fs";
import { sliceOf, toPoints, toUnits } from "OFFSETS";
let wrong = 0, spans = 0;
for (const { text, spans: here } of JSON.parse(readFileSync(0, "utf8"))) {
  for (const [start, end, quote] of here) {
    spans += 1;
    const there = text.slice(toUnits(text, start), toUnits(text, end));
    if (there !== quote || sliceOf(text, start, end) !== quote) wrong += 1;
    if (toPoints(text, toUnits(text, start)) !== start || toPoints(text, toUnits(text, end)) !== end) wrong += 1;
  }
}
console.log(JSON.stringify({ spans, wrong }));
"""


def machine(align, carry, seen=None):
    return type("Machine", (Corrected,), {"align": staticmethod(align), "carry": staticmethod(carry), "seen": seen})


def walk(tried, examples: int, steps: int, **more) -> None:
    limits = settings(max_examples=examples, stateful_step_count=steps, deadline=None, suppress_health_check=QUIET)
    run_state_machine_as_test(tried, settings=settings(limits, **more))


def test_no_coding_is_lost_or_moved_in_silence_and_the_browser_reads_the_same_words():
    seen: list = []

    walk(machine(align, carry, seen), examples=200, steps=30)

    told = subprocess.run(
        ["node", "--input-type=module", "--eval", IN_JAVASCRIPT.replace("OFFSETS", OFFSETS.as_uri())],
        input=json.dumps(seen),
        env=node.environment(),
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    spans = sum(len(each["spans"]) for each in seen)
    assert spans > 1000
    assert json.loads(told.stdout) == {"spans": spans, "wrong": 0}


@pytest.mark.soak
def test_the_same_holds_of_five_thousand_long_walks():
    walk(machine(align, carry), examples=5000, steps=60)


PLANTED = {
    "one too many at the head": (aligning, "    return low\n", "    return low + (low > 0)\n"),
    "a run that starts one late": (
        aligning,
        "Run(first, run.to + first - run.start,",
        "Run(first, run.to + first - run.start + 1,",
    ),
    "counted in UTF-16": (
        aligning,
        "list(accumulate(map(len, parts), initial=0))",
        "[min(at, len(text)) for at in accumulate((len(p.encode('utf-16-le')) // 2 for p in parts), initial=0)]",
    ),
    "line ends made alike": (aligning, "a.starts[i] + same, i, run.end)", "a.starts[i] + same, run.end)"),
    "the tail taken for the head": (
        aligning,
        "Run(len(old) - tail, len(new) - tail, tail)",
        "Run(len(old) - tail, len(old) - tail, tail)",
    ),
    "moved text taken back to its place": (
        anchoring,
        "Carried(part.to, part.to_end, Fate.STAYS",
        "Carried(start, end, Fate.STAYS",
    ),
    "an end one short": (anchoring, "max(to, to_end), ", "max(to, to_end - 1), "),
    "touched passed off as whole": (
        anchoring,
        "if part.length == end - start:",
        "if part.length >= (end - start) // 2:",
    ),
    "too little taken for enough": (
        anchoring,
        "_letters(old, parts) * ENOUGH >= whole",
        "_letters(old, parts) * 4 >= whole",
    ),
    "the last run forgotten": (
        aligning,
        "last = bisect_left(self._starts, end)",
        "last = bisect_left(self._starts, end) - 1",
    ),
    "the first run forgotten": (
        aligning,
        "first = max(0, bisect_right(self._starts, start) - 1)",
        "first = max(0, bisect_right(self._starts, start))",
    ),
    "blanks counted as words": (anchoring, "not letter.isspace()", "letter.isspace()"),
}


def mended(module, find: str, put: str):
    """The module with a mistake planted in its source."""
    source = Path(module.__file__).read_text()
    assert source.count(find) == 1, find
    wrong = types.ModuleType(module.__name__)
    exec(compile(source.replace(find, put), module.__file__, "exec"), wrong.__dict__)
    return wrong


@pytest.mark.parametrize("mistake", PLANTED)
def test_a_planted_mistake_is_found(mistake):
    module, find, put = PLANTED[mistake]
    wrong = mended(module, find, put)
    tried = machine(getattr(wrong, "align", align), getattr(wrong, "carry", carry))

    with pytest.raises(AssertionError):
        walk(tried, examples=300, steps=30, phases=[Phase.generate], print_blob=False)


WORDS = st.lists(st.sampled_from(["ya", "tidak", "kami", "masker", "😷", "é", ".", ",", "\n", "\u2028"]), max_size=60)


@given(WORDS, WORDS)
@settings(deadline=None)
def test_of_any_two_texts_the_runs_are_equal_text_apart_and_in_order(left, right):
    old, new = " ".join(left), " ".join(right)

    found = align(old, new)

    assert all(old[run.start : run.end] == new[run.to : run.to_end] for run in (*found.runs, *found.moved))
    assert all(a.end <= b.start and a.to_end <= b.to for a, b in zip(found.runs, found.runs[1:], strict=False))
    assert all(carry(found, old, at, at + 1).end <= len(new) for at in range(len(old)))


OLD = "P: Siapa?\nT1: Kami menyumbang masker untuk warga, tiap Jumat.\nP: Ya.\nT1: Belum pernah duduk bersama.\n"


@pytest.mark.parametrize(
    ("words", "put", "coded", "now", "fate"),
    [
        ("menyumbang", "memberi", "Siapa?", "Siapa?", Fate.STAYS),
        ("menyumbang", "memberi", "duduk bersama", "duduk bersama", Fate.MOVES),
        ("masker untuk", "masker bagi", "masker untuk warga", "masker bagi warga", Fate.TOUCHED),
        ("masker", "maskr", "masker", "maskr", Fate.TOUCHED),
        ("Kami menyumbang", "Anda menyumbang", "Kami menyumbang masker", "Anda menyumbang masker", Fate.TOUCHED),
        ("P: Siapa?\n", "", "Siapa?", "", Fate.LOST),
        ("masker", "nasi bungkus", "masker", "nasi bungkus", Fate.LOST),
        ("menyumbang", "ikut menyumbang", "menyumbang masker", "menyumbang masker", Fate.MOVES),
        ("masker untuk", "masker kain untuk", "menyumbang masker", "menyumbang masker", Fate.STAYS),
        ("P: Ya.\n", "P: Ya.\nP: Ya.\n", "duduk bersama", "duduk bersama", Fate.MOVES),
    ],
)
def test_what_becomes_of_a_span(words, put, coded, now, fate):
    new = OLD.replace(words, put)
    start = OLD.index(coded)

    carried = carry(align(OLD, new), OLD, start, start + len(coded))

    assert (new[carried.start : carried.end], carried.fate) == (now, fate)


def test_many_edits_in_one_save_do_not_blur_each_other():
    old = "".join(f"T1: kalimat nomor {n} tentang masker dan sembako.\n" for n in range(500))
    new = "".join(f"T1: kalimat nomor {n} tentang {'kain' if n % 2 else 'masker'} dan sembako.\n" for n in range(500))
    found = align(old, new)

    for n in range(500):
        start = old.index(f"kalimat nomor {n} ")
        carried = carry(found, old, start, start + len(f"kalimat nomor {n} tentang"))
        assert carried.keeps_its_words
        assert new[carried.start : carried.end] == f"kalimat nomor {n} tentang"


@pytest.mark.parametrize(("words", "put"), [("P: Siapa?", "P: Halo.\nP: Siapa?"), ("bersama.\n", "bersama.\nP: Ya.\n")])
def test_a_turn_put_in_at_an_edge_shares_nothing_by_chance_with_the_one_that_was_there(words, put):
    new = OLD.replace(words, put)

    [run] = align(OLD, new).runs

    assert run == (0, new.index(OLD), len(OLD))


def test_a_block_that_is_moved_takes_its_codings_along():
    turns = [f"T1: bagian {n} bercerita tentang hal yang ke-{n}.\n" for n in range(30)]
    old, new = "".join(turns), "".join([*turns[:3], *turns[10:14], *turns[3:10], *turns[14:]])

    for words in ("bagian 11 bercerita", "bagian 5 bercerita"):
        start = old.index(words)
        carried = carry(align(old, new), old, start, start + len(words))
        assert (new[carried.start : carried.end], carried.fate) == (words, Fate.MOVES)
