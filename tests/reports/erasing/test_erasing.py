"""What was erased for good is nowhere: a sentence is planted in every place, and looked for in every table and file."""

import json
import os
import signal
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.apps import apps
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, models, transaction
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from coding.models import Coding, Memo
from coding.passages import code_passage
from coding.undo import next_acts
from ground.jobs import sweep
from ground.models import Act
from interviews.models import ErasedFile, Erasure, Informant, Interview, Recording, Study, Transcript
from reports import integrity
from reports.erasing.again import erase_again
from reports.erasing.erasing import erase, would_go
from reports.exchange.bundle.taking_in import take_in
from reports.exchange.bundle.writing import bundle_of, written
from tests.reports.erasing.conftest import ITS_WORD

# Tables of the instance, or that hold ids, figures and words of a fixed list alone.
NEVER_PLANTED = {
    "interviews_actor", "interviews_membership", "interviews_invitation", "coding_dimension", "coding_linkform",
    "coding_coding", "coding_link", "coding_phase", "coding_assignment", "coding_sighting", "reports_methodconfig",
    "reports_round", "reports_reportplan", "reports_summary", "interviews_erasure", "interviews_turn",
    "interviews_erasedfile",
}  # fmt: skip


def pages(study):
    client = Client(raise_request_exception=False)
    client.force_login(study.memberships.filter(role="owner").first().user)
    home = f"/studies/{study.slug}/"
    names = ["", "history/", "informants/", "codebook/", "memos/", "summaries/", "framework/", "find/passages/"]
    names += ["rigour/", "rigour/member-checks/", "interviews/W2/", "report/", "exports/", "review/?status="]
    return {name: client.get(home + name) for name in names}


def test_the_sentence_is_planted_in_every_table_of_a_study_that_holds_words(world, look):
    planted = {table for table, _line in look(ITS_WORD)}
    holding = {
        model._meta.db_table
        for model in apps.get_models()
        if model._meta.app_label in ("interviews", "coding", "reports")
        and any(isinstance(f, models.CharField | models.TextField | models.JSONField) for f in model._meta.fields)
    }

    assert holding - planted - NEVER_PLANTED == set()
    assert {"ground_event", "ground_job", "interviews_turnwords", "file"} <= planted


def test_after_an_interview_is_erased_with_its_informant_no_table_and_no_file_says_a_word_of_it(world, twin, look):
    others = look("parkit")

    erase(world.alone, by=world.owner)
    left = {table for table, _line in look(ITS_WORD)}
    erase(world.informant, by=world.owner)

    assert left <= {  # T1 says it in the group interview too
        "interviews_transcript", "coding_passage", "interviews_turnwords", "interviews_informant", "ground_event",
        "coding_memo", "reports_membercheck", "reports_writtencell", "reports_rewording", "reports_signoff",
        "reports_override", "reports_checklistanswer", "coding_code", "coding_codebookversion", "interviews_study",
        "coding_review", "coding_reply", "interviews_tablereading", "interviews_speaker", "coding_savedsearch",
    }  # fmt: skip
    assert look(ITS_WORD) == []
    assert look("parkit") == others
    assert list(integrity.faults()) == []


def test_an_informant_goes_with_their_interviews_and_from_those_of_others_too(world, look):
    counts = would_go(world.informant)

    made = erase(world.informant, by=world.owner)

    text = world.group.transcript.text
    assert look(ITS_WORD) == []
    assert list(integrity.faults()) == []
    assert (made.name, made.counts, made.by) == ("T1", counts, world.owner)
    assert (counts["interviews"], counts["texts"], counts["turns"], counts["people"]) == (1, 2, 1, 1)
    assert text == "███ ████ ██████ ██████ ██████ █████████ ██ █████ ███████\nM1: Kami memberi beras.\n"
    assert [each.passage.quote for each in Coding.objects.all()] == ["memberi beras"]
    assert list(Informant.objects.values_list("code", flat=True)) == ["M1"]
    copied = Memo.objects.get(text__contains="menarik")
    assert copied.text.startswith("Kata T1 lagi: “███”, ¶[")


def test_the_study_goes_on_after_an_erasure_and_says_what_was_erased(world):
    erase(world.informant, by=world.owner)

    answers = pages(world.study)

    assert {name: answer.status_code for name, answer in answers.items()} == dict.fromkeys(answers, 200)

    history = strip_tags(answers["history/"].content.decode())
    assert "You erased T1 for good: 1 interview, 2 versions of texts, 1 turn in an interview with others," in history
    signed = reverse("sign-off", args=["studi", world.study.summaries.get().sign_offs.get().pk])
    client = Client()
    client.force_login(world.owner)
    page = client.get(signed + "?verify=1").content.decode()
    assert "Evidence erased on" in page
    assert "Verified: computed anew" in page


def test_a_study_that_was_erased_leaves_only_that_it_was(world, twin, look):
    erase(world.study, by=world.owner)

    assert look(ITS_WORD) == []
    assert list(Study.objects.values_list("slug", flat=True)) == ["kembar"]
    assert len(look("parkit")) > 50
    left = Erasure.objects.get()
    assert (left.study, left.kind, left.name, left.row) == (None, "study", "studi", world.study.pk)
    assert not Act.objects.filter(study_id=world.study.pk).exists()


def test_what_was_erased_travels_as_a_line_and_an_older_copy_is_erased_again(world, look):
    before = written(bundle_of(world.study, complete=True))
    made = erase(world.informant, by=world.owner)
    after = written(bundle_of(world.study, complete=True))
    erase(world.study, by=world.owner)

    assert ITS_WORD.encode() not in after
    take_in("baru.json", after)
    assert Erasure.objects.get(kind="informant").counts == made.counts
    erase(Study.objects.get(), by=world.owner)
    take_in("lama.json", before)
    assert look(ITS_WORD) != []
    assert erase_again([made]) == 1
    assert look(ITS_WORD) == []


def test_undo_passes_over_what_was_erased(world):
    coder, text = world.study.memberships.get(role="researcher").user, world.group.transcript
    fis, start = world.study.codes.get(key="FIS"), text.text.index("beras")
    code_passage(world.study, coder=coder, code=fis, transcript=text, start=start, end=start + 5)
    kept = next_acts(world.study, by=coder).undo
    alone = Transcript.objects.get(interview=world.alone, version=2)
    code_passage(world.study, coder=coder, code=fis, transcript=alone, start=3, end=7)

    erase(world.alone, by=world.owner)

    assert next_acts(world.study, by=coder).undo == kept


def test_nothing_goes_before_its_name_is_typed(world, client):
    client.force_login(world.owner)
    address = reverse("interview-erase", args=["studi", "W1"])

    asked = client.get(address).content.decode()
    refused = client.post(address, {"typed": "w1"})

    assert "2 versions of texts" in asked
    assert refused.status_code == 422
    assert "Type W1, as it is written here." in refused.content.decode()
    assert Interview.objects.filter(pk=world.alone.pk).exists()
    assert client.post(address, {"typed": " W1 "}, follow=True).status_code == 200
    assert not Interview.objects.filter(pk=world.alone.pk).exists()
    assert client.post(reverse("study-erase", args=["studi"]), {"typed": "studi"}).status_code == 302
    assert not Study.objects.exists()


def test_a_coding_that_is_on_its_way_is_not_left_without_its_text(world):
    """It is stored when its transaction ends, and finds the text gone that was erased beside it."""
    coder = world.study.memberships.get(role="researcher").user
    fis, before = world.study.codes.get(key="FIS"), Coding.objects.filter(passage__transcript__interview=world.group)
    kept = set(before.values_list("pk", flat=True))

    with pytest.raises(IntegrityError):
        code_while_it_is_erased(world, coder, fis)

    assert set(Coding.objects.values_list("pk", flat=True)) == kept
    assert list(integrity.faults()) == []


def test_who_codes_what_is_being_erased_is_answered_as_whoever_asks_again(world):
    """The request has read the text and waits to store its passage; then the text is gone."""
    coder = world.study.memberships.get(role="researcher").user
    text = Transcript.objects.get(interview=world.alone, version=2)
    body = {"transcript": str(text.pk), "start": 3, "end": 7, "code": str(world.study.codes.get(key="FIS").pk)}

    with ThreadPoolExecutor(1) as beside:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE coding_passage IN SHARE ROW EXCLUSIVE MODE")
            answer = beside.submit(post_beside, coder, body)
            while not waits_for_passages(cursor):
                assert not answer.done(), answer.result()
            erase(world.alone, by=world.owner)
        first = answer.result(20)
    again = post_beside(coder, body)

    assert (first.status_code, again.status_code) == (404, 404)
    assert first.json()["code"] == again.json()["code"] == "not_found"
    assert list(integrity.faults()) == []


def waits_for_passages(cursor) -> bool:
    cursor.execute("SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'coding_passage'::regclass AND NOT granted)")
    return cursor.fetchone()[0]


def post_beside(coder, body):
    client = Client(raise_request_exception=False)
    client.force_login(coder)
    try:
        return client.post("/api/v1/studies/studi/codings/", json.dumps(body), content_type="application/json")
    finally:
        connection.close()


def test_a_server_that_is_killed_before_it_deletes_the_files_leaves_none_behind(world):
    name = Recording.objects.filter(interview=world.alone).exclude(file="").first().file.name
    connection.close()  # each process has its own

    if (child := os.fork()) == 0:
        with transaction.atomic():
            transaction.on_commit(lambda: os.kill(os.getpid(), signal.SIGKILL))
            erase(world.alone, by=world.owner)
        os._exit(1)
    _pid, status = os.waitpid(child, 0)

    assert os.WTERMSIG(status) == signal.SIGKILL
    assert not Interview.objects.filter(pk=world.alone.pk).exists()
    assert default_storage.exists(name)
    assert ErasedFile.objects.filter(name=name).exists()
    assert sweep()["files"] > 0
    assert not default_storage.exists(name)
    assert not ErasedFile.objects.exists()
    assert sweep()["files"] == 0


def code_while_it_is_erased(world, coder, code):
    text = Transcript.objects.get(interview=world.alone, version=2)
    with ThreadPoolExecutor(1) as beside, transaction.atomic():
        code_passage(world.study, coder=coder, code=code, transcript=text, start=3, end=7)
        assert beside.submit(erase_beside, world).result(20).name == "W1"


def erase_beside(world):
    try:
        return erase(world.alone, by=world.owner)
    finally:
        connection.close()
