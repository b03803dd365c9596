"""The twin run: what a blind coder is answered, on every address, does not depend on what the others do."""

import json
import re
import uuid
from contextlib import contextmanager
from datetime import UTC, datetime
from unittest.mock import patch

import pytest
from django.apps import apps
from django.conf import settings
from django.db import transaction

from coding.bulk import change_codings
from coding.codebook import add_code
from coding.linking import link_passage
from coding.memos import write_memo
from coding.models import Assignment, Coding
from coding.passages import change_coding, code_passage, remove_coding
from coding.phases import open_phase
from coding.presence import say_here
from coding.reviewing import reply, review, submit
from coding.sightings import door_of
from ground.jobs import request_job, run
from ground.models import ApiToken
from interviews.models import Role, Transcript, Upload
from reports.intervals import request_intervals
from tests.addresses import World, all_requests, later, signed_in
from tests.bodies import GOOD
from tests.factories import join, make_interview, make_user, span_of

pytestmark = pytest.mark.django_db

CLOCK = datetime(2026, 11, 28, 9, 0, tzinfo=UTC)
MASKED = {"x-request-id", "date", "expires", "last-modified"}  # the clock of the machine
# The token against forgery, times and signatures of cookies.
ONE_TIME = re.compile(
    rb'(csrfmiddlewaretoken" value="|X-CSRFToken": "|coprod_csrf=|coprod_session=|; expires=|messages=[^:;]+:)'
    rb"[\w, :.-]+"
)
MOMENT = re.compile(rb'(?<=_at":"|"at":")[^"]+')
MORE = ("?status=", "?after=0", "?basis=working", "?trashed=true", "?whose=all", "?format=csv")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """A study in which the researcher and another code blind; made once and rolled back."""
    with django_db_blocker.unblock(), transaction.atomic():
        world = World()
        world.other = join(world.study, Role.RESEARCHER, make_user("seberang"))
        coders, interviews = [world.researcher, world.other], list(world.study.interviews.all())
        supervisor = world.people["supervisor"]
        world.phase = open_phase(world.study, by=supervisor, coders=coders, interviews=interviews)
        own = Assignment.objects.get(phase=world.phase, coder=world.researcher)
        world.outside = make_interview(world.study, code="W5")  # what is coded there may be judged already
        world.rows |= {"phase": {"id": world.phase.pk}, "assignment": {"id": own.pk}}
        world.key = ApiToken.issue(owner=world.researcher, name="uji", scope="write", expires_at=later())[1]
        yield world
        transaction.set_rollback(True)


def the_other_works(world) -> None:
    """Codings on the same words and elsewhere, links, memos, codes, submissions, reviews, replies, files, reports."""
    study, other, transcript = world.study, world.other, Transcript.objects.get(pk=world.rows["transcript"]["id"])
    mine = Coding.objects.get(pk=world.rows["coding"]["id"])
    code = add_code(study, by=other, key="BARU", texts={"id": {"label": "Kode seberang"}})
    add_code(
        study, by=other, key="MAT.9", texts={"id": {"label": "Kunci yang sama"}}, parent=study.codes.get(key="MAT")
    )
    made = []
    for words in ("masker", "menyumbang", "Kami"):
        for key in (study.codes.get(key="MAT"), study.codes.get(key="FIS"), code):
            place = {"transcript": transcript, **span_of(transcript, words)}
            made.append(code_passage(study, coder=other, code=key, polarity="limited", **place)[0])
    ends = {"from_actor": study.actors.get(code="ITM"), "to_actor": study.actors.get(code="BKB")}
    form = study.link_forms.filter(rung=2).first()
    link = link_passage(study, coder=other, form=form, transcript=transcript, start=5, end=9, **ends)[0]
    change_coding(made[0], by=other, study=study, polarity="absent")
    remove_coding(made[1], by=other, study=study)
    change_codings(study, [made[2].pk], by=other, polarity="absent")
    for about in (None, made[0], link, mine.passage, transcript.interview, code):
        write_memo(study, author=other, text="Catatan seberang @researcher masker", about=about)
    place = {"transcript": world.outside.transcript, **span_of(world.outside.transcript, "masker")}
    judged = code_passage(study, coder=other, code=code, polarity="absent", **place)[0]
    submit(study, coder=other, rows=[made[0], link, judged])
    decided = review(
        study, reviewer=world.people["supervisor"], rows=[judged], decision="revise", reason="Alasan seberang"
    )
    reply(decided[0], author=other, study=study, text="Jawaban seberang")
    Upload.objects.create(study=study, by=other, name="seberang.txt", file="uploads/none2", size=3)
    job = request_job(
        "summary", study.pk, by=world.owner, study_id=study.pk, input_hash="lain", params={"basis": "working"}
    )
    run(job.pk)
    request_intervals(study, by=world.people["supervisor"])
    say_here(transcript.pk, other.pk, 1)


@contextmanager
def the_same_clock_and_ids(first=1):
    """New ids in one order, one time: what differs then differs by what the database holds."""
    numbers = iter(range(first, first + 10**6))
    with (
        patch("uuid.uuid4", lambda: uuid.UUID(int=next(numbers), version=4)),
        patch("django.utils.timezone.now", lambda: CLOCK),
    ):
        yield


def answers(world, who) -> dict[str, bytes]:
    """Every address with every method, empty and with good bodies, as page, by token and as a fragment."""
    client, found = signed_in(who), {}
    for name, _route, _callback, method, url in all_requests(world):
        if name == "preferences":
            continue
        for query in ("", *(MORE if method == "GET" else ())):
            found[f"{method} {url}{query}"] = _asked(client, method, url + query)
        if method == "GET":
            found[f"HEAD {url}"] = _asked(client, "HEAD", url)
            found[f"htmx {url}"] = _asked(client, "GET", url, headers={"HX-Request": "true"})
        if url.startswith("/api/v1/"):
            found[f"token {method} {url}"] = _asked(
                client, method, url, headers={"Authorization": f"Token {world.key}"}
            )
    for number, (kind, body) in enumerate(GOOD.items(), start=1):
        with the_same_clock_and_ids(number * 10**6):
            _who, method, url, sent = body(world)
        found[f"{kind}: {method} {url}"] = _asked(client, method, url, sent, headers={"If-Match": "*"})
    return found


def _asked(client, method: str, url: str, body=None, headers=None) -> bytes:
    sent = {}
    if url.startswith("/api/") and method not in ("GET", "HEAD"):
        sent = {"data": json.dumps(body or {}), "content_type": "application/json"}
    with the_same_clock_and_ids(), transaction.atomic():
        answer = client.generic(method, url, headers=headers or {}, **sent)
        content = b"".join(answer) if answer.streaming else answer.content
        transaction.set_rollback(True)
    # Of what was made now the ETag is that of the body, with the moment of its making.
    masked = MASKED | ({"etag"} if answer.status_code == 201 else set())
    head = sorted((k.lower(), v) for k, v in answer.headers.items() if k.lower() not in masked)
    cookies = answer.cookies.output()
    return ONE_TIME.sub(rb"\1", f"{answer.status_code} {head} {cookies}\n\n".encode() + content)


def twice(world, ask) -> tuple[dict, dict]:
    """What `ask` gives without the other's work and beside it."""
    with transaction.atomic():
        alone = told_alike(ask)
        transaction.set_rollback(True)
    with transaction.atomic():
        the_other_works(world)
        beside = told_alike(ask)
        transaction.set_rollback(True)
    return alone, beside


def told_alike(ask) -> dict[str, bytes]:
    """The answers; what was made while they were asked for was made now, every other moment stays as it was told."""
    begun = datetime.now(UTC)

    def alike(moment):
        made = datetime.fromisoformat(moment[0].decode())
        return b"now" if begun <= made <= datetime.now(UTC) else moment[0]

    return {asked: MOMENT.sub(alike, answer) for asked, answer in ask().items()}


def test_what_a_blind_coder_is_answered_does_not_depend_on_the_others_work(world):
    alone, beside = twice(world, lambda: answers(world, world.researcher))

    differing = [asked for asked in alone if alone[asked] != beside[asked]]
    broken = [asked for asked in alone if alone[asked].startswith(b"5")]

    assert len(alone) > 1000
    assert (differing, broken) == ([], [])


SHOW_THE_OTHERS = [
    "",
    "changes.json",
    "review/?status=",
    "history/",
    "memos/",
    "codebook/",
    "assignments/",
    "agreement/",
]
TELL_OF_THE_OTHERS = ["codings/", "links/", "memos/", "codes/", "changes/", "passages/", "reviews/"]


def test_the_twin_run_would_tell_if_something_leaked(world):
    """Whoever does not code in the phase sees the others' work on these addresses: asked so, they do differ."""
    home, api = f"/studies/{world.study.slug}/", f"/api/v1/studies/{world.study.slug}/"
    pages = [home + (f"interviews/W1/{page}" if page.endswith(".json") else page) for page in SHOW_THE_OTHERS]
    client = signed_in(world.people["supervisor"])

    alone, beside = twice(
        world,
        lambda: {url: _asked(client, "GET", url) for url in [*pages, *(api + name for name in TELL_OF_THE_OTHERS)]},
    )

    assert [url for url in alone if alone[url] == beside[url]] == []


def test_what_is_not_written_down_shows_nobodys_work(world):
    """Of the addresses that leave no sighting, none answers whoever sees all otherwise beside the other's work."""
    unnoted = {
        url
        for name, _route, _callback, method, url in all_requests(world)
        if method == "GET" and world.study.slug in url and door_of(name, method) is None
    }
    client = signed_in(world.owner)

    alone, beside = twice(world, lambda: {url: _asked(client, "GET", url) for url in unnoted})

    assert len(unnoted) > 10
    assert [url for url in alone if alone[url] != beside[url]] == []


SHARED = {
    "interviews.Study": "",
    "interviews.Membership": "Who belongs to the study.",
    "interviews.Invitation": "An open door to the study; nobody codes in it.",
    "interviews.Informant": "Changed only by someone who does not code blind.",
    "interviews.Interview": "Changed only by someone who does not code blind.",
    "interviews.Recording": "Changed only by someone who does not code blind.",
    "interviews.Transcript": "Changed only by someone who does not code blind.",
    "coding.Phase": "That a phase is open is no secret.",
    "reports.ChecklistAnswer": "How the study was done, in its own words: about no coding.",
    "reports.MethodConfig": "Changed only by someone who does not code blind.",
    "ground.ApiToken": "Read by its owner alone.",
    "admin.LogEntry": "Read by no page.",
    "account.EmailAddress": "Read by its owner alone.",
    "usersessions.UserSession": "Read by its owner alone.",
    "otp_totp.TOTPDevice": "Read by its owner alone.",
    "otp_static.StaticDevice": "Read by its owner alone.",
}


def test_every_table_that_names_a_person_says_what_a_blind_reader_sees_of_it():
    without = [
        model._meta.label
        for model in apps.get_models()
        if any(field.related_model is apps.get_model(settings.AUTH_USER_MODEL) for field in model._meta.concrete_fields)
        and not getattr(model, "seen_blind", "")
        and model._meta.label not in SHARED
    ]

    assert without == []
