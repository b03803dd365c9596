import uuid

import pytest

from coding.bulk import Refused, change_codings, remove_codings
from coding.models import Coding
from coding.passages import code_passage
from coding.undo import next_acts, undo
from ground.models import Act
from interviews.models import Role
from tests.factories import join, span_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def codings(study, transcript, coder):
    return [coded(study, transcript, coder, words) for words in ("kami", "menyumbang", "masker")]


def coded(study, transcript, coder, words, key="MAT"):
    place = span_of(transcript, words)
    return code_passage(study, coder=coder, transcript=transcript, code=study.codes.get(key=key), **place)[0]


def ids(codings):
    return [coding.pk for coding in codings]


def state():
    return sorted(Coding.objects.live().values_list("passage__quote", "code__key", "polarity"))


def test_many_codings_are_changed_as_one_act_which_one_undo_takes_back(study, coder, codings):
    before, acts = state(), Act.objects.count()

    change_codings(study, ids(codings), by=coder, polarity="absent", code=study.codes.get(key="IDE").pk)
    changed = state()
    undo(study, by=coder, act_id=next_acts(study, by=coder).undo.pk)

    assert changed == [(quote, "IDE", "absent") for quote in ("kami", "masker", "menyumbang")]
    assert (state(), Act.objects.count()) == (before, acts + 2)


def test_many_codings_are_removed_and_brought_back_and_removed_again(study, coder, codings):
    remove_codings(study, ids(codings), by=coder)
    assert state() == []

    undo(study, by=coder, act_id=next_acts(study, by=coder).undo.pk)
    assert len(state()) == 3
    undo(study, by=coder, act_id=next_acts(study, by=coder).redo.pk)

    assert state() == []


def test_all_are_changed_or_none_and_each_that_stands_in_the_way_is_named(study, transcript, coder, codings):
    other = coded(study, transcript, join(study, Role.RESEARCHER), "kami")
    coded(study, transcript, coder, "masker", key="IDE")
    before, unknown = state(), uuid.uuid4()

    with pytest.raises(Refused) as refused:
        change_codings(study, [*ids(codings), other.pk, unknown], by=coder, code=study.codes.get(key="IDE").pk)

    assert set(refused.value.reasons) == {codings[2].pk, other.pk, unknown}
    assert "already coded" in refused.value.reasons[codings[2].pk]
    assert state() == before
    assert not Act.objects.filter(verb="coding.bulk").exists()


def test_the_endpoint_answers_with_the_rows_and_names_what_it_refuses(api, study, coder, codings):
    sent = {"ids": [str(pk) for pk in ids(codings)], "changes": {"polarity": "planned"}}

    answer = api("post", "codings/bulk/", sent)
    unknown = api("post", "codings/bulk/", sent | {"ids": [*sent["ids"], str(uuid.UUID(int=7))]})
    both = api("post", "codings/bulk/", sent | {"remove": True})

    assert answer.status_code == 200
    assert {(row["id"], row["polarity"]) for row in answer.json()["codings"]} == {(pk, "planned") for pk in sent["ids"]}
    assert [error["field"] for error in unknown.json()["errors"]] == ["ids[3]"]
    assert both.status_code == 400


def test_five_hundred_are_removed_at_once_and_no_more(api, study, transcript, coder):
    spans = [{"start": start, "end": start + length} for length in range(1, 26) for start in range(20)]
    what = {"coder": coder, "transcript": transcript, "code": study.codes.get(key="MAT")}
    made = [code_passage(study, **what, **span)[0] for span in spans]

    too_many = api("post", "codings/bulk/", {"ids": [str(pk) for pk in [*ids(made), uuid.uuid4()]], "remove": True})
    removed = api("post", "codings/bulk/", {"ids": [str(pk) for pk in ids(made)], "remove": True})

    assert (too_many.status_code, removed.status_code) == (400, 200)
    assert not Coding.objects.live().exists()
