"""What a client may send by mistake or malice: it is stored as it was sent, or refused in words; nothing breaks."""

import json
import time
import uuid

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.addresses import World, signed_in
from tests.bodies import GOOD, HAS_ID, STUDY
from tests.hidden_names import hidden_names
from tests.hostile_values import HOSTILE, WORDS, anything

pytestmark = pytest.mark.django_db

FIFTH = 5
ANY = {"If-Match": "*"}  # whatever version it is
QUIET = settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
# An empty address is made of the title; the reason of settings that change nothing is not kept; an interview that is
# named by its code is told by its id.
SET_BY_THE_SERVER = {("study", "slug"), ("method", "reason"), ("recording", "interview")}


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        made.browsers = {name: signed_in(user) for name, user in made.people.items() if user.is_active}
        yield made
        transaction.set_rollback(True)


def send(world, who, method, url, data: bytes, media="application/json", **headers):
    with transaction.atomic():
        answer = world.browsers[who].generic(method, url, data, content_type=media, headers={**ANY, **headers})
        transaction.set_rollback(True)
    return answer


def check(answer, sent):
    """Stored as it was sent, or refused as a problem document that says so."""
    assert answer.status_code < 500, (sent, answer.content[:500])
    body = answer.json() if answer.content else {}
    if answer.status_code >= 400:
        assert answer.headers["Content-Type"] == "application/problem+json"
        assert all(body[key] for key in ("code", "detail", "title")), body
    return body


def as_bytes(body) -> bytes:
    return json.dumps(body).encode()


@pytest.mark.parametrize("name", GOOD)
def test_the_bodies_of_this_test_are_good_before_they_are_spoilt(world, name):
    who, method, url, body = GOOD[name](world)

    answer = send(world, who, method, url, as_bytes(body))

    assert answer.status_code in (200, 201, 202) or name in ("review", "bundle") and answer.status_code in (400, 409), (
        answer.content
    )


@pytest.mark.parametrize(
    "every", [pytest.param(FIFTH, id="a fifth of the values"), pytest.param(1, id="all", marks=pytest.mark.soak)]
)
@pytest.mark.parametrize("name", GOOD)
def test_every_field_takes_what_it_is_made_for_and_refuses_the_rest(world, name, every):
    """Where a field takes a fifth of the values, the next field begins one later; `make soak` sends all to each."""
    who, method, url, good = GOOD[name](world)

    for begin, field in enumerate(good):
        for value in HOSTILE[begin % every :: every]:
            answer = send(world, who, method, url, as_bytes({**good, field: value}))
            body = check(answer, {field: value})
            stored = answer.status_code in (200, 201) and (name, field) not in SET_BY_THE_SERVER
            stored = stored and isinstance(body, dict)  # of many rows at once none has the field
            if stored and isinstance(value, str) and isinstance(body.get(field), str):
                assert body[field] in (value, value.strip()), (field, value)


def spoilt(value, ending: str):
    """The same value once for each text in it, which ends otherwise."""
    if isinstance(value, str):
        yield value + ending
    for key, item in value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ():
        for other in spoilt(item, ending):
            yield {**value, key: other} if isinstance(value, dict) else [*value[:key], other, *value[key + 1 :]]


@pytest.mark.parametrize("name", GOOD)
def test_no_name_is_stored_of_which_a_character_is_hidden(world, name):
    who, method, url, good = GOOD[name](world)

    for body in (body for ending in ("\u200b", "\u202e") for body in spoilt(good, ending)):
        with transaction.atomic():
            check(world.browsers[who].generic(method, url, as_bytes(body), "application/json", headers=ANY), body)
            hidden = hidden_names()
            transaction.set_rollback(True)
        assert hidden == [], body


@pytest.mark.parametrize("name", GOOD)
@QUIET
@given(data=st.data())
def test_no_value_of_json_breaks_an_endpoint(world, name, data):
    who, method, url, good = GOOD[name](world)
    field = data.draw(st.sampled_from(sorted(good)))
    body = {**good, field: data.draw(anything)}

    check(send(world, who, method, url, as_bytes(body)), body)


@pytest.mark.parametrize("name", [name for name in GOOD if name != "bundle"])
def test_a_key_that_nobody_asked_for_is_refused_by_name(world, name):
    who, method, url, good = GOOD[name](world)
    foreign = [
        "is_superuser",
        "study",
        "created_at",
        "code__study__owner",
        "__class__",
        "coder_id",
        "trashed_at",
        "a" * 5000,
    ]

    for key in foreign:
        body = check(send(world, who, method, url, as_bytes({**good, key: "x"})), key)

        assert [each["field"] for each in body["errors"]] == [key[:80]], body


@pytest.mark.parametrize("name", HAS_ID)
@pytest.mark.parametrize(
    "spell",
    [str.upper, lambda s: f"{{{s}}}", lambda s: f"urn:uuid:{s}", lambda s: s.replace("-", ""), lambda s: s + " "],
)
def test_an_id_has_one_spelling(world, name, spell):
    who, method, url, good = GOOD[name](world)

    answer = send(world, who, method, url, as_bytes({**good, "id": spell(str(uuid.uuid4()))}))

    assert answer.status_code == 400
    assert [each["field"] for each in answer.json()["errors"]] == ["id"]


BODIES = {
    "null": (b"null", 400),
    "a list": (b"[]", 400),
    "a number": (b"1", 400),
    "half of an object": (b'{"a":', 400),
    "no UTF-8": (b'{"a": "\xff\xfe"}', 400),
    "UTF-16": ('{"a": 1}'.encode("utf-16"), 400),
    "a key twice": (b'{"id": 1, "id": 2}', 400),
    "NaN": (b'{"a": NaN}', 400),
    "infinity": (b'{"a": -Infinity}', 400),
    "a number of 5,000 digits": (b'{"a": ' + b"9" * 5000 + b"}", 400),
    "an exponent without end": (b'{"minutes": 1e999999}', 400),
    "33 levels": (b'{"a":' * 33 + b"1" + b"}" * 33, 400),
    "50,000 levels": (b"[" * 50_000 + b"]" * 50_000, 400),
    "NUL in a key": (b'{"a\\u0000": 1}', 400),
    "a lone surrogate deep inside": (b'{"a": [{"b": "\\ud800"}]}', 400),
    "more than a megabyte": (b'{"a": "' + b"a" * 1_000_001 + b'"}', 413),
}


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize("name", ["study", "study change", "interview", "code", "coding", "review", "method"])
def test_what_is_no_body_is_refused_with_its_own_status(world, name, body):
    who, method, url, _good = GOOD[name](world)
    data, status = BODIES[body]

    answer = send(world, who, method, url, data)

    assert answer.status_code == status, answer.content[:300]
    check(answer, body)


@pytest.mark.parametrize(
    "media", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"]
)
@pytest.mark.parametrize("name", [name for name in GOOD if name != "interview"])
def test_only_json_is_read(world, name, media):
    who, method, url, good = GOOD[name](world)

    answer = send(world, who, method, url, as_bytes(good), media)

    assert answer.status_code == 415 or media.startswith("multipart") and answer.status_code == 400
    check(answer, media)


LISTS = [
    "members",
    "actors",
    "informants",
    "interviews",
    "speakers",
    "transcripts",
    "codes",
    "dimensions",
    "link-forms",
    "passages",
]
LISTS += ["codings", "links", "memos", "reviews", "summaries", "method-configs"]


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize(
    "query",
    [
        "cursor=x",
        "cursor=cD0lMDA%3D",
        "page_size=0",
        "page_size=１",
        "page_size=501",
        "page_size=-1",
        "page_size=" + "9" * 400,
    ],
)
def test_pages_are_asked_for_within_their_limits(world, name, query):
    answer = send(world, "owner", "GET", f"{STUDY}{name}/?{query}", b"")

    assert answer.status_code in ((400, 404) if query.startswith("cursor") else (400,)), answer.content[:200]


@pytest.mark.parametrize("name", LISTS)
def test_a_parameter_that_is_not_known_is_refused_and_no_other_table_is_reached(world, name):
    for query in (
        "statuss=draft",
        "study__owner=x",
        "coder__password__startswith=a",
        "format=xml",
        "id__in=1",
        "order_by=id",
    ):
        answer = send(world, "owner", "GET", f"{STUDY}{name}/?{query}", b"")

        assert answer.status_code == 400, query
        assert [each["field"] for each in answer.json()["errors"]] == [query.split("=")[0]]


@pytest.mark.parametrize("name", [*LISTS, "retrieval", "matrices", "changes"])
def test_ten_thousand_filters_are_refused_within_a_second(world, name):
    begun = time.perf_counter()
    answer = send(world, "owner", "GET", f"{STUDY}{name}/?{'&'.join(f'code={n}' for n in range(10_000))}", b"")

    assert answer.status_code in (400, 413), answer.content[:200]
    assert time.perf_counter() - begun <= 1


@pytest.mark.parametrize("pattern", ["%", "_", "m%r", "mas_er", "\\", "[a-z]"])
def test_what_is_a_pattern_elsewhere_is_a_word_here(world, pattern):
    found = {
        words: send(world, "owner", "POST", f"{STUDY}search/", as_bytes({"words": words})).json()["hits"]
        for words in (pattern, "masker")
    }

    assert (len(found[pattern]), len(found["masker"]) > 0) == (0, True)


@QUIET
@given(
    word=st.text() | st.sampled_from([each for each in WORDS if each.isprintable()]),
    name=st.sampled_from(LISTS),
    key=st.sampled_from(
        [
            "code",
            "status",
            "coder",
            "interview",
            "transcript",
            "parent",
            "key",
            "kind",
            "trashed",
            "basis",
            "decision",
            "cursor",
        ]
    ),
)
def test_no_word_in_a_query_breaks_a_list(world, name, key, word):
    with transaction.atomic():
        answer = world.browsers["owner"].get(f"{STUDY}{name}/", {key: word.encode("utf-8", "replace")})
        transaction.set_rollback(True)

    assert answer.status_code < 500, (name, key, word)


@QUIET
@given(word=st.text())
def test_no_word_in_the_changes_breaks_them(world, word):
    answer = world.browsers["owner"].get(f"{STUDY}changes/", {"after": word.encode("utf-8", "replace")})

    assert answer.status_code == (200 if word.isascii() and word.isdigit() and len(word) < 19 else 400)
