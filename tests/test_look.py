"""What the look promises: sizes, contrast, and nothing in the markup that the policy forbids."""

import re
from itertools import product
from pathlib import Path

import pytest
from django.template.loader import render_to_string

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


def without_comments(sheet: Path) -> str:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.S)


def tokens() -> dict[str, tuple[str, str]]:
    """Each colour as (light, dark)."""
    found = re.findall(r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (ROOT / "static/css/tokens.css").read_text())
    return {name: (light, dark) for name, light, dark in found}


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2, "relative luminance")."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    darker, lighter = sorted([luminance(one), luminance(other)])
    return (lighter + 0.05) / (darker + 0.05)


def too_weak(pairs, least: float) -> list[str]:
    known = tokens()
    looks = product(pairs, enumerate(("light", "dark")))
    ratios = {f"{a} on {b}, {theme}": contrast(known[a][at], known[b][at]) for (a, b), (at, theme) in looks}
    return [f"{pair}: {ratio:.2f}" for pair, ratio in ratios.items() if ratio < least]


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
    assert "!important" not in re.sub(r"@media print\b.*", "", rules, flags=re.S)


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(ROOT / "templates")))
def test_a_template_holds_no_style_and_no_script_of_its_own(template):
    markup = template.read_text()

    assert re.findall(r"<style|\sstyle=|\son[a-z]+=|javascript:|<script(?![^>]*\bsrc=)", markup) == []


def test_every_icon_asked_for_is_drawn():
    drawn = set(re.findall(r'id="([\w-]+)"', (ROOT / "static" / "icons.svg").read_text()))

    asked = {name for path in TEMPLATES for name in re.findall(r'icon\.html" with name="([\w-]+)"', path.read_text())}

    assert asked - drawn == set()


def test_the_page_for_a_breakdown_needs_no_request_and_no_database():
    page = render_to_string("500.html", {"reference": "7f3c9a1e"})

    assert "7f3c9a1e" in page
