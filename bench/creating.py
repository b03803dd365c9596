"""Creating a coding over HTTP, with one coder and with twenty at once, in a short text and in a long one."""

import json
import secrets
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator
from itertools import count
from operator import attrgetter
from pathlib import Path

import psycopg2
from django.conf import settings
from django.urls import reverse

from bench.house import House, headers_of
from bench.large import LONG, SHORT, add_interview
from bench.table import Figure, Floor
from bench.timing import median, p95
from interviews.models import Interview, Role
from tests.factories import join, make_user

LOAD = Path(__file__).with_name("load.py")
SECONDS, STARTING, TRIES = 3, 1.0, 3
CROWD, PROCESSES = 20, 4
ROUNDS = count(1)
TABLE = """
    CREATE TABLE IF NOT EXISTS bench_floor
    (id uuid PRIMARY KEY, passage uuid, polarity text, in_scope bool, coder uuid, status text, at timestamptz)
"""
ROW = "INSERT INTO bench_floor VALUES (%s, %s, 'enacted', true, %s, 'draft', now())"


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """In a short interview and a long one, beside `large` in its study."""
    bare_one, bare_crowd = Bare(1), Bare(CROWD)
    coders = [join(large.study, Role.RESEARCHER, make_user(f"koder-{secrets.token_hex(4)}")) for _ in range(CROWD)]
    for code, length in (("PENDEK", SHORT), ("PANJANG", LONG)):
        interview = add_interview(large.study, length, code=code)
        alone, crowded = best(house, interview, coders[:1]), best(house, interview, coders)
        yield from _alone(alone, f"create a coding, 1 coder, {length:,} chars", bare_one)
        yield from _crowded(crowded, f"create, {CROWD} coders, {length:,} chars", bare_crowd)


def best(house: House, interview: Interview, coders: list) -> "Load":
    """The round that other programs on the machine disturbed the least; all figures are of that one round."""
    return max((Load(house, interview, coders) for _ in range(TRIES)), key=attrgetter("rate"))


def _alone(load: "Load", what: str, bare: "Bare") -> Iterator[Figure]:
    floor = "one row and commit"
    yield Figure(f"{what}: median", median(load.took), "ms", 8, Floor(floor, median(bare.took)))
    yield Figure(f"{what}: p95", p95(load.took), "ms", 15, Floor(floor, p95(bare.took)))


def _crowded(load: "Load", what: str, bare: "Bare") -> Iterator[Figure]:
    yield Figure(f"{what}: throughput", load.rate, "/s", 250, Floor(f"{CROWD} bare writers", bare.rate), at_least=True)
    yield Figure(f"{what}: median", median(load.took), "ms", 80, Floor("bare writer", median(bare.took)))
    yield Figure(f"{what}: p95", p95(load.took), "ms", 160, Floor("bare writer", p95(bare.took)))
    yield Figure(f"{what}: slowest answer", max(load.took), "ms", 1000)
    share = min(load.counts) / median(load.counts)
    yield Figure(f"{what}: least served coder", 100 * share, "% of the median", 50, at_least=True)


class Load:
    """What coders who code without a pause saw for SECONDS."""

    def __init__(self, house: House, interview: Interview, coders: list):
        transcript, begin = interview.transcript, time.time() + STARTING
        plan = {
            "port": house.port,
            "path": reverse("api-coding-list", args=[interview.study.slug]),
            "transcript": str(transcript.pk),
            "length": transcript.length,
            "longer": 50 * next(ROUNDS),  # so that nobody codes the same words in two rounds
            "codes": [str(pk) for pk in interview.study.codes.values_list("pk", flat=True)],
            "begin": begin,
            "end": begin + SECONDS,
        }
        users = [(number, headers_of(coder)) for number, coder in enumerate(coders)]
        shares = [users[offset::PROCESSES] for offset in range(PROCESSES) if users[offset::PROCESSES]]
        seen = [user for share in _side_by_side([plan | {"users": share} for share in shares]) for user in share]
        self.counts = [len(user["took"]) for user in seen]
        self.took = [each for user in seen for each in user["took"]]
        self.rate = len(self.took) / SECONDS
        if refused := [each for user in seen for each in user["refused"]]:
            raise SystemExit(f"{len(refused)} codings were refused; the first: {refused[0]}")


def _side_by_side(plans: list[dict]) -> list[list[dict]]:
    command = [sys.executable, str(LOAD)]
    running = [subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) for _ in plans]
    for process, plan in zip(running, plans, strict=True):
        process.stdin.write(json.dumps(plan))
        process.stdin.close()
    return [json.loads(process.stdout.read()) for process in running if process.wait() == 0]


class Bare:
    """The floor: writers that insert one row and commit, without a pause and without anything around it."""

    def __init__(self, writers: int):
        self.took: list[float] = []
        with psycopg2.connect(settings.DATABASE_URL) as connection, connection.cursor() as cursor:
            cursor.execute(TABLE)
        connection.close()
        self.end = time.perf_counter() + 1.5
        threads = [threading.Thread(target=self._write) for _ in range(writers)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.rate = len(self.took) / 1.5

    def _write(self) -> None:
        connection = psycopg2.connect(settings.DATABASE_URL)
        cursor = connection.cursor()
        while (begun := time.perf_counter()) < self.end:
            cursor.execute(ROW, [str(uuid.uuid4()) for _ in range(3)])
            connection.commit()
            self.took.append((time.perf_counter() - begun) * 1000)
        connection.close()
