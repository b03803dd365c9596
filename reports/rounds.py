"""Rounds: the agreement of a blind phase is kept as it closes, so that a codebook that got better can be seen to be.

The figures are there at once; how sure they are is computed in the background from the counts that are kept with them.
"""

from itertools import pairwise
from uuid import UUID

from coding.codebook import current_version
from coding.codebook_changes import Change, codebook_changes
from coding.models import Phase
from coding.phases import at_close
from ground.acts import act
from ground.jobs import Attempt, job_kind, request_job
from interviews.models import Study
from reports.agreement import Agreement, intervals, tally
from reports.agreement.turns import Row, coefficients_of
from reports.evidence.ratings import rated
from reports.intervals import hash_of, seed_of
from reports.models import Round

KIND = "round"


@at_close
def keep_round(phase: Phase, by) -> Round:
    """The round of a phase that closes, with its figures; the job for its intervals is asked for with it."""
    found = Agreement(rated(phase.study, phase))
    digest = hash_of(found.rated)
    made = Round.objects.create(
        phase=phase,
        codebook_version=current_version(phase.study),
        input_hash=digest,
        seed=seed_of(digest),
        figures=_figures(found),
    )
    if found.turns:
        request_job(KIND, made.pk, by=by, study_id=phase.study_id, input_hash=digest)
    return made


def _figures(found: Agreement) -> dict:
    units = found.variables()
    return {
        "interviews": [text.interview for text in found.rated.texts.values()],
        "coders": len(found.coders),
        "turns": found.turns,
        "variables": {key: _told(found.row(key, rows)) for key, rows in units.items()},
        "alpha_of_sets": found.together().value,
        "alpha_of_spans": {key or "all": alpha.value for key, alpha in found.spans().items()},
        "counts": {key: _counts(rows) for key, rows in units.items()},
    }


def _told(row: Row) -> dict:
    return {name: getattr(row, name) for name in ("units", "percent", "kappa", "pi", "ac1", "alpha")}


def _counts(units: list[tuple]) -> list[list]:
    """[ratings of one unit, one for each coder, how often they occur], in an order of their own."""
    counted = tally(units)
    return sorted(([list(row), times] for row, times in zip(counted.of.rows, counted.times, strict=True)), key=str)


@job_kind(KIND, counted=None)
def measure(attempt: Attempt) -> None:
    """Intervals for the figures of a round, from its counts; progress is counted in variables."""
    kept = Round.objects.select_related("phase__study").get(pk=attempt.job.subject)
    counts, told = kept.figures["counts"], {}
    for done, (key, rows) in enumerate(counts.items()):
        attempt.report(done, len(counts))
        units = {tuple(row): times for row, times in rows}
        told[key] = intervals(units, coefficients_of(kept.figures["coders"]), seed=kept.seed)
    with attempt.finishing() as made, act(attempt.job.requested_by, "round.measure", kept.phase.study):
        Round.objects.filter(pk=kept.pk).update(intervals=told)
        made["round"] = str(kept.pk)


def rounds_of(study: Study) -> list[Round]:
    """The rounds of a study, in the order of their phases."""
    rows = Round.objects.of_study(study).select_related("phase__opened_by", "phase__closed_by", "codebook_version")
    return list(rows.prefetch_related("phase__assignments__coder").order_by("phase__closed_at", "id"))


def changes_before(rounds: list[Round]) -> dict[UUID, list[Change]]:
    """By id of a round, but the first, what changed of the codebook since the round before it."""
    return {
        later.pk: codebook_changes(earlier.codebook_version.content, later.codebook_version.content)
        for earlier, later in pairwise(rounds)
        if earlier.codebook_version and later.codebook_version
    }
