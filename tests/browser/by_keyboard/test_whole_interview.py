"""An interview of forty turns, read and coded from the first to the last without a mouse."""

from itertools import cycle
from statistics import median

import pytest
from playwright.sync_api import expect

from coding.models import Coding
from tests.factories import make_interview

pytestmark = pytest.mark.django_db(transaction=True)

MOST_PRESSES = 4
TURNS = [
    turn
    for number in range(20)
    for turn in (
        ("P", f"Pertanyaan ke-{number + 1}, apa yang terjadi?"),
        ("T1", f"Pada hari ke-{number + 1} kami menyumbang masker. Warga juga memberi sembako."),
    )
]
# What is pressed for a selected sentence, and the code, polarity and actor that it stands for.
WAYS = [
    (("2",), ("MAT", "enacted", "ITM")),
    (("1", "e"), ("IDE", "absent", "ITM")),
    (("3", "w", "d"), ("FIS", "limited", "MAS")),
    (("/", "m", "a", "t", ".", "1", "Enter"), ("MAT.1", "enacted", "ITM")),
    ((".",), ("MAT.1", "enacted", "ITM")),
]


@pytest.fixture
def interview(study):
    return make_interview(study, TURNS, code="W40")


def test_a_whole_interview_is_coded_by_keyboard_with_few_presses_each(open_pane, coder, interview):
    page = open_pane(coder)
    page.locator("[data-text]").focus()
    ways, presses, meant = cycle(WAYS), [], []
    for _ in range(len(TURNS) // 2):
        page.keyboard.press("n")  # the next turn of an informant that has no coding
        for select in ("Space", "Control+ArrowRight"):
            page.keyboard.press(select)
            keys, said = next(ways)
            for key in keys:
                page.keyboard.press(key)
            presses.append(len(keys))
            meant.append(said)
    page.keyboard.press("n")
    expect(page.locator("[data-live=polite]")).to_contain_text("No further turn of an informant")
    expect(page.locator("[data-saved-text]")).to_contain_text("Saved", timeout=30_000)
    expect(page.locator(".unsent")).to_have_count(0)

    rows = Coding.objects.order_by("passage__start").values_list(
        "passage__quote", "code__key", "polarity", "about_actor__code"
    )
    sentences = [f"{part}." for _, words in TURNS[1::2] for part in words.rstrip(".").split(". ")]
    assert list(rows) == [(quote, *said) for quote, said in zip(sentences, meant, strict=True)]
    assert (len(TURNS), len(presses)) == (40, 40)
    assert median(presses) <= MOST_PRESSES
