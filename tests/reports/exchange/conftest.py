"""A study with a row of every kind, and an instance that is emptied to take it in again."""

import json
import shutil
from copy import deepcopy
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.db import connection, transaction
from django.utils import translation

from coding.codebook import retire_code
from coding.linking import link_passage
from coding.memos import write_memo
from coding.models import Link, Memo, Passage
from coding.passages import change_coding, code_passage, remove_coding
from coding.phases import close_phase, open_phase
from coding.reviewing import reply, review, submit
from coding.saved_searches import save_search
from coding.sightings import note_sighting
from ground.acts import act
from interviews.models import Transcript
from reports.book.plan import keep_plan
from reports.erasing.erasing import erase
from reports.evidence import collect
from reports.exchange.bundle.fields import PARTS
from reports.exchange.bundle.writing import bundle_of, written
from reports.framework.places import Place
from reports.framework.writing import add_cell
from reports.method import canonical_json, input_hash, summarise
from reports.models import MethodConfig, SignOff, Summary
from reports.overriding import computed_levels, override
from reports.rewording import reword
from reports.rigour.checklist import answer_item
from reports.rigour.member_checks import add_member_check
from reports.sentences import Sentence
from reports.signing import sign_off
from tests import databases
from tests.factories import (
    join,
    make_informant,
    make_interview,
    make_recording,
    make_study,
    make_user,
    owner_of,
    span_of,
)

GROUP = (
    ("P", "Kita mulai. 😷"),
    ("T1", "Kami memberi masker."),
    ("M1", "Warga juga memberi."),
    ("orang lewat", "Saya tidak."),
    (None, "[tertawa]"),
)


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


@pytest.fixture(scope="module")
def rich_of_the_file(django_db_setup, django_db_blocker):
    """Made once for all tests of a file, in a transaction around theirs; with the bundle of it."""
    with django_db_blocker.unblock(), translation.override("en"), transaction.atomic():
        made = make_rich()
        made.data = written(bundle_of(made.study, complete=True))
        made.files = settings.MEDIA_ROOT
        yield made
        transaction.set_rollback(True)


@pytest.fixture
def rich(rich_of_the_file, db, settings) -> SimpleNamespace:
    """The rows as they were made: what another test did to them, to its files and to what it held is undone."""
    shutil.copytree(rich_of_the_file.files, settings.MEDIA_ROOT)
    return deepcopy(rich_of_the_file)


def make_rich() -> SimpleNamespace:
    """A study in which every table of the bundle has rows; `coder` and `supervisor` are members, `left` was one."""
    study = make_study(owner=make_user("pemilik", name="Pemilik"), problem="Masalah\nbersama", period_from="2020-03-01")
    people = SimpleNamespace(
        coder=join(study, "researcher"), supervisor=join(study, "supervisor"), left=make_user("lalu")
    )
    _came_and_went(study, people.left)
    erase(make_interview(study, code="W0"), by=owner_of(study))
    make_informant(study, note="lama di kampung", consent="given", consent_on="2021-01-02")
    make_informant(study, "M1", "MAS")
    alone, group = make_interview(study, held_on="2021-01-02"), make_interview(study, GROUP, kind="group")
    make_recording(alone)
    _judge(study, people, alone, group)
    _settle(study)
    return SimpleNamespace(study=study, owner=owner_of(study), **vars(people))


def _came_and_went(study, user):
    join(study, "observer", user)
    with act(owner_of(study), "member.remove", study):
        study.memberships.get(user=user).delete()


def _judge(study, people, alone, group):
    mat, actors = study.codes.get(key="MAT"), {actor.code: actor for actor in study.actors.all()}
    masks = span_of(alone.transcript, "Ya, kami menyumbang masker.")
    coding, _ = code_passage(study, coder=people.coder, transcript=alone.transcript, code=mat, **masks)
    both = span_of(group.transcript, "Kami memberi masker.\nM1: Warga juga memberi.")
    ends = {"from_actor": actors["ITM"], "to_actor": actors["MAS"], "form": study.link_forms.get(code="RPT")}
    voice = group.speakers.get(label="M1")
    link, _ = link_passage(study, coder=people.coder, transcript=group.transcript, speaker=voice, **both, **ends)
    gone, _ = code_passage(study, coder=people.coder, transcript=group.transcript, code=mat, about_actor=None, **both)
    remove_coding(gone, by=people.coder, study=study)
    change_coding(coding, by=people.coder, study=study, polarity="limited")
    submit(study, coder=people.coder)
    returned, _ = review(study, reviewer=people.supervisor, rows=[coding, link], decision="revise", reason="Mengapa?")
    reply(returned, author=people.coder, study=study, text="Karena begitu.")
    submit(study, coder=people.coder)
    review(study, reviewer=people.supervisor, rows=[coding, link], decision="approve")
    coders = [people.coder, people.supervisor]
    phase = open_phase(study, by=people.supervisor, coders=coders, interviews=[alone])
    note_sighting(study, who=owner_of(study), door="interview", interview=alone.code)
    save_search(study, by=people.coder, kind="passages", name="Masker 🪶", address="code=MAT&basis=official")
    close_phase(phase, by=people.supervisor)
    passage = Passage.objects.get(pk=coding.passage_id)
    for about in (None, passage, coding, link, mat, alone, study.informants.first(), study.actors.first()):
        write_memo(study, author=people.coder, text="Catatan 🪶 #MAT @pemilik", kind=Memo.Kind.REFLEXIVE, about=about)


def _settle(study):
    owner = owner_of(study)
    retire_code(study.codes.get(key="SOS"), by=owner)
    with act(owner, "config.change", study):
        config = MethodConfig.objects.create(
            study=study, version=1, settings={"min_informants": 1, "theta": [3, 4]}, reason="Kecil", created_by=owner
        )
        document = collect(study, "official").document
        summary = Summary.objects.create(
            study=study,
            basis="official",
            input_hash=input_hash(document),
            config=config,
            codebook_number=1,
            evidence=canonical_json(document).decode(),
            result=canonical_json(summarise(document)).decode(),
            requested_by=owner,
        )
        SignOff.objects.create(summary=summary, signed_by=owner, note="Ditandatangani sebelum ada catatan.")
        _stand_by(study, owner, summary)
        first = Transcript.objects.of_study(study).earliest("created_at")
        Transcript.objects.create(
            interview=first.interview,
            version=2,
            text="P: lagi\u2028\x85",
            length=9,
            sha256="f53a4c377bb8a8d0d55a60a27f51e9faf35fc8e8ed9d951c5935a6bae5b18447",
            source_name="lagi.txt",
            source_format="txt",
            dropped=[{"what": "Comments", "count": 2, "example": "hm"}],
            created_by=owner,
        )


def _stand_by(study, owner, summary):
    target, _level = next(each for each in computed_levels(summary).items() if each[1] != "mixed")
    override(summary, by=owner, target=target, level="mixed", reason="Dua informan bertolak belakang.")
    sign_off(summary, by=study.memberships.get(role="supervisor").user, note="Dibaca bersama teksnya.")
    said = {"answer": "corrects", "answered_on": "2021-03-05", "said": "Bukan saya yang membagi."}
    add_member_check(study, by=owner, informant=study.informants.first(), sent_on="2021-03-01", **said)
    answer_item(study, by=owner, item=10, text="Snowball dari satu pengurus.")
    keep_plan(study, by=owner, chosen={"parts": ["verdict", "matrix"], "quotes": 3})
    rows = tuple(map(str, Link.objects.of_study(study).values_list("pk", flat=True)))
    said = Sentence("pair.level", "none", "pair:BKB-ITM", {"id": "Tanpa koordinasi.", "en": "None."}, rows)
    reword(summary, said, by=owner, language="id", text="Dengan kata sendiri.")
    place = Place(study.informants.first(), study.dimensions.get(code="MAT"))
    add_cell(study, by=owner, place=place, text="Memberi barang.")


@pytest.fixture
def bundle(rich) -> dict:
    return json.loads(rich.data)


@pytest.fixture
def data(bundle) -> bytes:
    return written(bundle)


@pytest.fixture
def emptied_for_good():
    """A function that empties the instance, as if it were another."""

    def empty() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        databases.empty()

    return empty


@pytest.fixture
def emptied(data, emptied_for_good):
    """The same, once the rich study is written."""
    return emptied_for_good


@pytest.fixture
def stored():
    """A function that reads every row of every table of the bundle, as the database has it."""

    def read(*, but=()) -> dict:
        return {
            part.name: list(part.model.objects.order_by("pk").values(*_columns(part)))
            for part in PARTS
            if part.name not in but
        }

    return read


def _columns(part):
    names = [*part.names, *filter(None, [part.place])]
    return [part.model._meta.get_field(name).attname for name in names]
