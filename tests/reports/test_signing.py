"""A supervisor's name and date under the summary that stands."""

import json
import subprocess
import sys

import pytest
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from coding.codebook import change_code
from ground.conflicts import Conflict
from interviews.models import Role
from reports.models import SignOff, Summary
from reports.overriding import override
from reports.signing import sign_off, verify, what_differs
from tests.asking import Api
from tests.test_layout import ROOT

pytestmark = pytest.mark.django_db


def test_a_supervisor_signs_and_the_page_says_who_and_when(field, built, client):
    summary = built(field)
    supervisor = field.member("supervisor", Role.SUPERVISOR)
    client.force_login(supervisor)

    client.post(reverse("summary-sign", args=[field.study.slug, summary.pk]), {"note": "Read with the texts."})
    page = client.get(reverse("summary", args=[field.study.slug])).content.decode()

    assert SignOff.objects.get().signed_by == supervisor
    assert "Signed off by Supervisor on" in page
    assert "Read with the texts." in page
    assert "Sign off with my name" not in page


def test_signing_twice_is_signing_once(field, built):
    summary = built(field)

    first = sign_off(summary, by=field.owner)

    assert sign_off(summary, by=field.owner, note="again") == first
    assert SignOff.objects.count() == 1


def test_a_stale_summary_is_not_signed(field, built):
    summary = built(field)
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")

    with pytest.raises(Conflict) as refused:
        sign_off(summary, by=field.owner)

    assert refused.value.code == "stale"
    assert SignOff.objects.count() == 0


def test_a_summary_of_codings_that_wait_is_not_signed(field, built):
    with pytest.raises(Conflict) as refused:
        sign_off(built(field, "working"), by=field.owner)

    assert refused.value.code == "working"


@pytest.mark.parametrize(
    ("role", "alone", "status"),
    [
        (Role.OBSERVER, False, 403),
        (Role.RESEARCHER, False, 403),
        (Role.SUPERVISOR, False, 302),
        (Role.OWNER, False, 403),
        (Role.OWNER, True, 302),
    ],
)
def test_who_reviews_signs(field, built, client, role, alone, status):
    field.change(field.study, works_alone=alone)
    summary = built(field)
    client.force_login(field.owner if role == Role.OWNER else field.member("member", role))

    answer = client.post(reverse("summary-sign", args=[field.study.slug, summary.pk]))

    assert answer.status_code == status
    assert SignOff.objects.count() == (status == 302)


def test_what_was_signed_is_frozen_with_settings_codebook_and_people(field, built):
    summary, supervisor = built(field), field.member("supervisor", Role.SUPERVISOR)

    record = json.loads(sign_off(summary, by=supervisor, note="Read.").record)

    assert record["summary"]["input_hash"] == summary.input_hash
    assert record["config"] == {"version": 0, "settings": json.loads(summary.evidence)["config"]}
    assert {code["key"] for code in record["codebook"]["content"]["codes"]} == set(field.codes)
    assert {(each["id"], each["role"]) for each in record["people"]} == {
        (str(field.owner.pk), "owner"), (str(supervisor.pk), "supervisor"),
    }  # fmt: skip
    assert (record["signed"]["name"], record["signed"]["note"]) == ("Supervisor", "Read.")


def test_right_after_signing_nothing_differs_and_everything_holds(field, built):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed = sign_off(built(field), by=field.owner)

    assert what_differs(signed) == []
    assert verify(signed) == (True, True, True, True)


def test_every_change_since_is_told_with_what_it_was_and_is(field, built):
    kept = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed = sign_off(built(field), by=field.owner)

    field.change(kept, polarity="absent")
    made = field.coding("W-B1", "No more.", "FIS", "BKB")
    field.member("newcomer", Role.OBSERVER)
    change_code(field.codes["MAT"], by=field.owner, texts={"id": {"label": "Materi, lain"}})
    found = {(each.part, each.key): each for each in what_differs(signed)}

    assert (found["coding", str(kept.pk)].was, found["coding", str(kept.pk)].now) == (
        {"polarity": "enacted"}, {"polarity": "absent"},
    )  # fmt: skip
    assert (found["coding", str(made.pk)].was, found["coding", str(made.pk)].now["dimension"]) == (None, "FIS")
    assert found["code", "MAT"].now["texts"] == {"id": {"label": "Materi, lain"}}
    assert found["cell", "BKB/FIS"].now == {"level": "insufficient"}
    assert {part for part, _key in found} == {"cell", "coding", "code", "person"}


def test_a_coding_put_back_as_it_was_leaves_no_difference(field, built):
    kept = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed = sign_off(built(field), by=field.owner)

    field.change(kept, polarity="absent")
    changed = what_differs(signed)
    field.change(kept, polarity="enacted")

    assert changed
    assert what_differs(signed) == []


def test_the_page_of_the_summary_and_that_of_the_sign_off_say_that_the_signed_state_differs(field, built, client):
    kept = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed = sign_off(built(field), by=field.owner)
    client.force_login(field.owner)
    page = reverse("sign-off", args=[field.study.slug, signed.pk])
    before = client.get(page).content.decode(), client.get(reverse("summary", args=[field.study.slug])).content.decode()

    field.change(kept, polarity="absent")
    after = client.get(page).content.decode(), client.get(reverse("summary", args=[field.study.slug])).content.decode()

    assert "Everything stands as it was signed." in before[0]
    assert not any("Signed state differs" in each for each in before)
    assert all("Signed state differs" in each for each in after)
    assert "1 thing is not as it was signed." in after[0]
    assert "polarity: Enacted → Absent" in after[0]
    assert "We gave masks." in after[0]


def test_the_summary_of_codings_that_wait_is_not_held_against_what_was_signed(field, built, client):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    field.coding("W-B1", "No more.", "FIS", "BKB", status="submitted")
    sign_off(built(field), by=field.owner)
    built(field, "working")
    client.force_login(field.owner)

    page = client.get(reverse("summary", args=[field.study.slug]) + "?basis=working").content.decode()

    assert "Signed state differs" not in page


def test_the_words_of_who_withdrew_consent_are_not_quoted_among_the_differences(field, built, client):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed = sign_off(built(field), by=field.owner)
    client.force_login(field.owner)

    field.change(field.informants["B1"], consent="withdrawn")
    page = client.get(reverse("sign-off", args=[field.study.slug, signed.pk])).content.decode()

    assert "no longer there" in page
    assert "#p-" in page
    assert "[consent withdrawn]" in page
    assert "We gave masks." not in page


def test_the_method_alone_gives_the_bytes_that_were_signed(field, built):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    summary = sign_off(built(field), by=field.owner).summary

    done = subprocess.run(
        [sys.executable, "-m", "reports.method"], input=summary.evidence.encode(), capture_output=True, cwd=ROOT
    )

    assert done.stdout.decode() == summary.result


@pytest.mark.parametrize(
    ("tampered", "part"),
    [
        (lambda signed: {"record": signed.record.replace("supervisor", "owner")}, "record"),
        (lambda signed: {"record": signed.record.replace("Materi", "Dana")}, "codebook"),
    ],
)
def test_a_record_that_was_changed_outside_does_not_hold(field, built, capsys, tampered, part):
    signed = sign_off(built(field), by=field.member("supervisor", Role.SUPERVISOR))
    call_command("verify_sign_offs", field.study.slug)
    held = capsys.readouterr().out

    with field.writing():
        SignOff.objects.filter(pk=signed.pk).update(**tampered(signed))
    with pytest.raises(CommandError):
        call_command("verify_sign_offs", field.study.slug)

    assert "record holds, evidence holds, result holds, codebook holds" in held
    assert f"{part} DIFFERS" in capsys.readouterr().out


def test_a_summary_that_was_changed_outside_does_not_hold(field, built, client):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed = sign_off(built(field), by=field.owner)
    client.force_login(field.owner)
    page = reverse("sign-off", args=[field.study.slug, signed.pk]) + "?verify=1"
    before = client.get(page).content.decode()

    with field.writing():
        Summary.objects.update(result=signed.summary.result.replace("undetermined", "established"))
    after = client.get(page).content.decode()

    assert "Verified" in before
    assert "This is not what was signed" in after


def test_what_was_signed_before_records_were_kept_is_compared_as_far_as_it_is_known(field, built):
    kept = field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed = sign_off(built(field), by=field.owner)
    with field.writing():
        SignOff.objects.update(record=None, sha256=None)
    signed.refresh_from_db()

    field.member("newcomer", Role.OBSERVER)
    before = what_differs(signed)
    field.change(kept, polarity="absent")

    assert before == []
    assert [each.part for each in what_differs(signed)] == ["coding"]
    assert verify(signed) == (None, True, True, None)


def test_an_override_after_signing_is_a_difference(field, built):
    signed = sign_off(built(field), by=field.owner)

    override(signed.summary, by=field.owner, target="cell:BKB/MAT", level="mixed", reason="Two voices.")

    assert [(each.part, each.key) for each in what_differs(signed)] == [("override", "cell:BKB/MAT")]


def test_a_note_that_is_no_text_is_refused_in_words(field, built):
    with pytest.raises(ValidationError):
        sign_off(built(field), by=field.owner, note="a\x00b")


def test_the_api_tells_record_differences_and_verification(field, built):
    field.coding("W-B1", "We gave masks.", "MAT", "BKB")
    signed, ask = sign_off(built(field), by=field.owner), Api(field.owner, field.study)
    field.coding("W-B1", "No more.", "FIS", "BKB")

    (row,) = ask("GET", "sign-offs/").json()["results"]
    differing = ask("GET", f"sign-offs/{signed.pk}/differences/").json()
    verified = ask("GET", f"sign-offs/{signed.pk}/verification/").json()

    assert (row["id"], row["record"]["format"]) == (str(signed.pk), "coprod-signoff/1")
    assert [each["part"] for each in differing] == ["cell", "coding"]
    assert verified == {"record": True, "evidence": True, "result": True, "codebook": True, "holds": True}
