"""A study in which one sentence stands everywhere where words can stand, and a twin that says it too."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.utils import translation

from coding.codebook import change_code
from coding.correcting import by_hand, draft
from coding.linking import link_passage
from coding.memos import change_memo, remove_memo, write_memo
from coding.passages import code_passage
from coding.replacing import KIND
from coding.reviewing import reply, review, submit
from coding.saved_searches import save_search
from ground import jobs
from ground.acts import act
from ground.launcher.programs import clients
from ground.models import Job
from interviews.finding.indexing import index_turns
from interviews.models import Speaker, TableReading
from interviews.readings import read_later
from interviews.recordings import link_recording
from interviews.transcripts import change_interview
from interviews.uploads import take
from reports.backup import postgres
from reports.book.making import request_report
from reports.framework.places import Place
from reports.framework.writing import add_cell
from reports.models import Summary
from reports.overriding import computed_levels, override
from reports.rewording import reword
from reports.rigour.checklist import answer_item
from reports.rigour.member_checks import add_member_check, change_member_check
from reports.sentences import Sentence
from reports.signing import sign_off
from reports.summaries import request_summary
from tests.factories import corrected, join, make_informant, make_interview, make_recording, make_study, sound, span_of

CANARY = "burung kenari kuning bernyanyi di pagar"
ITS_WORD = "kenari"
TWIN = "burung parkit hijau bernyanyi di pagar"


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def planted(slug: str, words: str) -> SimpleNamespace:
    """A study with `words` said by T1 alone in W1, and copied by everybody wherever something can be written."""
    study = make_study(slug=slug, theory_note=f"Teori: {words}.", problem=f"Masalah: {words}.")
    owner = study.memberships.get().user
    supervisor, coder = join(study, "supervisor"), join(study, "researcher")
    informant = make_informant(study, role_label=words, note=words, consent="given")
    other = make_informant(study, "M1", "MAS")
    spoken = [("P", "Apa yang terjadi?"), ("T1", f"Ya, {words}. Kami memberi masker."), ("P", "Lalu?"), ("T1", words)]
    alone = make_interview(study, spoken, code="W1", title=words, note=words, place=words, interviewer=words)
    group = make_interview(study, [("T1", f"Juga {words} sekali."), ("M1", "Kami memberi beras.")], code="W2")
    _transcripts(study, alone, words, owner)
    rows = _coded(study, alone, group, words, coder, supervisor)
    _written(study, alone, other, informant, rows, words, owner)
    _reported(study, informant, rows, words, owner, supervisor)
    with act(owner, "test.write", study):
        Speaker.objects.filter(informant=informant).update(label=words)
    study.refresh_from_db()
    return SimpleNamespace(study=study, owner=owner, informant=informant, other=other, alone=alone, group=group)


def _transcripts(study, alone, words, owner):
    make_recording(alone, sound() + words.encode(), name=f"{words}.wav")
    link_recording(alone, by=owner, link=f"https://example.org/{words.replace(' ', '_')}")
    change_interview(alone, by=owner, title=f"Ralat: {words}")
    second = corrected(alone.transcript, ("Lalu?", "Lalu apa?"))
    draft(second, by_hand(second, f"{second.text}P: {words}\n"), by=owner, source_name=words)
    take(study, by=owner, name=f"{words}.txt", file=ContentFile(f"P: Apa?\nT1: {words}".encode()))
    instead = ContentFile(f"T1: {words}".encode())
    read_later(study, by=owner, name=f"{words}.txt", file=instead, kind=KIND, corrects=second)
    TableReading.objects.create(study=study, headings=[words], columns=[0, 1, None, None, True])
    index_turns(study)


def _coded(study, alone, group, words, coder, supervisor):
    text, mat, actors = alone.transcript, study.codes.get(key="MAT"), {a.code: a for a in study.actors.all()}
    place = {"transcript": text, **span_of(text, f"Ya, {words}")}
    coding, _ = code_passage(study, coder=coder, code=mat, **place)
    ends = {"from_actor": actors["ITM"], "to_actor": actors["MAS"], "form": study.link_forms.get(code="RPT")}
    link, _ = link_passage(study, coder=coder, **place, **ends)
    code_passage(study, coder=coder, code=mat, transcript=group.transcript, **span_of(group.transcript, words))
    stays, _ = code_passage(
        study, coder=coder, code=mat, transcript=group.transcript, **span_of(group.transcript, "memberi beras")
    )
    submit(study, coder=coder, rows=[coding, link, stays])
    returned = review(study, reviewer=supervisor, rows=[coding], decision="revise", reason=words)
    reply(returned[0], author=coder, study=study, text=words)
    submit(study, coder=coder, rows=[coding])
    review(study, reviewer=supervisor, rows=[coding, link, stays], decision="approve", reason=words)
    for about in (coding.passage, coding, link, alone):
        write_memo(study, author=coder, text=words, about=about)
    return SimpleNamespace(coding=coding, link=link, stays=stays)


def _written(study, alone, other, informant, rows, words, owner):
    copied, _ = write_memo(study, author=owner, text=f"Kata T1: “{words}”, menarik.")
    change_memo(copied, by=owner, text=f"Kata T1 lagi: “{words}”, ¶[{rows.coding.passage_id}] menarik.")
    remove_memo(write_memo(study, author=owner, text=words, about=other)[0], by=owner)
    write_memo(study, author=owner, text=words, about=informant)
    change_code(study.codes.get(key="FIS"), by=owner, texts={"id": {"label": "Fisik", "example": f"“{words}”"}})
    said = {"answer": "corrects", "answered_on": "2021-03-05", "effect": words}
    add_member_check(study, by=owner, informant=informant, sent_on="2021-03-01", said=words, **said)
    check, _ = add_member_check(study, by=owner, informant=other, sent_on="2021-03-01", said=words, **said)
    change_member_check(check, by=owner, effect="Tidak ada.")
    answer_item(study, by=owner, item=10, text=words)
    save_search(study, by=owner, kind="words", name=words, address=urlencode({"text": words}))
    add_cell(study, by=owner, place=Place(informant, study.dimensions.get(code="MAT")), text=words)
    add_cell(study, by=owner, place=Place(other, study.dimensions.get(code="FIS")), text=words)


def _reported(study, informant, rows, words, owner, supervisor):
    job = request_summary(study, "official", by=owner)
    jobs.run(job.pk)
    summary = Summary.objects.get(pk=job.pk)
    target, _level = next(each for each in computed_levels(summary).items() if each[1] != "mixed")
    override(summary, by=owner, target=target, level="mixed", reason=words)
    sign_off(summary, by=supervisor, note=words)
    told = (str(rows.link.pk),)
    said = Sentence("pair.level", "none", "pair:ITM-MAS", {"id": words, "en": words}, told)
    reword(summary, said, by=owner, language="id", text=words)
    said = Sentence("pair.level", "none", "pair:BKB-ITM", {"id": words, "en": words}, (str(rows.stays.pk),))
    reword(summary, said, by=owner, language="id", text=f"Menurut T1, {words}.")
    report = request_report(study, "html", by=owner)
    jobs.run(report.pk)
    with act(owner, "interview.change", study):
        gone = Job.objects.create(kind="import", subject=study.interviews.get(code="W1").pk, requested_by=owner)
        Job.objects.filter(pk=gone.pk).update(error_detail=words, state="failed")


@pytest.fixture
def world(transactional_db):
    return planted("studi", CANARY)


@pytest.fixture
def twin(transactional_db):
    return planted("kembar", TWIN)


def dump() -> list[tuple[str, str]]:
    """Every row of every table as (table, line), as PostgreSQL writes it."""
    command = [clients(postgres.server()) / "pg_dump", "--data-only"]
    connection.close()
    told = subprocess.run(command, env=postgres._environment(), capture_output=True, text=True, check=True).stdout
    rows, table = [], ""
    for line in told.split("\n"):
        if begins := re.match(r"COPY public\.(\w+) ", line):
            table = begins[1]
        rows.append((table, line))
    return rows


def found(word: str) -> list[tuple[str, str]]:
    """Where the database and the stored files hold the word."""
    rows = [(table, line) for table, line in dump() if word in line.lower()]
    files = [path for path in Path(settings.MEDIA_ROOT).rglob("*") if path.is_file()]
    return rows + [("file", str(path)) for path in files if word.encode() in path.read_bytes().lower()]


@pytest.fixture
def look() -> Callable[[str], list[tuple[str, str]]]:
    return found
