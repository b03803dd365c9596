"""A study carried out of one instance and into another is the same study."""

import json

import pytest
from django.apps import apps
from django.db.models import Q

from coding.models import Memo
from ground.models import Act, Event, User
from interviews.models import Membership, Role, Study
from reports.exchange.bundle.fields import BY_MODEL, PARTS, STAYS_BEHIND
from reports.exchange.bundle.refusal import Refused
from reports.exchange.bundle.schema import printed
from reports.exchange.bundle.taking_in import take_in
from reports.exchange.bundle.writing import bundle_of, written, zipped
from tests.factories import join, make_study, make_user
from tests.test_layout import ROOT


def test_every_row_of_a_study_arrives_as_it_left(rich, data, emptied, stored):
    before = stored(but=["acts", "events"])
    assert all(before.values())

    emptied()
    take_in("studi.json", data)

    assert stored(but=["acts", "events"]) == before


def test_history_arrives_in_its_order_and_is_not_written_anew(rich, data, emptied):
    def history():
        acts = Act.objects.filter(study_id=rich.study.pk).order_by("number")
        events = Event.objects.filter(act__study_id=rich.study.pk).order_by("id")
        return (
            list(acts.values("id", "who_id", "verb", "undoes_id", "at")),
            list(events.values("act_id", "relation", "row_id", "before", "after")),
        )

    before = history()

    emptied()
    take_in("studi.json", data)

    assert history() == before


def test_the_import_is_an_act_of_the_instance_that_tells_of_the_study_row(rich, data, emptied):
    emptied()

    take_in("studi.json", data)

    taking = Act.objects.get(study_id=None)
    assert (taking.verb, taking.who_id) == ("study.import", rich.owner.pk)
    assert list(taking.events.values_list("relation", "row_id")) == [("interviews_study", rich.study.pk)]


def test_the_same_study_gives_the_same_bytes_also_from_another_instance(rich, data, emptied):
    assert written(bundle_of(rich.study, complete=True)) == data

    emptied()
    take_in("studi.zip", zipped(data))

    assert written(bundle_of(Study.objects.get(), complete=True)) == data
    assert zipped(data) == zipped(data)


def test_triggers_record_again_after_an_import(data, emptied):
    emptied()
    take_in("studi.json", data)
    study = Study.objects.get()

    join(study, "observer")

    assert Event.objects.filter(act__study_id=study.pk).latest("id").relation == "interviews_membership"


def test_who_takes_a_study_in_becomes_an_owner_without_a_trace_in_its_history(data, emptied):
    emptied()
    newcomer = make_user("pendatang")

    taken = take_in("studi.json", data, by=newcomer)

    assert Membership.objects.get(user=newcomer).role == Role.OWNER
    assert any("pendatang" in note for note in taken.notes)
    assert not take_in("studi.json", data, by=newcomer).is_new


def test_members_become_accounts_that_nobody_can_sign_in_to(data, emptied):
    emptied()

    take_in("studi.json", data)

    assert User.objects.count() == 4
    assert not any(user.has_usable_password() for user in User.objects.all())


def test_an_account_that_is_here_is_used_as_it_is(rich, data, emptied):
    emptied()
    User.objects.create(pk=rich.coder.pk, username="nama-baru", name="Nama baru", email="a@example.org")

    taken = take_in("studi.json", data)

    assert User.objects.get(pk=rich.coder.pk).username == "nama-baru"
    assert not take_in("studi.json", data).is_new
    assert rich.coder.username not in " ".join(taken.notes)


def test_a_username_or_address_that_is_taken_gets_the_id_behind_it(rich, data, emptied):
    emptied()
    make_study(owner=make_user("pemilik"), slug=rich.study.slug)

    taken = take_in("studi.json", data)

    assert User.objects.get(pk=rich.owner.pk).username == f"pemilik-{rich.owner.pk}"
    assert taken.study.slug == f"{rich.study.slug}-{str(rich.study.pk)[:8]}"
    assert sum("here" in note for note in taken.notes) == 2
    assert not take_in("studi.json", data).is_new


def test_a_study_that_is_here_and_equal_is_left_alone(rich, data, stored):
    before = stored()

    taken = take_in("studi.json", data)

    assert not taken.is_new
    assert stored() == before


def test_a_study_that_is_here_and_differs_is_refused_with_the_list(rich, data, bundle, stored):
    bundle["study"]["title"] = "Lain"
    removed = bundle["memos"].pop()
    bundle["members"][0]["role"] = "observer" if bundle["members"][0]["role"] == "owner" else "owner"
    before = stored()

    with pytest.raises(Refused) as refused:
        take_in("studi.json", written(bundle))

    assert [str(fault) for fault in refused.value.faults] == [
        "study: differs here: title.",
        "members[0]: differs here: role.",
        f"memos: {removed['id']} is only here.",
    ]
    assert stored() == before


def test_a_stranger_learns_nothing_of_a_study_that_is_here(rich, data):
    with pytest.raises(Refused) as refused:
        take_in("studi.json", data, by=make_user("orang-asing"))

    assert [fault.path for fault in refused.value.faults] == ["study.id"]


def test_an_incomplete_bundle_has_neither_history_nor_notes_about_informants(rich, emptied):
    partial = bundle_of(rich.study, complete=False)
    emptied()

    taken = take_in("studi.json", written(partial))

    assert partial["complete"] is False
    assert partial["acts"] == partial["events"] == []
    assert {informant["note"] for informant in partial["informants"]} == {""}
    assert any("not complete" in note for note in taken.notes)
    assert not take_in("studi.json", written(partial)).is_new


def test_nothing_of_another_study_is_in_the_bundle(rich, data):
    make_study(slug="lain")

    assert written(bundle_of(rich.study, complete=True)) == data


def test_every_model_and_field_has_its_place_or_a_reason_to_stay_behind():
    nowhere = []
    for model in apps.get_models():
        label = model._meta.label
        if model not in BY_MODEL:
            nowhere += [label] * (label not in STAYS_BEHIND)
            continue
        part = BY_MODEL[model]
        placed = {*part.names, part.place}
        fields = [*model._meta.concrete_fields, *model._meta.many_to_many]
        nowhere += [
            f"{label}.{f.name}" for f in fields if f.name not in placed and f"{label}.{f.name}" not in STAYS_BEHIND
        ]

    assert nowhere == []


def test_what_stays_behind_exists_and_gives_its_reason():
    known = {model._meta.label for model in apps.get_models()}
    known |= {f"{m._meta.label}.{f.name}" for m in apps.get_models() for f in (*m._meta.fields, *m._meta.many_to_many)}

    assert set(STAYS_BEHIND) <= known
    assert all(len(reason) > 20 for reason in STAYS_BEHIND.values())


def test_rows_are_never_ordered_by_words():
    words = [
        f"{part.name}.{name}"
        for part in PARTS
        for name in part.order.split()
        if part.model._meta.get_field(name).get_internal_type() in ("CharField", "TextField", "SlugField")
    ]

    assert words == []


def test_the_published_schema_is_that_of_the_table_of_fields():
    file = ROOT / "docs" / "coprod-study-1.schema.json"

    assert file.read_text(encoding="utf-8") == printed(), "print reports.exchange.bundle.schema.printed() into docs/"


def test_a_bundle_written_before_memos_could_be_about_actors_is_still_read(bundle, emptied):
    for memo in bundle["memos"]:
        del memo["actor"]
    bundle["complete"], bundle["acts"], bundle["events"] = False, [], []
    emptied()

    take_in("lama.json", json.dumps(bundle).encode())

    assert Memo.objects.filter(actor=None).count() == len(bundle["memos"])


def test_the_schema_admits_no_object_with_unknown_keys():
    def objects(node):
        if isinstance(node, dict):
            if "properties" in node:
                yield node
            for inner in node.values():
                yield from objects(inner)
        elif isinstance(node, list):
            for inner in node:
                yield from objects(inner)

    assert all(node["additionalProperties"] is False for node in objects(json.loads(printed())))


def test_a_person_who_left_travels_with_what_the_history_says_of_them(rich, bundle):
    members = {member["user"] for member in bundle["members"]}

    assert str(rich.left.pk) not in members
    assert str(rich.left.pk) in {person["id"] for person in bundle["people"]}
    assert User.objects.filter(~Q(pk=rich.left.pk)).count() == len(bundle["people"]) - 1
