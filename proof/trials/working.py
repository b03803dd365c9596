"""Jobs under fire: every one that was acknowledged ends, and is done once."""

import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import timedelta
from functools import partial

from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, connection
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone

from bench.house import headers_of
from bench.large import SHORT, add_interview
from bench.timing import median, p95
from ground.acts import act
from ground.launcher.processes import wait_until
from ground.models import Act, ApiToken, Job, User
from ground.waiting import MOST
from interviews.models import Membership, Role, Study
from proof.fire import Fire
from proof.house import House
from proof.trial import Trial, of_jobs
from proof.trials.asking import Person, Step, acknowledged, all_done
from proof.trials.writing import coding_steps, connect_again
from reports.models import Summary
from tests.factories import make_informant, make_study, make_user

ASKERS = 20
ENOUGH = 0.97  # of the jobs have ended: now nothing is killed any more, and the rest must end by itself
# One less than a person may have open: of a job whose answer was lost in a kill, its asker does not know.
EACH = MOST - 1
WAIT = 429  # asked to wait, which is no refusal: the same is asked again until it is acknowledged
UNATTENDED = 120  # seconds it may take
ASKING = 0.75  # of the time; the rest is for what was asked last
LOOK_EVERY = 0.5  # seconds: counting costs the database more than it tells


def steps(
    slug: str, codings: Iterable[Step], share: int, made: Callable[[], int], askers: list[dict[str, str]]
) -> Iterator[Step]:
    """A coding, its submission, and the summary of the evidence as it is then; until `share` jobs are made.

    A worker may have summarised that evidence already, while it did the job before: then no job is made. The summaries
    are asked for by `askers` in turn: nobody asks for more than one person may have open.
    """
    submit, summary = reverse("api-submit", args=[slug]), reverse("api-summary-list", args=[slug])
    for coding in codings:
        if (so_far := made()) >= share:
            return
        yield coding
        yield Step(submit, {}, (200,), "submission")
        yield Step(summary, {"basis": "working"}, (202,), "job", askers[so_far // EACH])


def members(study: Study, owner: User, number: int) -> list[dict[str, str]]:
    """So many members of a study, each with a token; none of them has a password."""
    none = make_password(None)
    people = User.objects.bulk_create([User(username=f"{study.slug}-{n}", password=none) for n in range(number)])
    with act(owner, "member.add", study):
        Membership.objects.bulk_create([Membership(study=study, user=who, role=Role.RESEARCHER) for who in people])
    told = {"name": "proof", "scope": ApiToken.Scope.WRITE, "expires_at": timezone.now() + timedelta(days=1)}
    return [{"Authorization": f"Token {ApiToken.issue(owner=who, **told)[1]}"} for who in people]


def work(house: House, *, jobs: int, seconds: float, seed: int) -> Trial:
    """`jobs` summaries, asked for in twenty studies at once, while everything is killed; for `seconds` at the most."""
    begun, people, studies = time.monotonic(), [], []
    for number in range(ASKERS):
        owner = make_user(f"peminta-{seed}-{number}")
        study = make_study(owner, slug=f"kerja-{seed}-{number}")
        make_informant(study)
        interview = add_interview(study, SHORT, code="W1")
        share = jobs // ASKERS + (number < jobs % ASKERS)
        asker = Person(house.port, headers_of(owner), [], begun + seconds * ASKING, seed + number)
        codings = coding_steps(interview, None, f"{seed} kerja {number}")
        askers = members(study, owner, -(-share // EACH))
        asker.steps = steps(study.slug, codings, share, partial(jobs_of, asker), askers)
        people.append(asker)
        studies.append(study)
    standing = Standing(studies)
    with Fire(house, seed + 1, lambda: acknowledged(people) + standing.ended) as fire:
        heard = all_done(people)
        asked_in = time.monotonic() - begun
        wait_until(lambda: standing.look() >= ENOUGH, begun + seconds - time.monotonic())
    connect_again()
    is_over = wait_until(lambda: standing.look() == 1, UNATTENDED)
    unattended = round(time.monotonic() - fire.last)
    kept = {answer["id"] for step, answer in heard.acknowledged if step.kind == "job"}
    rows = Job.objects.filter(study_id__in=[study.pk for study in studies])
    none = judged(studies, kept) | {
        "refused": sum(n for status, n in heard.again.items() if 400 <= status < 500 and status != WAIT),
        "not_tried": heard.given_up,
    }
    tried = {"jobs": len(kept), "kills": fire.kills.total()}
    told = {
        "kills_of": dict(fire.kills),
        "taken_up_again": rows.filter(attempts__gt=1).count(),
        "most_attempts": rows.aggregate(most=Max("attempts"))["most"],
        "seconds_after_the_last_kill": unattended if is_over else None,
        "sent_again": {str(status or "no answer"): n for status, n in sorted(heard.again.items())},
        "seconds_of_asking": round(asked_in),
        "per_second": round(len(kept) / (time.monotonic() - begun), 1),
        "p50_ms": round(median(heard.took), 1),
        "p95_ms": round(p95(heard.took), 1),
        "seconds": round(time.monotonic() - begun),
    }
    return Trial("jobs", tried, none, told)


def jobs_of(asker: Person) -> int:
    """How many different jobs were acknowledged to this person."""
    return len({answer["id"] for step, answer in asker.heard.acknowledged if step.kind == "job"})


class Standing:
    """How many of the jobs of these studies have ended, when somebody last looked."""

    def __init__(self, studies: list[Study]):
        self.rows = Job.objects.filter(study_id__in=[study.pk for study in studies])
        self.ended = 0

    def look(self) -> float:
        """Their share now, a moment later; 0 where the database is away."""
        time.sleep(LOOK_EVERY)
        try:
            asked, is_open = self.rows.count(), self.rows.filter(state__in=Job.OPEN).count()
        except DatabaseError:
            connection.close()
            return 0
        self.ended = asked - is_open
        return self.ended / max(1, asked)


def judged(studies: list[Study], acknowledged: set[str]) -> dict[str, int]:
    """What must be none, of all jobs of these studies."""
    ids = [study.pk for study in studies]
    rows = Job.objects.filter(study_id__in=ids)
    built = Counter(Act.objects.filter(study_id__in=ids, verb="summary.build").values_list("study_id", flat=True))
    built.subtract(rows.filter(state=Job.State.DONE).values_list("study_id", flat=True))
    states = {str(key): state for key, state in rows.values_list("pk", "state")}
    results = Summary.objects.filter(study_id__in=ids).values_list("study_id", "input_hash")
    return of_jobs(acknowledged, states, built, results)
