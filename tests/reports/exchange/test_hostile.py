"""Files that are no bundle, and bundles that were tampered with: refused whole, with the place where it is wrong."""

import copy
import io
import json
import re
import zipfile

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ground.models import Act, Event, User
from interviews.models import Actor, Study
from reports.exchange.bundle.reading import MAX_BYTES
from reports.exchange.bundle.refusal import Refused
from reports.exchange.bundle.taking_in import take_in
from reports.exchange.bundle.writing import bundle_of, written
from tests.factories import make_study
from tests.reports.exchange.conftest import make_rich

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.fixture(scope="module")
def left(django_db_setup, django_db_blocker) -> bytes:
    """The rich study as it leaves; where the tests of this file take it in, it has never been."""
    with django_db_blocker.unblock(), transaction.atomic():
        data = written(bundle_of(make_rich().study, complete=True))
        transaction.set_rollback(True)
    return data


@pytest.fixture
def bundle(left) -> dict:
    return json.loads(left)


def refusal_of(data: bytes) -> Refused:
    with pytest.raises(Refused) as refused:
        take_in("studi.json", data)
    return refused.value


def zip_of(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return packed.getvalue()


NO_BUNDLES = [
    (b"", "This is not JSON"),
    (b"[]", "no JSON object"),
    (b'{"format": }', "line 1, column 12: This is not JSON"),
    (b'{"a": 1, "a": 2}', "the key 'a' is repeated"),
    (b'{"a": NaN}', "NaN is not a number"),
    (b'{"a": 1e999}', "too large"),
    (b'{"a": ' + b"9" * 5000 + b"}", "too large"),
    (b'{"a": ' + b"[" * 100_000, "nested more than"),
    (b'{"a": ' + b"[" * 40 + b"]" * 40 + b"}", "nested more than"),
    (b'{"a": "\xff"}', "Byte 7 is not UTF-8"),
    (b'{"a": ["x", "\\u0000"]}', "a[1]: The text holds a NUL"),
    (b'{"a": {"b": "\\ud800"}}', "a.b: The text holds half a character"),
    (b'{"\\ud800": 1}', "half a character"),
    (b"PK\x03\x04 broken", "cannot be unpacked"),
    (zip_of(other_json=b"{}"), "must hold one file, bundle.json"),
    (zip_of(bundle_json=b"{}", more_json=b"{}"), "must hold one file, bundle.json"),
    (b'{"format": "coprod-study/2"}', "format: 'coprod-study/1' was expected"),
    (b"{}", "'format' is a required property"),
]


@pytest.mark.parametrize(
    ("data", "said"), NO_BUNDLES, ids=[f"{n}-{said}" for n, (_data, said) in enumerate(NO_BUNDLES)]
)
def test_what_is_no_bundle_is_refused_in_words(data, said):
    refused = refusal_of(data)

    assert said in str(refused)
    assert refused.lines()[-1].startswith("Nothing was imported.")


def test_a_bomb_is_refused_before_it_is_unpacked_whole():
    bomb = zip_of(bundle_json=b" " * (MAX_BYTES + 1))

    assert len(bomb) < 200_000
    assert "more than 100 MB" in str(refusal_of(bomb))


def at(bundle: dict, path: str):
    """The container and the key that `path` leads to."""
    steps = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
    for step in steps[:-1]:
        bundle = bundle[step]
    return bundle, steps[-1]


TAMPERED = [
    ("study.slug", "a b", "study.slug"),
    ("study.slug", "ab\n", "study.slug"),
    ("study.title", "", "study.title"),
    ("study.works_alone", 1, "study.works_alone"),
    ("study.time_zone", "Mars/Olympus", "study.time_zone"),
    ("study.period_from", "2021-02-30", "study.period_from"),
    ("study.period_to", "1999-01-01", "study.period_to"),
    ("study.created_at", "9999-12-31T23:59:59.999999Z", "study.created_at"),
    ("study.extra", 1, "study"),
    ("members[0].user", NOBODY, "members[0].user"),
    ("members[0].role", "admin", "members[0].role"),
    ("actors[0].code", "bkb", "actors[0].code"),
    ("actors[0].position", 1.0, "actors[0].position"),
    ("actors[0].position", 40_000, "actors[0].position"),
    ("actors[0].id", "X", "actors[0].id"),
    ("interviews[0].transcripts[0].text", "P: lain", "interviews[0].transcripts[0].sha256"),
    ("interviews[0].transcripts[0].length", 7, "interviews[0].transcripts[0].length"),
    ("interviews[0].transcripts[0].turns[1].end", 100_000, "interviews[0].transcripts[0].turns[1].end"),
    ("interviews[0].transcripts[0].dropped", [{"what": "x"}], "interviews[0].transcripts[0].dropped[0]"),
    ("link_forms[0].rung", 5, "link_forms[0].rung"),
    ("codes[0].texts", {"fr": {}}, "codes[0].texts"),
    ("codes[0].texts", {"id": {"label": 5}}, "codes[0].texts.id.label"),
    ("codebook_versions[0].content", {"dimensions": [], "forms": [], "codes": []}, "codebook_versions[0].sha256"),
    ("passages[0].quote", "bukan ini", "passages[0].quote"),
    ("passages[0].start", 1, "passages[0].quote"),
    ("passages[0].end", 1_000_000, "passages[0].end"),
    ("reviews[0].reason", "", "reviews[0].reason"),
    ("reviews[0].replies[0].author", NOBODY, "reviews[0].replies[0].author"),
    ("summaries[0].evidence", "{}", "summaries[0].evidence"),
    ("summaries[0].evidence", "[" * 50_000, "summaries[0].evidence"),
    ("summaries[0].result", "{}", "summaries[0].result"),
    ("acts[0].undoes", NOBODY, "acts[0].undoes"),
    ("events[0].relation", "auth_group", "events[0]"),
    ("events[0].after", None, "events[0]"),
    ("events[0].row_id", NOBODY, "events[0]"),
]


@pytest.mark.parametrize(("path", "value", "said_at"), TAMPERED, ids=[f"{p}={str(v)[:20]}" for p, v, _said in TAMPERED])
def test_a_tampered_bundle_is_refused_at_the_place(bundle, path, value, said_at):
    container, key = at(bundle, path)
    container[key] = value

    refused = refusal_of(written(bundle))

    assert said_at in [fault.path for fault in refused.faults]
    assert (User.objects.count(), Study.objects.count(), Act.objects.count()) == (0, 0, 0)


def rows_of(bundle, part):
    return [(p, row) for p, passage in enumerate(bundle["passages"]) for row in passage[part]]


def test_a_passage_whose_id_does_not_follow_from_its_span_is_refused(bundle):
    bundle["summaries"] = []
    bundle["overrides"] = []
    was = bundle["passages"][0]["id"]
    data = written(bundle).replace(was.encode(), NOBODY.encode())

    assert [fault.path for fault in refusal_of(data).faults] == ["passages[0].id"]


def test_a_link_must_keep_the_rules_of_links(bundle):
    [(p, link)] = rows_of(bundle, "links")
    link |= {"to_actor": link["from_actor"], "polarity": "limited"}

    found = [fault.path for fault in refusal_of(written(bundle)).faults]

    assert found == [f"passages[{p}].links[0].to_actor", f"passages[{p}].links[0].polarity"]


def test_an_informants_label_must_name_the_informant(bundle):
    speakers = bundle["interviews"][0]["speakers"]
    index = next(n for n, speaker in enumerate(speakers) if speaker["kind"] == "informant")
    speakers[index]["informant"] = None

    assert f"interviews[0].speakers[{index}].informant" in [f.path for f in refusal_of(written(bundle)).faults]


def test_the_same_judgement_twice_is_refused(bundle):
    p, coding = next(found for found in rows_of(bundle, "codings") if found[1]["trashed_at"] is None)
    bundle["passages"][p]["codings"].append(coding | {"id": NOBODY})

    [fault] = refusal_of(written(bundle)).faults

    assert fault.path == f"passages[{p}].codings[1]"
    assert f"passages[{p}].codings[0]" in fault.what


def test_a_code_below_itself_is_refused(bundle):
    above = next(code for code in bundle["codes"] if code["parent"])["parent"]
    parent = next(code for code in bundle["codes"] if code["id"] == above)
    parent["parent"] = next(code["id"] for code in bundle["codes"] if code["parent"] == above)

    assert any("below itself" in fault.what for fault in refusal_of(written(bundle)).faults)


def test_a_row_of_another_study_here_is_not_taken_over(bundle):
    other = make_study(slug="lain")
    actor = other.actors.first()
    data = written(bundle).replace(bundle["actors"][1]["id"].encode(), str(actor.pk).encode())

    refused = refusal_of(data)

    assert [fault.path for fault in refused.faults][0] == "actors[1].id"
    assert Actor.objects.get(pk=actor.pk).study_id == other.pk


@pytest.mark.parametrize("column", ["row", "user_id"])
def test_an_event_that_reaches_into_another_study_is_refused(bundle, column):
    membership = make_study(slug="lain").memberships.get()
    event = next(e for e in bundle["events"] if e["relation"] == "interviews_membership" and e["before"])
    if column == "row":
        event["row_id"] = event["before"]["id"] = str(membership.pk)
    else:
        event["before"][column] = str(membership.user_id)

    [fault] = refusal_of(written(bundle)).faults

    assert fault.path == f"events[{bundle['events'].index(event)}]"


def test_an_event_that_says_a_row_is_of_another_study_is_refused(bundle):
    event = next(e for e in bundle["events"] if e["relation"] == "interviews_actor")
    event["after"]["study_id"] = str(make_study(slug="lain").pk)

    first, *_ = refusal_of(written(bundle)).faults

    assert (first.path, first.what) == (
        f"events[{bundle['events'].index(event)}]",
        "The event tells of a row of another study.",
    )


@pytest.mark.parametrize("value", ["enacted", "", 7, "00000000-0000-4000-8000-000000000000\n"])
def test_an_event_that_names_no_id_where_one_belongs_is_refused(bundle, value):
    event = next(e for e in bundle["events"] if e["relation"] == "coding_coding" and e["after"])
    event["after"]["code_id"] = value

    assert {fault.path for fault in refusal_of(written(bundle)).faults} == {f"events[{bundle['events'].index(event)}]"}


def test_names_of_which_a_character_is_hidden_come_in_as_they_are_and_are_told(bundle):
    planted = {
        "people[0].name": "Ani\u200b",
        "actors[0].name_id": "Badan\u00ad",
        "interviews[0].transcripts[0].source_name": "w1\u202etxt.exe",
        "codes[0].texts.id.label": "\u2066Materi",
    }
    for path, name in planted.items():
        container, key = at(bundle, path)
        container[key] = name

    taken = take_in("studi.json", written(bundle))

    assert {note.partition(":")[0] for note in taken.notes if "cannot be seen" in note} == planted.keys()
    assert bundle_of(taken.study, complete=True) == bundle


def test_a_bundle_without_an_owner_needs_one_who_is_here(bundle):
    for member in bundle["members"]:
        member["role"] = "researcher"

    assert "name one who is here" in str(refusal_of(written(bundle)))


STRANGE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from([NOBODY, "2021-01-01", "\x00", "\ud800", [], {}, [[]], "9" * 300]),
)
WHICH = st.integers(0, 2**20)  # whatever there is to choose from, counted round: what is drawn depends on no bundle
TAMPERING = st.lists(
    st.tuples(WHICH, WHICH, st.sampled_from(["put", "put", "drop", "repeat", "swap"]), STRANGE, WHICH),
    min_size=1,
    max_size=3,
)


def places(value, path=()):
    yield path
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in inner:
        yield from places(item, (*path, key))


def one_of(choices, which):
    return choices[which % len(choices)]


def tampered(bundle, tampering):
    bundle = copy.deepcopy(bundle)
    for which_part, which_place, done, strange, which_other in tampering:
        part = one_of(sorted(bundle), which_part)
        *way, last = one_of([(part, *place) for place in places(bundle[part])], which_place)
        container = bundle
        for step in way:
            container = container[step]
        match done:
            case "put":
                container[last] = copy.deepcopy(strange)  # what follows may change it
            case "drop":
                del container[last]
            case "repeat" if isinstance(container, list):
                container.append(container[last])
            case "swap":
                keys = sorted(container, key=str) if isinstance(container, dict) else range(len(container))
                other = one_of(keys, which_other)
                container[last], container[other] = container[other], container[last]
    return bundle


def refused_or_none(data: bytes) -> Refused | None:
    try:
        take_in("studi.json", data)
    except Refused as refused:
        return refused


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(tampering=TAMPERING)
def test_whatever_was_done_to_a_bundle_it_is_taken_in_whole_or_refused(bundle, tampering):
    data = json.dumps(tampered(bundle, tampering)).encode()

    with transaction.atomic():
        refused = refused_or_none(data)
        held = User.objects.count(), Study.objects.count(), Event.objects.count()
        assert all(held) if refused is None else refused.faults and held == (0, 0, 0)
        transaction.set_rollback(True)
