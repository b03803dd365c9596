"""A query finds what it says: beside a naive evaluation, on random studies."""

import random
from contextlib import contextmanager
from datetime import date
from itertools import count

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coding.models import Code, Coding, Link, Memo, Polarity, Status
from coding.passages import code_passage
from coding.retrieval.finding import find
from coding.retrieval.listing import COUNTS, count_of, page_of
from coding.retrieval.query import Misread, Query
from ground.acts import act
from interviews.models import Interview
from reports.evidence import collect
from tests.coding.retrieval.naive import Everything, answer
from tests.factories import make_informant, make_interview, make_study, owner_of, span_of
from tests.reports.fields import Field, person

pytestmark = pytest.mark.django_db

WORDS = ["Kami", "memberi", "masker.", "Warga", "ikut.", "Dinas", "tidak", "datang.", "Rapat", "tiap", "bulan."]
KEYS = ("IDE", "MAT", "MAT.1", "FIS", "UTL", "SOS")
ROWS = 35
numbers = count(1)
few = settings(
    max_examples=3, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@contextmanager
def at_random(seed: int):
    """A study made by chance, gone afterwards."""
    with transaction.atomic():
        yield made_at_random(seed)
        transaction.set_rollback(True)


def made_at_random(seed: int) -> Field:
    """A study of three interviews, a group and a corrected text among them, with rows of every kind."""
    chance = random.Random(seed)
    field = Field(slug=f"acak-{next(numbers)}")
    other = person("other")
    for code in ("X1", "T2"):
        field.change(
            field.informants[code], role_label="Ketua", consent="withdrawn" if chance.random() < 0.3 else "given"
        )
    if "MAT.1" not in field.codes:
        with field.writing():
            field.codes["MAT.1"] = Code.objects.create(
                study=field.study, key="MAT.1", parent=field.codes["MAT"], created_by=field.owner
            )
    for name, voices in (("W-1", ["B1"]), ("W-2", ["T1", "T2", "X1"]), ("W-3", ["M1", "nobody"])):
        turns = [("P", "Apa yang terjadi?")]
        for _ in range(4):
            turns.append((chance.choice(voices), " ".join(chance.choices(WORDS, k=chance.randrange(1, 9)))))
        details = {"place": "Kota", "held_on": date(2021, 3, 1)} if name == "W-1" else {"kind": "group"}
        field.interview(name, *turns, **details)
    for _ in range(ROWS):
        row_at_random(chance, field, other)
    with field.writing():
        for model in (Coding, Link):
            for row in [row for row in model.objects.of_study(field.study) if chance.random() < 0.3]:
                on = {"passage": row.passage} if chance.random() < 0.3 else {model._meta.model_name: row}
                gone = "2026-01-01T00:00Z" if chance.random() < 0.2 else None
                Memo.objects.create(study=field.study, author=field.owner, text="?", trashed_at=gone, **on)
    if chance.random() < 0.5:
        field.change(Interview.objects.get(study=field.study, code="W-3"), trashed_at="2026-01-01T00:00Z")
    return field


def row_at_random(chance, field, other) -> None:
    name = chance.choice(list(field.texts))
    text = field.texts[name].text
    start = chance.randrange(0, len(text) - 2)
    words = text[start : start + chance.choice((5, 12, 40))]
    judged = {
        "polarity": chance.choice(Polarity.values),
        "status": chance.choice([*Status.values, "approved", "approved", "submitted"]),
        "coder": chance.choice((field.owner, other)),
        "in_scope": chance.random() < 0.9,
        "trashed_at": "2026-01-01T00:00Z" if chance.random() < 0.1 else None,
    }
    if name == "W-2" and chance.random() < 0.5:
        judged["speaker"] = chance.choice([s.label for s in field.texts[name].interview.speakers.all()])
    with_place = (name, words)
    if chance.random() < 0.7:
        same = Coding.objects.filter(passage__quote=words).first()
        code = same.code.key if same and chance.random() < 0.6 else chance.choice(KEYS)
        build(field.coding, *with_place, code, chance.choice(("BKB", "ITM", "MAS", None)), **judged)
    else:
        judged["polarity"] = chance.choice(("enacted", "absent", "planned"))
        ends = chance.sample(["BKB", "ITM", "MAS"], 2)
        often = chance.choice(Link.Regularity.values)
        build(field.link, *with_place, *ends, chance.choice(list(field.forms)), regularity=often, **judged)


def build(make, *place, **judged) -> None:
    """Enters a row, unless the coder has said the same already."""
    try:
        with transaction.atomic():
            make(*place, **judged)
    except IntegrityError:
        pass


VALUES = {
    "code": KEYS,
    "dimension": ("IDE", "MAT", "-"),
    "about": ("BKB", "ITM", "-"),
    "speaker": ("BKB", "ITM", "-"),
    "informant": ("B1", "T2", "X1", "M1", "-"),
    "interview": ("W-1", "W-2"),
    "polarity": ("enacted", "absent", "planned"),
    "status": ("approved", "submitted", "rejected"),
    "memo": ("yes", "-"),
    "attribute": ("role:Ketua", "role:-", "side:state", "side:-", "place:Kota", "place:-", "year:2021", "year:-"),
    "with": KEYS,
}
OF_LINKS = {"pair": ("BKB-ITM", "MAS-ITM"), "form": ("RPT", "INF1", "ANY"), "about": ("BKB", "ITM")}


@st.composite
def queries(draw) -> Query:
    kind = draw(st.sampled_from(["codings", "codings", "links"]))
    values = {**VALUES, **OF_LINKS} if kind == "links" else VALUES
    names = [name for name in values if kind == "codings" or name not in ("code", "dimension")]

    def chosen(most):
        asked = draw(st.lists(st.sampled_from(names), max_size=most, unique=True))
        few = {name: st.lists(st.sampled_from(values[name]), min_size=1, max_size=2, unique=True) for name in asked}
        return {name: tuple(draw(each)) for name, each in few.items()}

    return Query(
        kind=kind,
        basis=draw(st.sampled_from(["", "", "official", "working"])),
        below=draw(st.booleans()),
        how=draw(st.sampled_from(["overlap", "near", "turn"])),
        within=draw(st.sampled_from([0, 3, 30])),
        until=draw(st.sampled_from(["", "", "W-1", "W-2"])),
        only=chosen(2),
        without=chosen(1),
    )


@few
@given(seed=st.integers(0, 2**32), asked=st.lists(queries(), min_size=25, max_size=25))
def test_a_query_finds_what_going_through_all_rows_one_by_one_finds(db, seed, asked):
    with at_random(seed) as field:
        all_ = Everything.of(field.study)

        for query in asked:
            assert set(find(field.study, query).values_list("pk", flat=True)) == answer(all_, query), query.address


@few
@given(seed=st.integers(0, 2**32))
def test_what_counts_is_what_the_method_is_given_and_counts(db, seed):
    with at_random(seed) as field:
        for basis in ("official", "working"):
            document = collect(field.study, basis).document
            for kind in ("codings", "links"):
                found = find(field.study, Query(kind=kind, basis=basis)).values_list("pk", flat=True)
                assert {str(pk) for pk in found} == {row["id"] for row in document[kind] if counts(row, document)}


def counts(row, document) -> bool:
    """Eligible, as method.md 4.1 has it."""
    by_status = row["review_status"] in document["config"]["count_statuses"]
    heard = row["informant"] and not row["consent_withdrawn"]
    return bool(by_status and heard and row["in_scope"] and row["polarity"] not in ("planned", "unclear"))


@given(queries())
def test_a_query_is_the_address_it_makes_and_the_address_is_the_query(query):
    assert Query.read(QueryDict(query.address).lists()) == query


@pytest.mark.parametrize(
    ("address", "field", "said"),
    [
        ("kode=MAT", "kode", "cannot be asked"),
        ("status=nonsense", "status", "Choose one of"),
        ("kind=links&code=MAT", "code", "A link has no code."),
        ("pair=BKB-ITM", "pair", "kind=links"),
        ("within=far", "within", "number"),
        ("basis=official&basis=working", "basis", "once"),
        ("attribute=age:40", "attribute", "name:value"),
        ("code=NONE", "code", "NONE"),
        ("not_informant=Z9", "not_informant", "Z9"),
        ("kind=links&pair=BKB", "pair", "BKB"),
        ("until=NONE", "until", "NONE"),
        ("until=W-1&until=W-2", "until", "once"),
        ("interview=%00", "interview", "none of this name"),
    ],
)
def test_an_address_that_is_no_query_is_refused_with_the_part_that_is_wrong(address, field, said):
    study = Field(slug="kosong").study
    with pytest.raises(Misread) as refused, translation.override("en"):
        find(study, Query.read(QueryDict(address).lists()))

    assert said in refused.value.reasons[field]


def test_pages_show_every_row_once_in_reading_order_and_lead_back(db):
    study = made_at_random(7).study
    found = find(study, Query())
    for group in ("interview", "code"):
        forward, page = [], page_of(study, found, group=group, size=4)
        assert page.before is None
        while True:
            forward.append([row.pk for row in page.rows])
            if page.after is None:
                break
            page = page_of(study, found, group=group, size=4, after=page.after)
        backward = [forward[-1]]
        while page.before is not None:
            page = page_of(study, found, group=group, size=4, before=page.before)
            backward.insert(0, [row.pk for row in page.rows])
        assert sorted(sum(forward, [])) == sorted(found.values_list("pk", flat=True))
        assert backward == forward


def test_the_counts_are_those_of_the_rows(db):
    field = made_at_random(11)
    all_, rows = Everything.of(field.study), []
    rows = [row for row in all_.standing("codings") if row.pk in answer(all_, Query(basis="working"))]

    counts = {what: count_of(find(field.study, Query(basis="working")), what) for what in COUNTS}

    passages = {row.passage_id: row.passage.quote for row in rows}
    assert counts == {
        "codings": len(rows),
        "passages": len(passages),
        "informants": len({all_.voice(row).pk for row in rows}),
        "words": sum(len(quote.split()) for quote in passages.values()),
    }


def test_a_page_cannot_start_from_a_row_of_another_study(db):
    study, other = made_at_random(7).study, make_study(slug="lain")
    make_informant(other)
    transcript = make_interview(other, code="Z9").transcript
    given = {"coder": owner_of(other), "code": other.codes.get(key="MAT"), "transcript": transcript}
    foreign, _made = code_passage(other, **given, **span_of(transcript, "masker"))
    with act(owner_of(other), "interview.change", other):
        other.interviews.update(position=99)  # behind every row of the study

    page, whole = (
        page_of(study, find(study, Query()), group="interview", size=4, after=pk) for pk in (foreign.pk, None)
    )

    assert [row.pk for row in page.rows] == [row.pk for row in whole.rows]
