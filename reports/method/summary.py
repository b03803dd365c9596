"""The summary of canonical evidence: every promised key, put together (method.md 4, pseudo-code)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from reports.method.canonical import hash_of
from reports.method.counting import is_hope
from reports.method.evidence import canonical_evidence
from reports.method.patterns import Findings, dimension_pattern, isolation, open_gaps, profile
from reports.method.sensitivity import sensitivity
from reports.method.study import Study, study_of
from reports.method.tallies import Placed, Tallies, ids_by_key, placed_rows
from reports.method.trace import cell_line, pair_line, verdict_line
from reports.method.verdict import failed_conditions, next_step, verdict_of


def summarise(evidence: Mapping[str, Any]) -> dict[str, Any]:
    """The summary of an evidence document (design, part 7). Raises InvalidEvidence; nothing is computed then."""
    return summary_of(canonical_evidence(evidence))


def summary_of(canonical: Mapping[str, Any]) -> dict[str, Any]:
    """The summary of what `canonical_evidence` gave, which is not checked again."""
    study, config = study_of(canonical), canonical["config"]
    tallies, by_status = Tallies(study, config), placed_rows(canonical, study)
    counted = [placed for status in config["count_statuses"] for placed in by_status.get(status, ())]
    tallies.count(counted, 1)
    found = tallies.findings(config)
    matrix = _matrix(tallies, counted)
    conclusion = _conclusion(found)
    return {
        **matrix,
        "dimensions": {dimension: dimension_pattern(found, dimension) for dimension in study.dimensions},
        "profiles": _profiles(found, counted, canonical["links"]),
        **conclusion,
        "sensitivity": sensitivity(tallies, found, by_status),
        "trace": _trace(found, matrix, conclusion),
        "config": config,
        "input_hash": hash_of(canonical),
    }


def _matrix(tallies: Tallies, counted: Iterable[Placed]) -> dict[str, dict[str, Any]]:
    ids, config = ids_by_key(counted), tallies.config
    return {
        "cells": {key: cell.summary(config, ids.get(key, [])) for key, cell in tallies.cells.items()},
        "pairs": {key: pair.summary(config, ids.get(key, [])) for key, pair in tallies.pairs.items()},
    }


def _conclusion(found: Findings) -> dict[str, Any]:
    verdict, rule = verdict_of(found)
    return {
        "co_produced": found.co_produced,
        "strictly_co_produced": found.strictly_co_produced,
        "verdict": verdict,
        "verdict_rule": rule,
        "failed_conditions": failed_conditions(found),
        "next": next_step(found, verdict),
        "open_gaps": open_gaps(found),
        "isolation": isolation(found),
    }


def _profiles(found: Findings, counted: Iterable[Placed], links: Iterable[Mapping]) -> dict[str, dict[str, Any]]:
    study, told = found.study, _told_by(found.study, counted)
    hopes = _hopes(links, found.config["count_statuses"])
    return {
        actor: {
            **profile(found, actor),
            "informants": len({row["informant"] for row in told[actor]}),
            "interviews": len({row["interview"] for row in told[actor]}),
            "hopes": hopes.get(actor, 0),
        }
        for actor in study.actors
    }


def _told_by(study: Study, counted: Iterable[Placed]) -> dict[str, list[Mapping]]:
    """The counted rows by the actors they are about: a coding has one, a link two."""
    rows: dict[str, list[Mapping]] = defaultdict(list)
    for _, row in counted:
        for actor in (row["about_actor"],) if "about_actor" in row else (row["from_actor"], row["to_actor"]):
            rows[actor].append(row)
    return rows


def _hopes(links: Iterable[Mapping], statuses: list[str]) -> dict[str, int]:
    hopes: dict[str, int] = defaultdict(int)
    for link in links:
        if is_hope(link, statuses):
            hopes[link["from_actor"]] += 1
            hopes[link["to_actor"]] += 1
    return hopes


def _trace(found: Findings, matrix: Mapping[str, Any], conclusion: Mapping[str, Any]) -> list[dict[str, Any]]:
    cells = [cell_line(key, cell, found.config) for key, cell in matrix["cells"].items()]
    pairs = [pair_line(key, pair, found.config) for key, pair in matrix["pairs"].items()]
    last = (conclusion[key] for key in ("verdict", "verdict_rule", "isolation", "failed_conditions"))
    return [*cells, *pairs, verdict_line(found, *last)]
