"""Every kind of damage is found, and what is sound is left alone."""

import pytest
from django.core.management import call_command
from django.db import connection

from reports.demo.loading import load
from reports.integrity import faults
from tests.factories import make_study

pytestmark = pytest.mark.django_db
HERE = "study_id = (SELECT id FROM interviews_study WHERE slug = 'demo-a')"
FOREIGN = "(SELECT id FROM {table} WHERE study_id <> (SELECT id FROM interviews_study WHERE slug = 'demo-a') LIMIT 1)"


@pytest.fixture(autouse=True)
def _studies():
    load("demo-a")
    make_study(slug="lain")


def damage(sql: str) -> None:
    """What no code of ours does: a hand in the database, with every trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        assert cursor.rowcount == 1
        cursor.execute("SET LOCAL session_replication_role = origin")


def one_of(table: str, change: str, where: str = "true") -> str:
    return f"UPDATE {table} SET {change} WHERE id = (SELECT id FROM {table} WHERE {where} ORDER BY id LIMIT 1)"


DAMAGES = {
    "length": one_of("interviews_transcript", "length = length + 1"),
    "SHA-256 is not that of its text": one_of("interviews_transcript", "sha256 = repeat('0', 64)"),
    "it leaves the text": one_of("interviews_turn", '"end" = 1000000', "index = 20"),
    "it begins before": one_of("interviews_turn", "start = 0", "index = 5"),
    "speaker is of another interview": one_of(
        "interviews_turn", "speaker_id = (SELECT id FROM interviews_speaker ORDER BY id DESC LIMIT 1)", "index = 3"
    ),
    "no owner": "DELETE FROM interviews_membership WHERE role = 'owner' AND study_id = "
    "(SELECT id FROM interviews_study WHERE slug = 'lain')",
    "its quote is not": one_of("coding_passage", "quote = 'lain'"),
    "does not follow from its transcript and span": one_of("coding_passage", "id = gen_random_uuid()"),
    "its code is of another study": one_of("coding_coding", f"code_id = {FOREIGN.format(table='coding_code')}"),
    "its about_actor is of another study": one_of(
        "coding_coding", f"about_actor_id = {FOREIGN.format(table='interviews_actor')}"
    ),
    "its form is of another study": one_of("coding_link", f"form_id = {FOREIGN.format(table='coding_linkform')}"),
    "cannot be enacted": one_of(
        "coding_link",
        "polarity = 'enacted'",
        "form_id IN (SELECT id FROM coding_linkform WHERE rung IS NULL)",
    ),
    "below itself": one_of("coding_code", "parent_id = id"),
    "its parent is of another study": one_of(
        "coding_code", f"parent_id = {FOREIGN.format(table='coding_code')}", f"key = 'IDE' AND {HERE}"
    ),
    "that of its content": one_of("coding_codebookversion", "content = '{}'"),
    "its actor is of another study": one_of(
        "interviews_informant", f"actor_id = {FOREIGN.format(table='interviews_actor')}"
    ),
    "its coding is of another study": one_of(
        "coding_memo", "study_id = (SELECT id FROM interviews_study WHERE slug = 'lain')", "coding_id IS NOT NULL"
    ),
    "its passage is of another study": one_of(
        "coding_memo", "study_id = (SELECT id FROM interviews_study WHERE slug = 'lain')", "passage_id IS NOT NULL"
    ),
}


def test_what_is_sound_has_no_faults(capsys):
    assert list(faults()) == []

    call_command("check_integrity")

    assert "holds" in capsys.readouterr().out


@pytest.mark.parametrize("what", DAMAGES)
def test_damage_is_found_and_named(what):
    damage(DAMAGES[what])

    assert any(what in str(fault) for fault in faults())


def test_the_command_prints_what_does_not_hold_and_fails(capsys):
    damage(DAMAGES["its quote is not"])

    with pytest.raises(SystemExit) as ended:
        call_command("check_integrity")

    assert ended.value.code == 1
    assert capsys.readouterr().out.startswith("coding_passage ")
