"""A sentence in one's own words stands beside the rules' own, goes stale with its evidence, changes no figure."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from coding.undo import undo
from ground.conflicts import Conflict
from ground.models import Act
from interviews.models import Role
from reports.book.plan import Plan
from reports.book.source import Source
from reports.models import Rewording
from reports.reading import Reading
from reports.rewording import LONGEST, foreign_numbers, reword, version_of, withdraw_rewording
from tests.asking import Api

pytestmark = pytest.mark.django_db
PLACE = "cell.level~cell:BKB/MAT"


@pytest.fixture
def told(field, built):
    """The summary of two approved codings, and the sentence on the level of the cell that they make."""
    field.rows = [
        field.coding("W-B1", "We gave masks.", "MAT", "BKB"),
        field.coding("W-G", "We came.", "MAT", "BKB", polarity="absent"),
    ]
    summary = built(field)
    return summary, next(each for each in Reading(summary, "en").sentences.values() if each.place == PLACE)


def own(summary, text="They gave masks, by their own account.", **more):
    """Reword the sentence of PLACE."""
    sentence = next(each for each in Reading(summary, "en").sentences.values() if each.place == PLACE)
    return reword(summary, sentence, language="en", text=text, **more)[0]


def shown(summary):
    """The sentence of PLACE as a page tells it."""
    return next(each for each in Reading(summary, "en").told("cell.level", target="cell:BKB/MAT"))


def test_places_name_each_sentence_of_a_summary_once(demo_a, demo_b, built):
    for field in (demo_a, demo_b):
        places = [each.place for each in Reading(built(field), "en").sentences.values()]
        assert len(places) == len(set(places))
        assert max(map(len, places)) <= Rewording._meta.get_field("sentence").max_length


def test_it_stands_in_place_of_the_rules_sentence_on_the_pages_and_says_that_it_does(field, told, client):
    summary, sentence = told
    own(summary, by=field.owner)
    client.force_login(field.owner)

    pages = [
        client.get(reverse("summary", args=[field.study.slug])).content.decode(),
        client.get(reverse("summary-actor", args=[field.study.slug, summary.pk, "BKB"])).content.decode(),
    ]

    assert all('They gave masks, by their own account. <a class="badge"' in page for page in pages)
    assert shown(summary).in_print == "They gave masks, by their own account. [reworded]"
    assert shown(summary).text == sentence.text["en"]


def test_in_the_other_language_and_on_the_other_basis_the_rules_speak(field, told, built):
    summary, _sentence = told
    own(summary, by=field.owner)

    assert Reading(summary, "id").rewordings == {}
    assert Reading(built(field, "working"), "en").rewordings == {}


CAUSES = {
    "a coding is rejected": (lambda f: f.change(f.rows[0], status="rejected"), ["its coding was rejected"]),
    "its polarity is changed": (
        lambda f: f.change(f.rows[0], polarity="limited"),
        ["its polarity is “limited (low)”, and was “enacted”"],
    ),
    "it is removed": (lambda f: f.change(f.rows[0], trashed_at="2026-01-01T00:00Z"), ["its coding was removed"]),
    "its code is out of use": (
        lambda f: f.change(f.codes["MAT"], retired_at="2026-01-01T00:00Z"),
        ["the code MAT is out of use"] * 2,
    ),
    "its informant withdraws": (lambda f: f.change(f.informants["B1"], consent="withdrawn"), ["consent was withdrawn"]),
    "another sentence's coding comes": (lambda f: f.coding("W-B1", "No more.", "IDE", "BKB"), []),
    "its coding is approved anew": (lambda f: f.change(f.rows[0], status="submitted"), []),
}


@pytest.mark.parametrize("cause", CAUSES)
def test_it_goes_stale_with_its_evidence_and_with_nothing_else(field, told, cause):
    happens, expected = CAUSES[cause]
    own(told[0], by=field.owner)

    happens(field)

    assert [reason.words for reason in shown(told[0]).reworded.reasons] == expected


def test_a_stale_one_is_printed_with_what_the_rules_say(field, told):
    own(told[0], by=field.owner)
    field.change(field.rows[0], status="rejected")

    template = told[1].text["en"]
    said = f"account. [reworded before the evidence changed; by the rules: {template}]"
    assert shown(told[0]).in_print.endswith(said)


def test_a_new_summary_that_says_otherwise_makes_it_stale_and_saving_it_again_fresh(field, told, built):
    own(told[0], by=field.owner)
    came = field.coding("W-G", "So did I.", "MAT", "BKB")
    newer = built(field)

    stale = shown(newer).reworded
    own(newer, by=field.owner)

    told_of = {(reason.change.row, reason.change.what) for reason in stale.reasons}
    assert {("", "template"), (str(came.pk), "came")} <= told_of
    assert not shown(newer).reworded.is_stale


def test_withdrawn_it_leaves_the_rules_sentence_alone_and_can_be_done_and_undone(field, told):
    made = own(told[0], by=field.owner)

    withdraw_rewording(made, by=field.owner)
    alone = shown(told[0]).reworded
    act = Act.objects.filter(study_id=field.study.pk, verb="rewording.withdraw").get()
    undo(field.study, by=field.owner, act_id=act.pk)

    assert alone is None
    assert shown(told[0]).reworded.text == made.text


@pytest.mark.parametrize("text", ["", "  \n ", "x" * (LONGEST + 1), "a\x00b"])
def test_what_is_no_sentence_is_refused(field, told, text):
    with pytest.raises(ValidationError):
        own(told[0], by=field.owner, text=text)

    assert not Rewording.objects.exists()


@pytest.mark.parametrize(
    ("template", "text", "numbers"),
    [
        ("3 of 4 informants.", "All but one.", []),
        ("3 of 4 informants.", "3 of 4, and 4 of 3.", []),
        ("3 of 4 informants.", "3 of 5 in 2 interviews of 5.", ["5", "2"]),
        ("2/3 say so.", "66.7 % say so.", ["66.7"]),
        ("12 say so.", "1 says so, 2 do.", ["1", "2"]),
    ],
)
def test_a_number_that_the_rules_do_not_say_is_pointed_at(template, text, numbers):
    assert foreign_numbers(template, text) == numbers


def test_on_the_page_a_foreign_number_is_warned_of_and_stored(field, told, client):
    summary, sentence = told
    client.force_login(field.owner)
    address = f"{reverse('rewording', args=[field.study.slug, summary.pk])}?sentence={sentence.key}"

    answer = client.post(address, {"text": "Of 77 people.", "seen": ""}, follow=True)
    again = client.post(address, {"text": "Mine.", "seen": ""})

    assert "These numbers are not in the rules' sentence: 77." in answer.content.decode()
    assert again.status_code == 409
    assert "Of 77 people." in again.content.decode()
    assert "Mine.</textarea>" in again.content.decode()
    assert Rewording.objects.get().text == "Of 77 people."


def test_who_read_an_older_rewording_is_told_so(field, told):
    seen = version_of(own(told[0], by=field.owner))
    own(told[0], by=field.owner, text="Newer.")

    with pytest.raises(Conflict) as refused:
        own(told[0], by=field.owner, text="Older.", seen=seen)

    assert refused.value.code == "changed"


def test_over_http_it_is_made_once_changed_by_who_read_it_and_withdrawn(field, told):
    summary, sentence = told
    ask = Api(field.owner, field.study)
    body = {
        "id": "5b0d4fa5-93c1-4d0b-9f6e-0d6d2b1f7a10", "summary": str(summary.pk), "sentence": sentence.key,
        "language": "en", "text": "Of 77.",
    }  # fmt: skip

    codes = [ask("POST", "rewordings/", body).status_code for _ in range(2)]
    read = ask("GET", f"rewordings/{body['id']}/")
    field.change(field.rows[0], polarity="limited")
    (listed,) = ask("GET", "rewordings/").json()["results"]
    refused = ask("PATCH", f"rewordings/{body['id']}/", {"text": "x"}, If_Match=read["ETag"])
    changed = ask("PATCH", f"rewordings/{body['id']}/", {"text": "Some."}, If_Match=refused["ETag"])
    gone = ask("DELETE", f"rewordings/{body['id']}/", If_Match=changed["ETag"])
    unknown = ask("POST", "rewordings/", body | {"id": None, "sentence": "x"} | {"id": str(summary.pk)})

    assert codes == [201, 200]
    assert (read.json()["stale"], read.json()["numbers"]) == (False, ["77"])
    assert [(each["what"], each["now"]) for each in listed["changes"]] == [("polarity", "limited")]
    assert (refused.status_code, changed.status_code, gone.status_code) == (412, 200, 204)
    assert changed.json()["stale"] is False
    assert unknown.status_code == 400


def test_an_observer_reads_it_and_writes_none(field, told, client):
    summary, sentence = told
    own(summary, by=field.owner)
    client.force_login(field.member("observer", Role.OBSERVER))
    address = f"{reverse('rewording', args=[field.study.slug, summary.pk])}?sentence={sentence.key}"

    read, sent = client.get(address), client.post(address, {"text": "Mine."})

    assert (read.status_code, sent.status_code) == (200, 403)
    assert b"They gave masks" in read.content
    assert b"<textarea" not in read.content


def test_the_report_says_it_in_the_same_words_with_the_mark(field, told):
    summary, _sentence = told
    made = own(summary, by=field.owner)

    source = Source(field.study, summary, Plan(language="en"), field.owner)
    ((words,),) = source.told("cell.level", target="cell:BKB/MAT")

    assert words.text == f"{made.text} [reworded]"
