"""Every address of the app with a row for every word in it, and who may be asked as."""

import json
import re
from datetime import date, timedelta
from functools import cached_property

from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver
from django.utils import timezone

from coding.linking import link_passage
from coding.memos import write_memo
from coding.passages import code_passage
from coding.phases import close_phase, open_phase
from coding.reviewing import review, submit
from coding.saved_searches import save_search
from ground.jobs import request_job, run
from ground.models import Act, ApiToken
from interviews.inviting import invite
from interviews.models import Role, Upload
from interviews.permissions import Verb
from reports.book.making import request_report
from reports.erasing.erasing import erase
from reports.framework.places import Place
from reports.framework.writing import add_cell
from reports.models import Summary
from reports.overriding import override
from reports.rewording import reword
from reports.rigour.member_checks import add_member_check
from reports.sentences import Sentence
from reports.signing import sign_off
from tests.factories import join, make_informant, make_interview, make_recording, make_study, make_user, span_of
from tests.watched import CANARY

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ANYBODY = {
    "home",
    "preferences",
    "api-docs",
    "api-schema",
    "api-problem",
    "livez",
    "readyz",
    "metrics",
    "help",
    "help-page",
    "help-image",
    "first-account",
    "invitation",
    "invitation-accept",
}
SIGNED_IN = {
    "account",
    "second-step",
    "second-step-set-up",
    "second-step-codes",
    "second-step-off",
    "studies",
    "study-new",
    "study-import",
    "tokens",
    "token-revoke",
    "style",
    "api-me",
    "api-study-list",
    "api-import",
}
# Pages that ask again inside, for whose row it is.
ASKED_INSIDE = {
    "informant": Verb.CURATE,
    "interview": Verb.CURATE,
    "interview-trash": Verb.CURATE,
    "interview-recording": Verb.CURATE,
    "correct": Verb.CURATE,
    "correct-preview": Verb.CURATE,
    "correct-discard": Verb.CURATE,
    "correct-reading": Verb.CURATE,
    "correct-reading-discard": Verb.CURATE,
    "version-restore": Verb.CURATE,
    "code": Verb.CURATE,
    "code-retire": Verb.CURATE,
}
INSIDE_ON_POST = {
    "method-config": Verb.CURATE,
    "checklist": Verb.CODE,
    "framework-cell": Verb.WRITE,
    "rewording": Verb.WRITE,
}
# Rows that only one person touches, whatever the role; in this study it is the researcher.
ONLY_MINE = {
    ("api-coding-restore", "POST"),
    ("api-link-restore", "POST"),
    ("api-memo-restore", "POST"),
    ("api-job-cancel", "POST"),
    ("api-job-retry", "POST"),
    ("take-back", "POST"),
    ("api-assignment-finish", "POST"),
    ("api-assignment-resume", "POST"),
    ("import-discard", "POST"),
    ("api-act-undo", "POST"),
    ("history-undo", "POST"),
    ("find-undo", "POST"),
    ("report-file", "GET"),
    ("api-report-detail", "GET"),
    ("api-report-file", "GET"),
    ("memo-change", "POST"),
    ("memo-remove", "POST"),
    ("memo-restore", "POST"),
}
ALLOWED_ANSWERS = {200, 201, 202, 204, 302, 400, 409, 422, 428}
ROLES = {role.value: role for role in Role}


def routes(resolver=None, prefix="", name=""):
    for pattern in (resolver or get_resolver()).url_patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            yield pattern.name or route, "/" + route, pattern.callback
        else:
            yield from routes(pattern, route)


OURS = [each for each in routes() if not each[0].startswith("account_") and not each[1].startswith("/accounts/")]


class World:
    """A study with a row of everything, its members, people outside, and a twin study that is somebody else's."""

    def __init__(self):
        self.study = self._study("studi")
        self.owner = self.study.memberships.get().user
        self.people = {"owner": self.owner}
        for role in (Role.OBSERVER, Role.RESEARCHER, Role.SUPERVISOR):
            self.people[role.value] = join(self.study, role, make_user(role.value))
        self.researcher = self.people["researcher"]
        self.twin = self._study("kembar")
        self.people["owner of another"] = self.twin.memberships.get().user
        self.people["stranger"] = make_user("orang-luar")
        self.people["superuser"] = make_user("luar-biasa", is_staff=True, is_superuser=True)
        self.rows = self._fill(self.study, "W1", "T1", self.researcher)
        self.foreign = self._fill(self.twin, "W9", "T9", self.people["owner of another"])
        self.people["disabled"] = join(self.study, Role.OWNER, make_user("nonaktif", is_active=False))

    @cached_property
    def taken(self) -> set[tuple[str, str]]:
        """The name of each page with a method that it takes."""
        owner = signed_in(self.owner)
        pages = [each for each in all_requests(self) if not getattr(each[2], "actions", None)]
        return {(name, method) for name, _, _, method, url in pages if ask(owner, method, url).status_code != 405}

    def _study(self, slug):
        return make_study(slug=slug)

    def _fill(self, study, code, voice, coder):
        owner = study.memberships.filter(role=Role.OWNER).order_by("user__username").first().user
        erased = erase(make_interview(study, code="W0"), by=owner)
        informant = make_informant(study, voice)
        interview = make_interview(study, [("P", "Siapa?"), (voice, f"Kami menyumbang masker. {CANARY}")], code=code)
        place = {"transcript": interview.transcript, **span_of(interview.transcript, "masker")}
        coding = code_passage(study, coder=coder, code=study.codes.get(key="MAT"), **place)[0]
        ends = {"from_actor": study.actors.get(code="ITM"), "to_actor": study.actors.get(code="BKB")}
        link = link_passage(study, coder=coder, form=study.link_forms.filter(rung=2).first(), **ends, **place)[0]
        submit(study, coder=coder, rows=[coding])
        decided = review(
            study, reviewer=join(study, Role.SUPERVISOR), rows=[coding], decision="revise", reason="Mengapa?"
        )
        submit(study, coder=coder, rows=[coding])
        memo = write_memo(study, author=coder, text=f"Catatan {CANARY}")[0]
        saved, _ = save_search(study, by=coder, kind="words", name="Masker", address="text=masker")
        job = request_job("summary", study.pk, by=coder, study_id=study.pk, params={"basis": "official"})
        run(job.pk)
        summary = Summary.objects.get(pk=job.pk)
        signed = sign_off(summary, by=owner)
        level = {"target": "cell:BKB/IDE", "level": "mixed", "reason": "Dua suara."}
        read, _ = override(summary, by=owner, **level)
        check, _ = add_member_check(study, by=coder, informant=informant, sent_on=date(2021, 3, 1))
        # Of a phase that has closed: an open one makes its coders blind, which is another test's world.
        phase = open_phase(study, by=owner, coders=[coder, join(study, Role.RESEARCHER)], interviews=[interview])
        close_phase(phase, by=owner)
        assignment = phase.assignments.get(coder=coder)
        place = Place(informant, study.dimensions.get(code="MAT"))
        cell, _ = add_cell(study, by=coder, place=place, text=f"{CANARY}: ¶[{coding.passage_id}]")
        said = Sentence("pair.level", "none", "pair:BKB-ITM", {"id": "Tanpa.", "en": "None."})
        own, _ = reword(summary, said, by=coder, language="id", text="Dengan kata sendiri.")
        upload = Upload.objects.create(study=study, by=coder, name="a.txt", file="uploads/none", size=3)
        report = request_report(study, "html", by=coder)
        run(report.pk)
        return {
            "study": {"slug": study.slug},
            "member": {"id": study.memberships.order_by("pk").first().pk},
            "actor": {"id": ends["to_actor"].pk, "code": "BKB"},
            "informant": {"id": informant.pk, "code": voice},
            "interview": {"id": interview.pk, "code": code, "number": 1},
            "speaker": {"id": interview.speakers.first().pk},
            "transcript": {"id": interview.transcript.pk},
            "recording": {"id": make_recording(interview).pk},
            "code": {"id": study.codes.get(key="MAT").pk, "key": study.codes.filter(parent=None).first().key},
            "dimension": {"id": study.dimensions.first().pk},
            "link-form": {"id": study.link_forms.first().pk},
            "passage": {"id": coding.passage_id},
            "coding": {"id": coding.pk},
            "link": {"id": link.pk},
            "memo": {"id": memo.pk},
            "saved-search": {"id": saved.pk},
            "review": {"id": decided[0].pk},
            "job": {"id": job.pk},
            "report": {"id": report.pk},
            "summary": {"id": job.pk, "code": "BKB"},
            "sign-off": {"id": signed.pk},
            "override": {"id": read.pk},
            "member-check": {"id": check.pk},
            "framework": {"id": cell.pk, "case": f"informant:{voice}", "column": "dimension:MAT"},
            "rewording": {"id": own.pk},
            "erasure": {"id": erased.pk},
            "act": {"id": Act.objects.filter(study_id=study.pk, who=coder).order_by("-number").first().pk},
            "upload": {"id": upload.pk},
            "invitation": {"id": invite(study, by=owner, role=Role.RESEARCHER)[0].pk},
            "phase": {"id": phase.pk},
            "round": {"id": phase.round.pk},
            "assignment": {"id": assignment.pk},
            "token": {"id": ApiToken.issue(owner=owner, name="x", scope="read", expires_at=later())[0].pk},
        }


def later():
    return timezone.now() + timedelta(days=1)


# What the words in an address stand for: by the name of the route, else by its noun.
NOUNS = {
    "rewording": "summary",
    "phase-close": "phase",
    "import-discard": "upload",
    "review-reply": "review",
    "take-back": "coding",
    "history-undo": "act",
    "find-undo": "act",
    "report-file": "report",
    "report-job": "job",
    "report-job-cancel": "job",
    "token-revoke": "token",
    "interview-trash": "interview",
    "interview-recording": "interview",
    "correct": "interview",
    "correct-preview": "interview",
    "correct-discard": "interview",
    "correct-reading": "interview",
    "correct-reading-discard": "interview",
    "versions": "interview",
    "version": "interview",
    "version-restore": "interview",
    "waiting": "interview",
    "pane": "interview",
    "pane-marks": "interview",
    "pane-changes": "interview",
    "code-retire": "code",
    "trash-restore": "saved-search",
    "summary-version": "summary",
    "summary-passages": "summary",
    "summary-sides": "summary",
    "summary-actor": "summary",
    "summary-export": "summary",
    "first-account": "key",
    "invitation": "key",
    "api-problem": "problem",
    "help-page": "problem",
    "help-image": "problem",
}
# What names no row of a study, but one of a few words that are the same everywhere.
WORDS = {
    "problem": {"code": "differs", "name": "method"},
    "export": {"name": "codings", "format": "csv"},
    "picture": {"name": "matrix", "format": "svg"},
    "key": {"key": "tak-ada"},
    "retrieval": {"format": "csv"},
    "find": {"format": "csv"},
    "matrix": {"format": "csv"},
    "saved-search": {"sort": "searches"},
}


def noun(name: str) -> str:
    if name in NOUNS:
        return NOUNS[name]
    stem = name.removeprefix("api-")
    for known in ("link-form", "method-config", "sign-off", "member-check", "saved-search"):
        if stem.startswith(known):
            return known
    return stem.split("-")[0]


def address(route: str, name: str, rows: dict, slug: str) -> str | None:
    """The address of a row of `rows`; None where the route names no row beside the study."""
    words = rows.get(noun(name), {}) | WORDS.get(noun(name), {}) | {"slug": slug}
    words["pk"] = words.get("id")
    if name == "help-image":
        words["name"] = "coding.png"
    return re.sub(r"<\w+:(\w+)>", lambda match: str(words[match[1]]), route).replace("^", "").replace("$", "")


def names_a_row(route: str) -> bool:
    return bool(set(re.findall(r"<\w+:(\w+)>", route)) - {"slug"})


def methods(callback) -> list[str]:
    actions = getattr(callback, "actions", None)
    # Django REST framework adds HEAD beside GET at the first request.
    return [method.upper() for method in actions if method != "head"] if actions else ["GET", "POST"]


def verb_of(name: str, callback, method: str) -> Verb | None:
    """The verb that the view declares; None where it asks for none."""
    if (actions := getattr(callback, "actions", None)) is not None:
        action, view = actions.get(method.lower()), callback.cls
        declared = {**getattr(view, "verbs", {}), **getattr(view, "own_verbs", {})}
        return declared.get(action, Verb.READ)
    if name in INSIDE_ON_POST and method == "POST":
        return INSIDE_ON_POST[name]
    return ASKED_INSIDE.get(name, getattr(callback, "verb", None))


def ask(client: Client, method: str, url: str):
    """The answer, with everything that was written undone. POST and PATCH send an empty body."""
    is_api = url.startswith("/api/")
    body = {"data": "{}", "content_type": "application/json"} if is_api and method != "GET" else {}
    with transaction.atomic():
        answer = client.generic(method, url, **body) if body else getattr(client, method.lower())(url)
        transaction.set_rollback(True)
    return answer


def plain(answer) -> tuple[int, str]:
    """What can be told from an answer: its status and words, without the reference and the one-time tokens."""
    words = answer.content.decode()
    if "json" in answer.headers.get("Content-Type", ""):
        body = json.loads(words)
        body.pop("reference", None)
        words = json.dumps(body, sort_keys=True)
    return answer.status_code, re.sub(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9]{64}", "", words)


def signed_in(user) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(user)
    return client


def all_requests(world, slug=None):
    for name, route, callback in OURS:
        for method in methods(callback):
            yield name, route, callback, method, address(route, name, world.rows, slug or world.study.slug)


def is_there(world, name, callback, method) -> bool:
    """A page may take GET only or POST only."""
    return bool(getattr(callback, "actions", None)) or (name, method) in world.taken
