import uuid

import pytest

from coding.bulk import Refused, change_codings, change_links, remove_codings
from coding.linking import link_passage
from coding.models import Coding, Link
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


@pytest.fixture
def links(study, transcript, coder):
    """From ITM to BKB, from BKB to MAS, and from ITM to MAS."""
    pairs = (("kami", "ITM", "BKB"), ("masker", "BKB", "MAS"), ("menyumbang", "ITM", "MAS"))
    return [linked(study, transcript, coder, *each) for each in pairs]


def linked(study, transcript, coder, words, start, end):
    actors = {actor.code: actor for actor in study.actors.all()}
    what = {"from_actor": actors[start], "to_actor": actors[end], "form": study.link_forms.get(code="RPT")}
    return link_passage(study, coder=coder, transcript=transcript, **what, **span_of(transcript, words))[0]


def ends():
    rows = Link.objects.live().order_by("passage__quote")
    return [f"{one}-{other}" for one, other in rows.values_list("from_actor__code", "to_actor__code")]


def test_many_links_get_an_end_and_what_would_join_an_actor_to_itself_is_turned_round(study, coder, links):
    actor = study.actors.get(code="MAS").pk

    change_links(study, ids(links), by=coder, from_actor=actor, regularity="recurrent")
    given = ends()
    undo(study, by=coder, act_id=next_acts(study, by=coder).undo.pk)

    assert given == ["MAS-BKB", "MAS-BKB", "MAS-ITM"]
    assert ends() == ["ITM-BKB", "BKB-MAS", "ITM-MAS"]
    assert set(Link.objects.values_list("regularity", flat=True)) == {"unknown"}


def test_many_links_are_turned_round_changed_and_removed_over_http(api, study, coder, links):
    form = study.link_forms.get(code="SDY").pk
    sent = {"ids": [str(pk) for pk in ids(links)], "changes": {"turned": True, "form": str(form), "polarity": "absent"}}

    answer = api("post", "links/bulk/", sent)
    turned = ends()
    vague = api(
        "post",
        "links/bulk/",
        sent | {"changes": {"form": str(study.link_forms.get(rung=None).pk), "polarity": "enacted"}},
    )
    removed = api("post", "links/bulk/", {"ids": sent["ids"], "remove": True})

    assert {(row["form"], row["polarity"]) for row in answer.json()["links"]} == {(str(form), "absent")}
    assert turned == ["BKB-ITM", "MAS-BKB", "MAS-ITM"]
    assert (vague.status_code, len(vague.json()["errors"]), removed.status_code) == (400, 3, 200)
    assert not Link.objects.live().exists()
