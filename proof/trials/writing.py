"""Codings under fire: every one that was acknowledged is looked up afterwards, and every one that is there was sent."""

import time
import uuid
from collections import Counter
from collections.abc import Iterator
from itertools import count, islice

from django.db import OperationalError, connection
from django.urls import reverse

from bench.house import headers_of
from bench.large import SHORT, add_interview
from bench.timing import median, p95
from coding.models import Coding
from ground.launcher.processes import wait_until
from ground.models import Event
from interviews.models import Interview, Role
from proof.fire import Fire
from proof.house import House
from proof.trial import Trial, of_rows
from proof.trials.asking import Person, Step, acknowledged, all_done
from tests.factories import join, make_informant, make_study, make_user

CODERS = 20
SAID = ("disinfektan", "kelurahan", "menyumbang")  # words of the interview, of nothing else in this house
BACK = 60  # seconds after which PostgreSQL stands again
RETRY_OR_NEW = (200, 201)


def places(interview: Interview) -> Iterator[tuple[int, int]]:
    """Spans in what the informant says, no two alike; the database is asked now, and not while it is away."""
    turns = list(interview.transcript.turns.filter(speaker__kind="informant").values_list("start", "end"))
    offsets = range(max(end - start for start, end in turns))
    begins = ((start + offset, end) for offset in offsets for start, end in turns)
    return ((begin, begin + 5) for begin, end in begins if begin + 5 <= end)


def coding_steps(interview: Interview, number: int | None, named: str) -> Iterator[Step]:
    """As many codings of the code MAT as `number` says, or there are places, under ids that follow from `named`."""
    study, transcript = interview.study, str(interview.transcript.pk)
    path, code = reverse("api-coding-list", args=[study.slug]), str(study.codes.get(key="MAT").pk)
    ids = (str(uuid.uuid5(uuid.NAMESPACE_OID, f"{named} {n}")) for n in count())
    bodies = (
        {"id": key, "transcript": transcript, "code": code, "start": start, "end": end}
        for key, (start, end) in zip(ids, islice(places(interview), number), strict=False)
    )
    return (Step(path, body, RETRY_OR_NEW, "coding") for body in bodies)


def write(house: House, *, writes: int, seconds: float, seed: int) -> Trial:
    """`writes` codings by twenty coders on one text, while everything is killed; for `seconds` at the most."""
    study = make_study(make_user(f"pemilik-{seed}"), slug=f"tulis-{seed}")
    make_informant(study)
    interview = add_interview(study, SHORT, code="W1")
    begun, people, sent = time.monotonic(), [], {}
    for number in range(CODERS):
        coder = join(study, Role.RESEARCHER, make_user(f"koder-{seed}-{number}"))
        share = writes // CODERS + (number < writes % CODERS)
        steps = list(coding_steps(interview, share, f"{seed} {number}"))
        sent |= {step.body["id"]: _said(str(coder.pk), step.body) for step in steps}
        people.append(Person(house.port, headers_of(coder), steps, begun + seconds, seed + number))
    with Fire(house, seed, lambda: acknowledged(people)) as fire:
        heard = all_done(people)
        took = time.monotonic() - begun
    connect_again()
    kept = {step.body["id"] for step, _answer in heard.acknowledged}
    none = of_rows(sent, kept, stored(interview)) | {
        "repeated_otherwise": heard.otherwise,
        "history_otherwise": history_otherwise(interview),
        "words_in_logs": words_in_logs(house),
        "refused": sum(n for status, n in heard.again.items() if 400 <= status < 500),
        "not_tried": heard.given_up,
    }
    tried = {"writes": len(kept), "coders": CODERS, "repeated": heard.repeated, "kills": fire.kills.total()}
    told = {
        "kills_of": dict(fire.kills),
        "sent_again": {str(status or "no answer"): n for status, n in sorted(heard.again.items())},
        "per_second": round(len(kept) / took, 1),
        "p50_ms": round(median(heard.took), 1),
        "p95_ms": round(p95(heard.took), 1),
        "longest_until_acknowledged_s": round(max(heard.waited) / 1000, 1),
        "seconds": round(time.monotonic() - begun),
    }
    return Trial("writes", tried, none, told)


def connect_again() -> None:
    """Leave the connection that a killed PostgreSQL has left us, once it is back."""

    def answers() -> bool:
        connection.close()
        try:
            connection.ensure_connection()
        except OperationalError:
            return False
        return True

    wait_until(answers, BACK)


def _said(coder: str, body: dict) -> tuple:
    return coder, body["transcript"], body["start"], body["end"], body["code"]


def stored(interview: Interview) -> list[tuple[str, tuple]]:
    """Id and content of every coding of the interview that the database holds."""
    rows = Coding.objects.filter(passage__transcript__interview=interview)
    content = ("coder_id", "passage__transcript_id", "passage__start", "passage__end", "code_id")
    return [
        (str(key), (str(coder), str(transcript), start, end, str(code)))
        for key, coder, transcript, start, end, code in rows.values_list("pk", *content)
    ]


def words_in_logs(house: House) -> int:
    """Lines of the logs of web process, worker, sweeper and PostgreSQL in which a word of the interview stands."""
    logs = [*(house.checkout / "var" / "log").glob("*.log"), *house.place.link.resolve().glob("*.log")]
    return sum(
        any(word in line for word in SAID) for log in logs for line in log.read_text(errors="replace").splitlines()
    )


def history_otherwise(interview: Interview) -> int:
    """Codings that the history does not tell of exactly once, and lines of it about codings that are not there."""
    made = Event.objects.filter(relation="coding_coding", act__study_id=interview.study_id, before__isnull=True)
    told = Counter(made.values_list("row_id", flat=True))
    rows = set(Coding.objects.filter(passage__transcript__interview=interview).values_list("pk", flat=True))
    return sum(told[row] != 1 for row in rows) + len(told.keys() - rows)
