"""Evidence in few words, in the notation of the worked cases: `T1:E` is informant T1 with an enacted coding."""

import copy
import json
import os
import subprocess
import sys
from collections import Counter
from itertools import count
from pathlib import Path

from reports.method import summarise

ROOT = Path(__file__).resolve().parents[3]
ORACLE = json.loads((ROOT / "tests/reports/method_oracle.json").read_text())
ACTORS = ORACLE["actors"]
DIMENSIONS = ["IDE", "MAT", "FIS", "UTL"]
ACTOR_OF = {"B": "BKB", "T": "ITM", "M": "MAS", "X": None}
POLARITY_OF = {"E": "enacted", "L": "limited", "N": "absent", "H": "hindered", "P": "planned", "U": "unclear"}
numbers = count(1)


def row(informant):
    number = next(numbers)
    return {
        "id": f"r{number:05}",
        "passage": f"p{number:05}",
        "interview": f"W-{informant}",
        "informant": informant,
        "speaker_actor": ACTOR_OF[informant[0]],
        "in_scope": True,
        "review_status": "approved",
        "consent_withdrawn": False,
    }


def coding(informant, polarity="enacted", about="ITM", dimension="FIS", **changes):
    return {**row(informant), "about_actor": about, "dimension": dimension, "polarity": polarity, **changes}


def link(informant, form, polarity="enacted", ends=("BKB", "ITM"), **changes):
    told = {"from_actor": ends[0], "to_actor": ends[1], "form": form, "polarity": polarity, "regularity": "unknown"}
    return {**row(informant), **told, **changes}


def votes(words, about="ITM", dimension="FIS"):
    """`T1:E T1:N M1:L` as codings on one cell."""
    said = (word.split(":") for word in words.split())
    return [coding(informant, POLARITY_OF[letter], about, dimension) for informant, letter in said]


def links(words, ends=("BKB", "ITM"), **changes):
    """`B1:RPT T1:-ANY` as links on one pair; a minus denies."""
    said = (word.split(":") for word in words.split())
    return [
        link(informant, form.lstrip("-"), "absent" if form.startswith("-") else "enacted", ends, **changes)
        for informant, form in said
    ]


def evidence(*rows, actors=ACTORS, dimensions=DIMENSIONS, **config):
    return {
        "config": config,
        "actors": copy.deepcopy(actors),
        "dimensions": copy.deepcopy(dimensions),
        "codings": [one for one in rows if "dimension" in one],
        "links": [one for one in rows if "form" in one],
    }


def cell(words, key="ITM/FIS", **config):
    """The summary of one cell, from votes on it."""
    return summarise(evidence(*votes(words, *key.split("/")), **config))["cells"][key]


def pair(words, **config):
    """The summary of BKB-ITM, from links on it."""
    return summarise(evidence(*links(words), **config))["pairs"]["BKB-ITM"]


def case_document(case):
    """A case of the oracle as an evidence document."""
    document = {"config": case["config_overrides"], "actors": ACTORS, "dimensions": DIMENSIONS, **case["input"]}
    document = copy.deepcopy(document)
    for name in ("codings", "links"):
        kept = [one for one in document[name] if one["passage"] != case.get("drop_passage")]
        for one in kept:
            if one["id"] in case.get("restore_rejected", ()):
                one["review_status"] = "approved"
        document[name] = kept
    return document


def case_named(name):
    return next(case for case in ORACLE["cases"] if case["id"] == name)


def command(data, *arguments):
    """`python -m reports.method` where nothing but Python itself can be imported."""
    call = [sys.executable, "-S", "-m", "reports.method", *arguments]
    return subprocess.run(
        call, input=data, capture_output=True, cwd=ROOT, env={"PATH": os.environ["PATH"]}, check=False
    )


def ids(rows):
    return sorted(one["id"] for one in rows)


def stances(summary):
    return Counter({letter: summary[letter] for letter in "ELMN"})
