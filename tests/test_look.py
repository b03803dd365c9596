"""What the look promises: sizes, contrast, and nothing in the markup that the policy forbids."""

import re
from itertools import combinations, product
from pathlib import Path

import pytest
from django.template.loader import render_to_string

from tests.colours import SIGHTS, contrast, distance, seen_with, tokens

ROOT = Path(__file__).resolve().parent.parent
SHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
GROUNDS = ["paper", "sheet", "well"]
WASHES = [("accent", "accent-wash"), ("good", "good-wash"), ("warn", "warn-wash"), ("bad", "bad-wash")]
BUTTONS = [("on-accent", "accent"), ("on-accent", "accent-strong"), ("on-bad", "bad"), ("paper", "ink")]
TEXT = ["ink", "ink-2", "ink-3", "accent", "good", "warn", "bad"]
BARS = ["line-strong", *(f"code-{n}" for n in range(9)), *(f"actor-{n}" for n in range(7))]
READ = [
    *product(TEXT, GROUNDS),
    ("dim", "paper"),
    *WASHES,
    *BUTTONS,
    *product(["ink", "ink-2"], [wash for _, wash in WASHES]),
]
SEEN = list(product(BARS, GROUNDS))
FAR_ENOUGH = 0.09  # in Oklab; the hues before these had pairs 0.008 apart, which nobody could tell


def without_comments(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)


def too_weak(pairs, least: float) -> list[str]:
    known = tokens()
    looks = product(pairs, enumerate(("light", "dark")))
    ratios = {f"{a} on {b}, {theme}": contrast(known[a][at], known[b][at]) for (a, b), (at, theme) in looks}
    return [f"{pair}: {ratio:.2f}" for pair, ratio in ratios.items() if ratio < least]


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize("theme", [0, 1], ids=["light", "dark"])
def test_no_two_codes_look_alike_with_any_colour_vision(sight, theme):
    hues = {f"code-{n}": seen_with(sight, tokens()[f"code-{n}"][theme]) for n in range(9)}

    alike = {pair: distance(hues[pair[0]], hues[pair[1]]) for pair in combinations(hues, 2)}

    assert min(alike.values()) >= FAR_ENOUGH, min(alike, key=alike.get)


def test_words_stand_out_from_every_ground_in_both_themes():
    assert too_weak(READ, 4.5) == []


def test_the_bars_of_codes_and_actors_are_seen_on_every_ground_in_both_themes():
    assert too_weak(SEEN, 3.0) == []


def test_the_style_sheets_stay_small():
    assert sum(len(sheet.read_text().splitlines()) for sheet in SHEETS) <= 1200


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_style_sheet_selects_by_class_and_forces_nothing(sheet):
    rules = without_comments(sheet)

    assert re.findall(r"(?<![\w(:])#[a-zA-Z][\w-]*[^;{}]*\{", rules) == []
    # Of the whole page, :has() has every element styled anew at every change in it: 0.2 s in a long text.
    assert re.findall(r"(?:\b(?:html|body|main)|:root|\.(?:site|page|pane))(?:\[[^\]]*\])*:has\(", rules) == []
    assert "!important" not in re.sub(r"@media print\b.*", "", rules, flags=re.S)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_holds_no_style_and_no_script_of_its_own(template):
    markup = template.read_text()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", markup) == []


def test_every_icon_asked_for_is_drawn():
    drawn = set(re.findall(r'id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))

    asked = {name for path in TEMPLATES for name in re.findall(r'{% icon "([\w-]+)"', path.read_text())}

    assert asked - drawn == set()


def test_the_page_for_a_breakdown_needs_no_request_and_no_database():
    page = render_to_string("500.html", {"reference": "7f3c9a1e"})

    assert "7f3c9a1e" in page
