"""A summary with its sensitivity, beside reading the same evidence and doing nothing with it."""

import json
import random
import subprocess
import sys
from collections.abc import Iterator
from functools import partial

from django.db import connection

from bench.house import ROOT, House
from bench.table import Figure, Floor
from bench.timing import median, repeated, timed
from interviews.models import Interview
from reports.evidence import collect

READ = "import json, sys; json.loads(sys.stdin.buffer.read())"
BARE = """
    SELECT c.id::text, c.passage_id::text, p.start, p."end", a.code, k.key, c.polarity, c.in_scope, c.status
    FROM coding_coding c JOIN coding_passage p ON p.id = c.passage_id JOIN coding_code k ON k.id = c.code_id
    LEFT JOIN interviews_actor a ON a.id = c.about_actor_id
    WHERE p.transcript_id = %s AND c.trashed_at IS NULL AND c.status IN ('approved', 'submitted', 'rejected')
"""
FORMS = ("REG", "INF1", "INF2", "RPT", "KSP", "AKS")
SIDES = {"BKB": "state", "ITM": "civic", "MSY": "civic"}
DIMENSIONS = ["IDE", "MAT", "FIS", "MNF"]


def measure(house: House, large: Interview) -> Iterator[Figure]:
    """The command as an examiner runs it, and what the server reads before it can count."""
    for size, limit, times in ((1_000, 0.3, 5), (100_000, 10, 1)):
        data = json.dumps(evidence(size)).encode()
        floor = Floor("json.loads of it", _seconds(["-c", READ], data, 3))
        took = _seconds(["-m", "reports.method"], data, times)
        yield Figure(f"summary with sensitivity, {size:,} codings", took, "s", limit, floor)
    # Warm, as in a worker; nothing is promised of it but that it stays a small part of a summary.
    took = median(repeated(partial(collect, large.study, "working"), 5))
    yield Figure("evidence of 10,000 codings from the database", took, "ms", None, _bare_rows(large))


def _seconds(arguments: list[str], data: bytes, times: int) -> float:
    command = [sys.executable, *arguments]
    run = partial(subprocess.run, command, input=data, stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
    return median([timed(run) for _ in range(times)]) / 1000


def _bare_rows(large: Interview) -> Floor:
    def read():
        with connection.cursor() as cursor:
            cursor.execute(BARE, [large.transcript.pk])
            return cursor.fetchall()

    return Floor("the same rows as tuples", median(repeated(read, 5)))


def evidence(size: int) -> dict:
    """So many codings, and a fifth as many links, of fifty informants; the same each time."""
    chance = random.Random(size)
    codings = [
        _row(chance, size) | {"about_actor": chance.choice(list(SIDES)), "dimension": chance.choice(DIMENSIONS)}
        for _ in range(size)
    ]
    links = []
    for _ in range(size // 5):
        start, end = chance.sample(list(SIDES), 2)
        told = {"from_actor": start, "to_actor": end, "form": chance.choice(FORMS), "regularity": "recurrent"}
        links.append(_row(chance, size) | told)
    actors = [{"code": code, "side": side} for code, side in SIDES.items()]
    return {"actors": actors, "dimensions": DIMENSIONS, "codings": codings, "links": links}


def _row(chance: random.Random, size: int) -> dict:
    speaker, passage = chance.randrange(50), chance.randrange(size)
    return {
        "id": f"{chance.getrandbits(128):032x}",
        "passage": f"p{passage}",
        "interview": f"W{passage % 50}",
        "informant": f"I{speaker}",
        "speaker_actor": list(SIDES)[speaker % 3],
        "polarity": chance.choice(("enacted", "enacted", "absent", "hindered")),
        "in_scope": True,
        "review_status": "rejected" if chance.random() < 0.1 else "approved",
        "consent_withdrawn": False,
    }
