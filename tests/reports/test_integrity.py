"""Every kind of damage is found, and what is sound is left alone."""

import shutil

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation

import coding.integrity
import interviews.integrity
import reports.integrity
from ground import jobs
from ground.integrity import columns_of_names
from interviews.models import Study
from interviews.uploads import take
from reports.configuring import change_config, current_settings
from reports.demo.loading import load
from reports.integrity import faults, hidden_names
from reports.summaries import request_summary
from tests.factories import make_informant, make_interview, make_recording, make_study, owner_of

pytestmark = pytest.mark.django_db
CHECKS = (*interviews.integrity.CHECKS, *coding.integrity.CHECKS, *reports.integrity.CHECKS)
HERE, THERE = (f"(SELECT id FROM interviews_study WHERE slug = '{slug}')" for slug in ("demo-a", "lain"))
SPEAKER_THERE = f"""(SELECT s.id FROM interviews_speaker s JOIN interviews_interview i ON i.id = s.interview_id
    WHERE i.study_id = {THERE} LIMIT 1)"""
TEXT_THERE = f"""(SELECT t.id FROM interviews_transcript t JOIN interviews_interview i ON i.id = t.interview_id
    WHERE i.study_id = {THERE} LIMIT 1)"""
IN_DEMO = f"study_id = {HERE}"


@pytest.fixture(scope="module")
def folder_of_the_file(django_db_setup, django_db_blocker):
    """Two studies, made once for all tests of the file in a transaction around theirs; the folder of their files."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        make_studies()
        yield settings.MEDIA_ROOT
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _studies(folder_of_the_file, db, settings):
    shutil.copytree(folder_of_the_file, settings.MEDIA_ROOT)


def make_studies() -> None:
    load("demo-a")
    demo = Study.objects.get(slug="demo-a")
    jobs.run(request_summary(demo, "official", by=owner_of(demo)).pk)
    other = make_study(slug="lain")
    change_config(other, by=owner_of(other), settings=current_settings(other) | {"min_informants": 5})
    make_informant(other)
    make_interview(other)
    make_recording(other.interviews.get())
    take(other, by=owner_of(other), name="a.txt", file=ContentFile(b"P: Apa?\nT1: Masker."))


def damage(sql: str) -> None:
    """What no code of ours does: a hand in the database, with every trigger off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET LOCAL session_replication_role = replica")
        cursor.execute(sql)
        assert cursor.rowcount == 1
        cursor.execute("SET LOCAL session_replication_role = origin")


def one_of(table: str, change: str, where: str = "true") -> str:
    return f"UPDATE {table} SET {change} WHERE id = (SELECT id FROM {table} WHERE {where} ORDER BY id LIMIT 1)"


def foreign(table: str, column: str, other: str, where: str = "true") -> str:
    """A row that names a row of another study."""
    return one_of(table, f"{column}_id = (SELECT id FROM {other} WHERE study_id = {THERE} LIMIT 1)", where)


def memo_elsewhere(column: str) -> str:
    """A memo that is moved away from what it is about."""
    return one_of("coding_memo", f"study_id = {THERE}", f"{column}_id IS NOT NULL")


def memo_about(column: str, table: str) -> str:
    """A memo that is about something else than before, in another study."""
    there = f"(SELECT id FROM {table} WHERE study_id = {THERE} LIMIT 1)"
    return one_of("coding_memo", f"passage_id = NULL, {column}_id = {there}", "passage_id IS NOT NULL")


def of_another(name: str) -> str:
    return f"its {name} is of another study"


# Every check, and damage that it must find.
DAMAGES = {
    ("interviews_transcript", "its length is not that of its text"): one_of(
        "interviews_transcript", "length = length + 1"
    ),
    ("interviews_transcript", "its SHA-256 is not that of its text"): one_of(
        "interviews_transcript", "sha256 = repeat('0', 64)"
    ),
    ("interviews_turn", "it leaves the text"): one_of("interviews_turn", '"end" = 1000000', "index = 20"),
    ("interviews_turn", "it begins before the turn before it ends"): one_of(
        "interviews_turn", "start = 0", "index = 5"
    ),
    ("interviews_turn", "its speaker is of another interview"): one_of(
        "interviews_turn", f"speaker_id = {SPEAKER_THERE}", "index = 7"
    ),
    ("interviews_speaker", "its informant is of another study"): foreign(
        "interviews_speaker", "informant", "interviews_informant", "informant_id IS NOT NULL AND label = 'B1'"
    ),
    ("interviews_informant", "its actor is of another study"): foreign(
        "interviews_informant", "actor", "interviews_actor", IN_DEMO
    ),
    ("interviews_study", "it has no owner"): "DELETE FROM interviews_membership WHERE role = 'owner' AND study_id = "
    + THERE,
    ("interviews_upload", "its file is gone"): one_of("interviews_upload", "file = 'uploads/tak-ada'"),
    ("interviews_recording", "its file is gone"): one_of("interviews_recording", "file = 'recordings/tak-ada'"),
    ("coding_passage", "it leaves the text"): one_of("coding_passage", '"end" = 1000000'),
    ("coding_passage", "its quote is not what the text says there"): one_of("coding_passage", "quote = 'lain'"),
    ("coding_passage", "its id does not follow from its transcript and span"): one_of(
        "coding_passage", "id = gen_random_uuid()"
    ),
    ("coding_coding", of_another("code")): foreign("coding_coding", "code", "coding_code"),
    ("coding_coding", of_another("about_actor")): foreign("coding_coding", "about_actor", "interviews_actor"),
    ("coding_coding", of_another("codebook_version")): foreign(
        "coding_coding", "codebook_version", "coding_codebookversion"
    ),
    ("coding_link", of_another("from_actor")): foreign("coding_link", "from_actor", "interviews_actor"),
    ("coding_link", of_another("to_actor")): foreign("coding_link", "to_actor", "interviews_actor"),
    ("coding_link", of_another("form")): foreign("coding_link", "form", "coding_linkform"),
    ("coding_link", of_another("codebook_version")): foreign(
        "coding_link", "codebook_version", "coding_codebookversion"
    ),
    ("coding_coding", "the speaker picked is of another interview"): one_of(
        "coding_coding", f"speaker_id = {SPEAKER_THERE}"
    ),
    ("coding_link", "the speaker picked is of another interview"): one_of(
        "coding_link", f"speaker_id = {SPEAKER_THERE}"
    ),
    ("coding_coding", "it is counted to a text that is not its passage's"): one_of(
        "coding_coding", f"transcript_id = {TEXT_THERE}"
    ),
    ("coding_link", "it is counted to a text that is not its passage's"): one_of(
        "coding_link", f"transcript_id = {TEXT_THERE}"
    ),
    ("coding_link", "a general statement cannot be enacted"): one_of(
        "coding_link", "polarity = 'enacted'", "form_id IN (SELECT id FROM coding_linkform WHERE rung IS NULL)"
    ),
    ("coding_code", of_another("parent")): foreign(
        "coding_code", "parent", "coding_code", f"key = 'IDE' AND {IN_DEMO}"
    ),
    ("coding_code", of_another("dimension")): foreign(
        "coding_code", "dimension", "coding_dimension", f"key = 'IDE' AND {IN_DEMO}"
    ),
    ("coding_code", "it stands below itself"): one_of("coding_code", "parent_id = id"),
    ("coding_memo", of_another("passage")): memo_elsewhere("passage"),
    ("coding_memo", of_another("coding")): memo_elsewhere("coding"),
    ("coding_memo", of_another("link")): memo_elsewhere("link"),
    ("coding_memo", of_another("interview")): memo_elsewhere("interview"),
    ("coding_memo", of_another("code")): memo_about("code", "coding_code"),
    ("coding_memo", of_another("informant")): memo_about("informant", "interviews_informant"),
    ("coding_memo", of_another("actor")): memo_about("actor", "interviews_actor"),
    ("coding_codebookversion", "its SHA-256 is not that of its content"): one_of(
        "coding_codebookversion", "content = '{}'"
    ),
    ("reports_summary", "its settings are of another study"): foreign(
        "reports_summary", "config", "reports_methodconfig"
    ),
    ("reports_summary", "its hash is not that of its evidence"): one_of(
        "reports_summary", "input_hash = repeat('0', 64)"
    ),
}


def test_what_is_sound_has_no_faults(capsys):
    assert list(faults()) == []

    call_command("check_integrity")

    assert "holds" in capsys.readouterr().out


@pytest.mark.parametrize("fault", DAMAGES, ids=" ".join)
def test_damage_is_found_and_named(fault):
    damage(DAMAGES[fault])

    assert fault in {(found.relation, found.what) for found in faults()}


def test_every_check_has_damage_that_it_must_find():
    assert {(check.relation, check.what) for check in CHECKS} - set(DAMAGES) == set()


def test_the_command_prints_what_does_not_hold_and_fails(capsys):
    damage(DAMAGES["coding_passage", "its quote is not what the text says there"])

    with pytest.raises(SystemExit) as ended:
        call_command("check_integrity")

    assert ended.value.code == 1
    assert capsys.readouterr().out.startswith("coding_passage ")


UNSEEN = "'Ani' || chr(8203)"


def test_names_from_before_the_rule_of_names_are_listed_with_their_place_and_are_no_damage(capsys):
    filled = [(model, field.name) for model, field in columns_of_names() if model._base_manager.exists()]
    columns = [(model._meta.db_table, name) for model, name in filled]
    for table, name in columns:
        damage(one_of(table, f"{name} = {UNSEEN}"))

    told = [str(each).partition(": ") for each in hidden_names()]

    assert len(columns) >= 12
    assert sorted((place.split()[0], what) for place, _, what in told) == sorted(
        (table, f"its {name} hides U+200B ZERO WIDTH SPACE as character 4") for table, name in columns
    )
    call_command("check_integrity")
    assert capsys.readouterr().out.count("Can be mistaken for another: ") == len(columns)


def test_a_label_of_a_code_from_before_the_rule_of_names_is_listed_with_its_language():
    code = Study.objects.get(slug="demo-a").codes.get(key="IDE")
    damage(one_of("coding_code", f"texts = jsonb_set(texts, '{{en,label}}', to_jsonb({UNSEEN}))", f"id = '{code.pk}'"))

    assert list(map(str, hidden_names())) == [
        f"coding_code {code.pk}: its label (en) hides U+200B ZERO WIDTH SPACE as character 4"
    ]
