"""Three people do hundreds of things; then each undoes all of their own, and does it again."""

import json
from collections import Counter

import pytest
from django.core.management import call_command

from coding.undo import undo
from ground.conflicts import Conflict
from ground.models import Act
from tests.coding.walk import Ledger, Walk, stored

pytestmark = pytest.mark.django_db


def attempt(study, act) -> tuple[str, Act | None]:
    try:
        return "undone", undo(study, by=act.who, act_id=act.pk)[0]
    except Conflict as refused:
        return refused.code, None


def walk_undo_and_redo(seed: int, acts: int) -> Counter:
    """Returns how many of the acts were undone, and how many were refused for which reason."""
    walk = Walk(seed)
    walk.go(acts)
    done = list(walk.acts().select_related("who"))
    ledger = Ledger(done)
    before = stored(ledger.of)

    expected, found, undone, states = [], [], [], [before]
    for person in walk.people:
        for act in reversed([act for act in done if act.who_id == person.pk]):
            outcome, undoing = attempt(walk.study, act)
            expected.append((act.number, act.verb, ledger.undo(act.pk)))
            found.append((act.number, act.verb, outcome))
            if undoing:
                undone.append(undoing)
                states.append(stored(ledger.of))

    assert found == expected
    assert {outcome for *_, outcome in found} >= {"undone", "in_the_way"}
    assert plain(states[-1]) == {key: state_of(row) for key, row in ledger.rows.items()}
    call_command("check_integrity")

    for undoing in reversed(undone):
        states.pop()
        outcome, _redoing = attempt(walk.study, undoing)
        assert (outcome, stored(ledger.of)) == ("undone", states[-1])
    assert stored(ledger.of) == before
    call_command("check_integrity")
    return Counter(outcome for *_, outcome in found)


def plain(rows: dict) -> dict:
    return {key: state_of(json.loads(row)) for key, row in rows.items()}


def state_of(row: dict) -> dict:
    """Whether the row is in the trash, not since when; everything else as it is."""
    return row | {"trashed_at": row["trashed_at"] is not None}


@pytest.mark.parametrize("seed", [1, 2])
def test_each_undoes_exactly_what_nobody_has_built_on_and_redo_brings_everything_back(seed):
    walk_undo_and_redo(seed, acts=60)


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10, 15))
def test_the_same_holds_of_five_hundred_acts(seed):
    found = walk_undo_and_redo(seed, acts=500)

    print(f"seed {seed}: {dict(found)}")  # shown with -s
    assert found.total() == 500
