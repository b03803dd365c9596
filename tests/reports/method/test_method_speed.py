"""The figures of the method: 1,000 codings in 0.3 s, 100,000 in 10 s, whatever their shape.

Measured as processor time of the whole command, so that a busy machine fails nobody; a tenth of the large figure's rows
in a tenth of its time, so that time grows with the rows and not with their square.
"""

import json
import random
import resource

import pytest

from tests.reports.method.rows import command

SIDES = ("state", "civic", "civic")
FORMS = ("REG", "INF1", "INF2", "RPT", "RNC", "KSP", "SDY", "AKS", "KPT")


def study(size, *, informants=50, actors=3, dimensions=4, rejected=0.1, one_cell=False, interviews=50):
    chance = random.Random(size)
    codes, dims = [f"A{n}" for n in range(actors)], [f"D{n}" for n in range(dimensions)]
    codings, links = [], []
    for number in range(size):
        speaker, passage = chance.randrange(informants), chance.randrange(size)
        row = {
            "id": f"{chance.getrandbits(128):032x}", "passage": f"p{passage}", "interview": f"W{passage % interviews}",
            "informant": f"I{speaker}", "speaker_actor": codes[speaker % actors], "in_scope": True,
            "review_status": "rejected" if chance.random() < rejected else "approved", "consent_withdrawn": False,
        }  # fmt: skip
        polarity = chance.choice(("enacted", "enacted", "absent", "hindered"))
        if number % 4:
            about, dimension = (codes[0], dims[0]) if one_cell else (chance.choice(codes), chance.choice(dims))
            codings.append(row | {"about_actor": about, "dimension": dimension, "polarity": polarity})
        else:
            start, end = codes[:2] if one_cell else chance.sample(codes, 2)
            told = {"from_actor": start, "to_actor": end, "form": chance.choice(FORMS), "regularity": "recurrent"}
            links.append(row | told | {"polarity": polarity})
    rows = {"codings": codings, "links": links, "dimensions": dims}
    return rows | {"actors": [{"code": code, "side": SIDES[n % 3]} for n, code in enumerate(codes)]}


def seconds(document):
    """Processor time of the command."""
    data = json.dumps(document).encode()
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert command(data).returncode == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


@pytest.mark.parametrize(
    "shape",
    [
        {},
        {"informants": 10_000, "interviews": 10_000},
        {"informants": 3, "interviews": 10_000},
        {"one_cell": True},
        {"one_cell": True, "informants": 10_000, "interviews": 10_000},
        {"rejected": 0.8},
        {"rejected": 0.8, "informants": 3, "interviews": 10_000},
        {"actors": 12, "dimensions": 10},
    ],
    ids=str,
)
def test_ten_thousand_rows_take_a_second_at_most(shape):
    assert seconds(study(10_000, **shape)) <= 1.0


def test_a_thousand_rows_take_a_third_of_a_second_at_most():
    assert min(seconds(study(1000)) for _ in range(2)) <= 0.3
