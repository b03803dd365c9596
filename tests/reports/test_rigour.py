"""Rigour on paper: member checks, the checklist filled from the data, and the audit trail as a file."""

import csv
from datetime import date
from io import StringIO

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import translation
from lxml import html

from coding.passages import code_passage
from ground.conflicts import Conflict
from interviews.models import Informant, Role
from reports.exchange.tables.as_csv import as_csv
from reports.exchange.tables.contents import table_of
from reports.models import ChecklistAnswer, MemberCheck
from reports.rigour.checklist import answer_item, answer_items, checklist_of
from reports.rigour.coreq import ITEMS
from reports.rigour.member_checks import (
    add_member_check,
    change_member_check,
    checks_of,
    remove_member_check,
    version_of,
)
from reports.rigour.srqr import srqr_of
from tests.asking import Api
from tests.factories import join, make_informant, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db
SENT = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture
def study():
    study = make_study(slug="telaah", theory_note="Framework method.")
    make_informant(study, "T1", actor="ITM", role_label="staff")
    make_interview(study, code="W1", minutes=40, interviewer="Ani", place="Medan")
    return study


@pytest.fixture
def checked(study):
    return add_member_check(study, by=owner_of(study), informant=study.informants.get(), sent_on=SENT)[0]


def known(study):
    return {each.item.number: each.known for each in checklist_of(study)}


def rows_of(study, name):
    text = b"".join(as_csv(table_of(study, name, by=owner_of(study)))).decode()
    return list(csv.DictReader(StringIO(text)))


def test_the_checklist_has_the_32_items_of_coreq_in_their_order():
    assert [item.number for item in ITEMS] == list(range(1, 33))
    assert str(ITEMS[23].name) == "Number of coders"


def test_what_the_data_know_is_filled_in_and_nothing_else(study):
    told = known(study)

    assert told[1] == "Ani (1)"
    assert told[9] == "Framework method."
    assert told[12] == "1 informant; interviews: 1."
    assert told[14] == "Medan"
    assert told[16] == "ITM: 1 (staff)"
    assert told[21].startswith("40 to 40 minutes, 40 in all")
    assert [number for number in (2, 3, 10, 13, 18, 19, 22, 23, 28, 29) if told[number]] == []


def test_coders_member_checks_and_findings_are_told_once_there_are_any(study, checked):
    interview = study.interviews.get()
    where = span_of(interview.transcript, "masker")
    code_passage(
        study, coder=owner_of(study), transcript=interview.transcript, code=study.codes.get(key="MAT"), **where
    )
    change_member_check(checked, by=owner_of(study), answer="agrees", answered_on=date(2026, 3, 4))

    told = known(study)

    assert told[24].startswith("1 person coded")
    assert told[23] == "Sent to T1; agrees 1."


def test_the_second_checklist_holds_what_the_first_was_told_and_leaves_the_rest_open(study):
    answer_item(study, by=owner_of(study), item=10, text="Snowball.")
    answer_item(study, by=owner_of(study), item=4, text="Woman.")

    held = {each.item.number: each for each in srqr_of(study)}

    assert list(held) == list(range(1, 22))
    assert held[1].known == study.title
    assert held[6].written == "Gender: Woman."
    assert held[8].written == "Sampling: Snowball."
    assert held[12].known == "1 informant; interviews: 1. ITM: 1 (staff)"
    assert held[15].known == "Every act is in the audit trail; reflexive memos: 0."
    assert [number for number, each in held.items() if each.is_open] == [2, 3, 4, 11, 16, 17, 18, 19, 20, 21]


def test_the_second_checklist_stands_on_the_page_and_leaves_as_a_table(study, client):
    client.force_login(owner_of(study))

    page = client.get(reverse("checklist", args=[study.slug])).content.decode()
    rows = rows_of(study, "srqr")

    assert "21 · Funding" in page
    assert [row["item"] for row in rows] == [str(number) for number in range(1, 22)]
    assert (rows[20]["section"], rows[20]["answer"], rows[20]["page"]) == ("Other", "open", "")


def test_an_answer_is_asked_once_and_kept_until_it_is_taken_back(study):
    answer_item(study, by=owner_of(study), item=10, text=" Snowball. ")
    answer_item(study, by=owner_of(study), item=10, text="Purposive.", seen="Snowball.")
    before = ChecklistAnswer.objects.get().text
    answer_item(study, by=owner_of(study), item=10, text="")

    assert before == "Purposive."
    assert not checklist_of(study)[9].is_answered


def test_of_two_who_answer_at_once_the_second_is_told(study):
    answer_item(study, by=owner_of(study), item=10, text="Snowball.")

    with pytest.raises(Conflict):
        answer_items(study, by=owner_of(study), answers={9: ("Other.", ""), 10: ("Purposive.", "")})

    assert [each.text for each in ChecklistAnswer.objects.all()] == ["Snowball."]


def test_the_page_keeps_what_was_written_when_someone_else_was_faster(study, client):
    answer_item(study, by=owner_of(study), item=10, text="Snowball.")
    client.force_login(owner_of(study))

    answer = client.post(reverse("checklist", args=[study.slug]), {"text-10": "Purposive.", "seen-10": ""})

    assert answer.status_code == 409
    assert "Purposive." in answer.content.decode()
    assert "Snowball." in answer.content.decode()


def test_a_page_that_was_refused_and_is_sent_again_changes_what_was_written_on_it_and_nothing_else(study, client):
    colleague = join(study, Role.RESEARCHER)
    for item, text in {10: "Snowball.", 11: "By phone.", 13: "Two."}.items():
        answer_item(study, by=colleague, item=item, text=text)
    client.force_login(owner_of(study))
    address = reverse("checklist", args=[study.slug])

    refused = client.post(address, {"text-10": "Purposive.", "seen-10": "", "text-11": "", "seen-11": ""})
    (form,) = (each for each in html.fromstring(refused.content).forms if "text-10" in each.fields)
    stored = client.post(address, dict(form.form_values()))

    assert (refused.status_code, stored.status_code) == (409, 302)
    assert {each.item: each.text for each in ChecklistAnswer.objects.filter(study=study)} == {
        10: "Purposive.", 11: "By phone.", 13: "Two.",
    }  # fmt: skip


def test_an_answer_of_two_lines_is_the_same_answer_from_a_program_and_from_a_form(study, client):
    answer_item(study, by=owner_of(study), item=10, text="Snowball,\nthen purposive.")
    client.force_login(owner_of(study))
    address, lines = reverse("checklist", args=[study.slug]), "Snowball,\r\nthen purposive."

    as_it_was = client.post(address, {"text-10": lines, "seen-10": lines})
    changed = client.post(address, {"text-10": lines + "\r\nAnd two by phone.", "seen-10": lines})

    assert (as_it_was.status_code, changed.status_code) == (302, 302)
    assert ChecklistAnswer.objects.get().text == "Snowball,\nthen purposive.\nAnd two by phone."


def test_the_page_stores_what_was_changed(study, client):
    client.force_login(join(study, Role.RESEARCHER))

    client.post(reverse("checklist", args=[study.slug]), {"text-10": "Snowball.", "seen-10": "", "text-11": ""})

    assert [(each.item, each.text) for each in ChecklistAnswer.objects.all()] == [(10, "Snowball.")]


def test_an_observer_reads_the_checklist_and_writes_nothing(study, client):
    client.force_login(join(study, Role.OBSERVER))
    page = reverse("checklist", args=[study.slug])

    assert "textarea" not in client.get(page).content.decode()
    assert client.post(page, {"text-10": "Snowball.", "seen-10": ""}).status_code == 403


@pytest.mark.parametrize(
    "wrong", [{"answered_on": date(2026, 2, 1), "answer": "agrees"}, {"answered_on": SENT}, {"said": "a\x00"}]
)
def test_a_member_check_that_contradicts_itself_is_refused(study, checked, wrong):
    with pytest.raises(ValidationError):
        change_member_check(checked, by=owner_of(study), **wrong)


def test_a_member_check_that_was_removed_is_gone_from_the_list_and_stays_in_the_history(study, checked, client):
    remove_member_check(checked, by=owner_of(study))
    client.force_login(owner_of(study))

    assert not checks_of(study).exists()
    assert MemberCheck.objects.filter(pk=checked.pk).exists()
    assert "You removed a member check of T1." in client.get(reverse("history", args=[study.slug])).content.decode()


def test_the_page_records_an_answer_and_says_who_was_not_asked(study, checked, client):
    make_informant(study, "M1", "MAS")
    client.force_login(owner_of(study))
    told = {"informant": checked.informant_id, "what": "findings", "sent_on": "2026-03-01", "answer": "corrects"}

    told |= {"said": "Not me.", "effect": "None.", "seen": version_of(checked)}
    client.post(reverse("member-check", args=[study.slug, checked.pk]), told)
    page = client.get(reverse("member-checks", args=[study.slug])).content.decode()

    assert "Not me." in page
    assert "Not asked yet:" in page
    assert ">M1</a>" in page


def test_who_withdrew_consent_is_not_quoted_in_a_member_check(study, checked, client):
    change_member_check(checked, by=owner_of(study), said="It was my neighbour.")
    with translation.override("en"):
        from_before = rows_of(study, "member-checks")[0]["said"]
    informant = study.informants.get()
    client.force_login(owner_of(study))
    changed = {"code": "T1", "actor": informant.actor_id, "consent": "withdrawn"}
    client.post(reverse("informant", args=[study.slug, "T1"]), changed)

    assert from_before == "It was my neighbour."
    assert Informant.objects.get().has_withdrawn
    assert rows_of(study, "member-checks")[0]["said"] == ""
    assert "neighbour" not in client.get(reverse("member-checks", args=[study.slug])).content.decode()
    assert "neighbour" not in client.get(reverse("member-check", args=[study.slug, checked.pk])).content.decode()
    assert Api(owner_of(study), study)("GET", "member-checks/").json()["results"][0]["said"] == ""


def test_changing_a_member_check_of_who_withdrew_keeps_what_they_said_out_of_sight(study, checked, client):
    change_member_check(checked, by=owner_of(study), said="It was my neighbour.")
    informant = study.informants.get()
    client.force_login(owner_of(study))
    client.post(
        reverse("informant", args=[study.slug, "T1"]),
        {"code": "T1", "actor": informant.actor_id, "consent": "withdrawn"},
    )

    address = reverse("member-check", args=[study.slug, checked.pk])
    client.post(address, filled_in(client.get(address)) | {"effect": "None.", "said": ""})

    found = MemberCheck.objects.get()
    assert (found.effect, found.said) == ("None.", "It was my neighbour.")


def test_a_member_check_that_a_colleague_removed_meanwhile_stays_removed(study, checked):
    as_read = checks_of(study).get()
    remove_member_check(checked, by=owner_of(study))

    with pytest.raises(Conflict) as refused:
        change_member_check(as_read, by=owner_of(study), effect="None.")

    assert refused.value.code == "deleted"
    assert not checks_of(study).exists()


def filled_in(page):
    """What the form of a member check on the page would send; a browser leaves out the first line end of a text."""
    (form,) = (each for each in html.fromstring(page.content).forms if "effect" in each.fields)
    return {name: value.removeprefix("\n") for name, value in form.form_values()}


def test_of_two_who_edit_a_member_check_the_second_reads_both_texts_and_replaces_nothing_unseen(study, checked, client):
    address = reverse("member-check", args=[study.slug, checked.pk])
    client.force_login(owner_of(study))
    opened = filled_in(client.get(address))
    change_member_check(checked, by=join(study, Role.RESEARCHER), said="Two masks.", answer="corrects")

    refused = client.post(address, opened | {"said": "Three masks.", "answer": "rejects"})
    removed = client.post(reverse("member-check-remove", args=[study.slug, checked.pk]), {"seen": opened["seen"]})

    told = [each.text_content() for each in html.fromstring(refused.content).get_element_by_id("theirs")]
    assert (refused.status_code, removed.url) == (409, address)
    assert told == ["Answer", "Corrects", "What they said", "Two masks."]
    assert MemberCheck.objects.get(trashed_at=None).said == "Two masks."
    kept = filled_in(refused)
    assert (kept["said"], kept["answer"]) == ("Three masks.", "rejects")
    assert client.post(address, kept).status_code == 302
    assert MemberCheck.objects.get().said == "Three masks."


def test_what_was_entered_on_a_member_check_that_a_colleague_removed_can_be_recorded_anew(study, checked, client):
    address = reverse("member-check", args=[study.slug, checked.pk])
    client.force_login(owner_of(study))
    opened = filled_in(client.get(address))
    remove_member_check(checked, by=join(study, Role.RESEARCHER))

    refused = client.post(address, opened | {"said": "Three masks."})
    client.post(reverse("member-check-new", args=[study.slug]), filled_in(refused))

    assert refused.status_code == 409
    assert [(each.said, each.trashed_at is None) for each in MemberCheck.objects.order_by("created_at")] == [
        ("", False), ("Three masks.", True),
    ]  # fmt: skip


def test_over_http_a_check_is_made_once_changed_with_its_etag_and_taken_away(study):
    ask, id = Api(join(study, Role.RESEARCHER), study), "5b0d4fa5-93c1-4d0b-9f6e-0d6d2b1f7a10"
    body = {"id": id, "informant": "T1", "what": "findings", "sent_on": "2026-03-01"}

    codes = [ask("POST", "member-checks/", body).status_code for _ in range(2)]
    address = f"member-checks/{id}/"
    blind = ask("PATCH", address, {"effect": "None."}).status_code
    changed = ask("PATCH", address, {"effect": "None."}, if_match=ask("GET", address).headers["ETag"])
    gone = ask("DELETE", address, if_match=changed.headers["ETag"]).status_code

    assert (codes, blind, changed.json()["effect"], gone) == ([201, 200], 428, "None.", 204)
    assert ask("GET", address).status_code == 404


def test_over_http_the_checklist_is_read_and_answered(study):
    ask = Api(owner_of(study), study)

    answered = ask("POST", "checklist/", {"item": 10, "text": "Snowball.", "seen": ""}).json()
    stale = ask("POST", "checklist/", {"item": 10, "text": "Purposive.", "seen": ""}).status_code

    assert (answered["name"], answered["text"]) == ("Sampling", "Snowball.")
    assert len(ask("GET", "checklist/").json()) == 32
    assert stale == 409


def test_the_audit_trail_leaves_as_sentences_without_the_words_of_interviews(study, client):
    interview = study.interviews.get()
    where = span_of(interview.transcript, "masker")
    code_passage(
        study, coder=owner_of(study), transcript=interview.transcript, code=study.codes.get(key="MAT"), **where
    )
    client.force_login(owner_of(study))

    newest = rows_of(study, "history")[0]
    filtered = client.get(reverse("history-file", args=[study.slug]) + "?kind=coding").content.decode("utf-8-sig")

    assert newest["what"] == f"{owner_of(study)} coded a passage with MAT in W1, line 1."
    assert len(rows_of(study, "history")) == len({row["act"] for row in rows_of(study, "history")})
    assert filtered.count("\r\n") == 2
    assert "masker" not in filtered


def test_the_checklist_leaves_with_an_empty_column_for_the_page(study):
    answer_item(study, by=owner_of(study), item=10, text="Snowball.")

    rows = rows_of(study, "coreq")

    assert [row["item"] for row in rows] == [str(number) for number in range(1, 33)]
    assert (rows[9]["answer"], rows[9]["page"], rows[9]["domain"]) == ("Snowball.", "", "Study design")
