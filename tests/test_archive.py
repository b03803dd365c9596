"""An archived study is read and never written, whatever the door: asked at every address, and of every good body."""

import json
from html.parser import HTMLParser

import pytest
from django.db import connection, transaction
from django.test import Client
from django.urls import Resolver404, resolve

from coding.archiving import archive, unarchive
from coding.memos import write_memo
from coding.passages import code_passage
from coding.phases import open_phase
from coding.undo import undo
from ground.closing import Archived
from ground.conflicts import Conflict
from ground.jobs import request_job, run
from ground.models import Act, ApiToken, Job
from interviews.models import Role, Study
from interviews.permissions import LEFT_IN_THE_ARCHIVE
from tests.addresses import World, all_requests, is_there, later, signed_in, verb_of
from tests.bodies import GOOD
from tests.factories import join, make_interview, make_study, owner_of, span_of

pytestmark = pytest.mark.django_db

# What one asks with a body and gets read.
GOOD_TO_READ = {"memo search", "search", "search hits", "what if"}
# What makes a file to take out: a job is kept, and nothing in the study.
GOOD_TO_MAKE = {"report"}
# What a search keeps of the words, to find them sooner.
INDEXES = {"coding_passage", "interviews_turnwords"}
# Of an empty body it is said first that it says nothing.
UNREAD = {400, 422}
ELSEWHERE = {"duplicate", "study", "bundle", "token"}
# A duplicate is another study; asking for it writes nothing in this one.
ITS_OWN_DOOR = {"study-duplicate", "api-duplicates", "study-archive", "api-study-archive", "api-study-unarchive"}
WRITTEN = """
    SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables
    WHERE relname NOT IN ('coding_presence', 'django_session', 'shared_cache', 'usersessions_usersession')
"""


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        made = World()
        made.browsers = {name: signed_in(user) for name, user in made.people.items() if user.is_active}
        for name, _route, callback, method, _url in all_requests(made):
            is_there(made, name, callback, method)
        made.good = {name: body(made) for name, body in GOOD.items() if name not in ELSEWHERE}
        archive(made.study, by=made.owner)
        yield made
        transaction.set_rollback(True)


def written() -> dict[str, int]:
    """How many rows of each table were written in this transaction so far."""
    with connection.cursor() as cursor:
        cursor.execute(WRITTEN)
        return {table: count for table, count in cursor.fetchall() if count}


def asked(client: Client, method: str, url: str, body: bytes = b"{}"):
    """The answer and the tables that were written meanwhile."""
    before = written()
    media = "application/json" if url.startswith("/api/") else "application/x-www-form-urlencoded"
    with transaction.atomic():
        body = body if media == "application/json" else b""
        answer = client.generic(method, url, body, content_type=media, headers={"If-Match": "*"})
        transaction.set_rollback(True)
    return answer, [table for table, count in written().items() if count != before.get(table, 0)]


@pytest.mark.parametrize("role", ["owner", "supervisor", "researcher"])
def test_every_address_that_writes_refuses_and_nothing_is_written(world, role):
    client, wrong = world.browsers[role], []

    for name, route, callback, method, url in all_requests(world):
        here = "<slug:slug>" in route and method != "GET" and name not in ITS_OWN_DOOR
        if not here or not is_there(world, name, callback, method):
            continue
        answer, tables = asked(client, method, url)
        reads = verb_of(name, callback, method) in LEFT_IN_THE_ARCHIVE
        expected = UNREAD | {403, 404, 409} | ({200, 302} if reads else set())
        if answer.status_code not in expected or tables:
            wrong.append(f"{method} {url}: {answer.status_code} {tables}")

    assert not wrong, "\n".join(wrong)


def test_a_good_body_is_refused_in_words_and_nothing_is_written(world):
    wrong = []

    for name, (who, method, url, body) in world.good.items():
        answer, tables = asked(world.browsers[who], method, url, json.dumps(body).encode())
        told = answer.json()
        if name in GOOD_TO_MAKE:
            is_right, tables = answer.status_code == 202, set(tables) - {"ground_job"}
        elif name in GOOD_TO_READ:
            is_right, tables = answer.status_code == 200, set(tables) - INDEXES
        else:
            is_right = told.get("code") == "archived"
        if not is_right or tables:
            wrong.append(f"{name}: {answer.status_code} {told.get('code')} {tables}")

    assert not wrong, "\n".join(wrong)


def test_what_can_be_read_is_read_as_before(world):
    """Pages on which something is written are closed; all the others open, and what is exported is exported."""
    client, wrong = world.browsers["owner"], []

    for name, route, callback, method, url in all_requests(world):
        if "<slug:slug>" not in route or method != "GET" or not is_there(world, name, callback, method):
            continue
        verb = verb_of(name, callback, method)
        answer, tables = asked(client, method, url)
        expected = {200, 302, 400, 404} if verb in LEFT_IN_THE_ARCHIVE else {404, 409}
        if tables or answer.status_code not in expected:
            wrong.append(f"{url}: {answer.status_code} {tables}")

    assert not wrong, "\n".join(wrong)
    for page in ("", "summaries/", "exports/", "exports/codings/csv/", "history/", "trash/", "memos/", "find/"):
        assert client.get(f"/studies/{world.study.slug}/{page}").status_code == 200, page


class Offers(HTMLParser):
    """What can be pressed on a page: each button that sends a form, as the address it sends to, and each link."""

    def __init__(self, here: str, page: str):
        super().__init__()
        self.here, self.open, self.forms, self.buttons, self.links = here, "", {}, [], []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self.open = said.get("id") or f"the form at {self.getpos()}"
            self.forms[self.open] = (said.get("method", "get").upper(), said.get("action") or self.here)
        elif tag == "a" and (said.get("href") or "").startswith("/"):
            self.links.append(said["href"])
        elif tag == "button" and said.get("type", "submit") == "submit" and "disabled" not in said:
            self.buttons.append((said.get("form") or self.open, said.get("formaction")))

    def handle_endtag(self, tag):
        if tag == "form":
            self.open = ""

    def posts(self) -> list[str]:
        """The addresses that a press posts to."""
        sent = [(*self.forms.get(form, ("", "")), other) for form, other in self.buttons]
        return [other or address for method, address, other in sent if method == "POST"]


def is_refused(client: Client, method: str, address: str) -> bool:
    """Whether the archive closes what an address of the study leads to."""
    path = address.split("?")[0].split("#")[0]
    try:
        found = resolve(path)
    except Resolver404:
        return False
    if "slug" not in found.kwargs or found.url_name in ITS_OWN_DOOR | {"find", "report"}:
        return False
    if method == "POST":
        return True
    return asked(client, "GET", path)[0].status_code == 409


@pytest.mark.parametrize("role", ["owner", "researcher"])
def test_no_page_offers_what_is_refused_and_each_says_that_the_study_is_archived(world, role):
    client, wrong, seen = world.browsers[role], [], {}

    for name, route, _callback, method, url in all_requests(world):
        if "<slug:slug>" not in route or method != "GET" or url.startswith("/api/"):
            continue
        answer, _ = asked(client, method, url)
        page = answer.content.decode() if "html" in answer.headers["Content-Type"] and not answer.streaming else ""
        if answer.status_code != 200 or "</body>" not in page:
            continue
        if "Archived since" not in page:
            wrong.append(f"{name} does not say it")
        offers = Offers(url, page)
        for how, address in [("POST", each) for each in offers.posts()] + [("GET", each) for each in offers.links]:
            if (how, address) not in seen:
                seen[how, address] = is_refused(client, how, address)
            if seen[how, address]:
                wrong.append(f"{name} offers {how} {address}")

    assert not wrong, "\n".join(wrong)


def test_a_page_that_is_closed_says_so_and_does_not_ask_to_try_again(world):
    page = world.browsers["owner"].get(f"/studies/{world.study.slug}/settings/").content.decode()

    assert "This study is archived" in page
    assert "send it again" not in page


def test_a_token_writes_nothing_either_and_reads_on(world):
    _token, key = ApiToken.issue(owner=world.researcher, name="R", scope="write", expires_at=later())
    program, url = Client(headers={"Authorization": f"Token {key}"}), f"/api/v1/studies/{world.study.slug}/memos/"

    refused = program.post(url, json.dumps({"text": "Catatan"}), content_type="application/json")

    assert (refused.status_code, refused.json()["code"]) == (409, "archived")
    assert program.get(url).status_code == 200


def test_its_owner_still_takes_all_of_it_away_as_a_file(world):
    file = world.browsers["owner"].get(f"/studies/{world.study.slug}/export.json")

    assert json.loads(b"".join(file) if file.streaming else file.content)["complete"] is True


def test_a_study_is_archived_and_taken_out_once_each_and_both_stand_in_its_history():
    study = make_study()
    owner = owner_of(study)

    for verb in (archive, archive, unarchive, unarchive):
        verb(study, by=owner)

    acts = Act.objects.filter(study_id=study.pk, verb__contains="archive").order_by("number")
    assert list(acts.values_list("verb", flat=True)) == ["study.archive", "study.unarchive"]
    assert study.archived_at is None
    write_memo(study, author=owner, text="Lagi")


def test_undo_and_a_job_that_was_waiting_are_refused_below_every_door():
    study = make_study()
    owner, text = owner_of(study), make_interview(study).transcript
    place = {"transcript": text, **span_of(text, "masker")}
    code_passage(study, coder=owner, code=study.codes.get(key="MAT"), **place)
    coded = Act.objects.get(study_id=study.pk, verb="coding.create")
    job = request_job("summary", study.pk, by=owner, study_id=study.pk, params={"basis": "official"})
    archive(study, by=owner)

    with pytest.raises(Archived):
        undo(study, by=owner, act_id=coded.pk)
    with pytest.raises(Archived):
        request_job("summary", study.pk, by=owner, study_id=study.pk, params={"basis": "working"})
    run(job.pk)

    job.refresh_from_db()
    assert (job.state, job.error_code) == (Job.State.FAILED, "archived")


def test_a_study_in_which_somebody_codes_blind_is_not_archived():
    study = make_study()
    coders, interview = [join(study, Role.RESEARCHER) for _ in range(2)], make_interview(study)
    open_phase(study, by=owner_of(study), coders=coders, interviews=[interview])
    archived = Study.objects.filter(archived_at__isnull=False)
    before = set(archived)

    with pytest.raises(Conflict) as refused:
        archive(study, by=owner_of(study))

    assert refused.value.code == "phase_open"
    assert set(archived.all()) == before


def test_archived_studies_stand_apart_in_the_list_and_only_an_owner_takes_one_out():
    study = make_study(slug="selesai")
    owner, member = owner_of(study), join(study, Role.SUPERVISOR)
    browsers = {user: signed_in(user) for user in (owner, member)}

    assert browsers[member].post("/studies/selesai/archive/").status_code == 403
    browsers[owner].post("/studies/selesai/archive/")

    for browser in browsers.values():
        listed = browser.get("/studies/").context
        assert ([*listed["studies"]], listed["archived"]) == ([], [study])
    assert b'name="out"' not in browsers[member].get("/studies/selesai/").content
    assert b'name="out"' in browsers[owner].get("/studies/selesai/").content
    browsers[owner].post("/studies/selesai/archive/", {"out": "1"})
    assert [*browsers[owner].get("/studies/").context["studies"]] == [study]
