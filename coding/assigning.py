"""Assignments: who codes which interview, by when, and how far they are."""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from coding.models import Assignment, Coding, Link, Phase, Status
from coding.sampling import draw
from ground import blind
from ground.acts import act
from ground.conflicts import Conflict, refuse
from interviews.models import Interview, Study
from interviews.permissions import ALLOWED, Verb

MOST_SEED = 2**53 - 1  # the largest whole number that JSON keeps everywhere


def coders_of(study: Study):
    """The memberships of those who may code in the study."""
    coding = [role for role, verbs in ALLOWED.items() if Verb.CODE in verbs]
    return study.memberships.filter(role__in=coding, user__is_active=True).select_related("user")


def sample(study: Study, *, percent: int, seed: int) -> list[Interview]:
    """`percent` of the study's interviews, stratified by the actors whose informants speak in them."""
    interviews = list(study.interviews.filter(trashed_at__isnull=True).prefetch_related("speakers__informant__actor"))
    drawn = set(draw(((str(each.pk), _stratum(each)) for each in interviews), percent, seed))
    return [each for each in interviews if str(each.pk) in drawn]


def _stratum(interview: Interview) -> tuple[str, ...]:
    informants = (speaker.informant for speaker in interview.speakers.all() if speaker.informant)
    return tuple(sorted({informant.actor.code for informant in informants if informant.actor}))


def assign(
    study: Study,
    *,
    by,
    coders: Iterable,
    interviews: Iterable[Interview],
    due: date | None = None,
    seed: int | None = None,
    phase: Phase | None = None,
) -> list[Assignment]:
    """Give each of the coders each of the interviews, in one act. What is assigned already stays as it is.

    Returns those that are new; where none is, nothing is done. `phase` is one that is being opened. Raises
    ValidationError for nobody, for nothing, and for someone who may not code here.
    """
    coders, interviews = list(coders), list(interviews)
    _check(study, coders, interviews)
    with blind.lifted(), transaction.atomic():
        Study.objects.select_for_update(no_key=True).get(pk=study.pk)  # of two at once, the later finds the earlier's
        given = Assignment.objects.filter(study=study, phase=phase, interview__in=interviews, coder__in=coders)
        there = set(given.values_list("interview", "coder"))
        pairs = [(coder, each) for coder in coders for each in interviews if (each.pk, coder.pk) not in there]
        if not pairs:
            return []
        with act(by, "assignment.make", study):
            return [
                Assignment.objects.create(
                    study=study,
                    phase=phase,
                    interview=interview,
                    coder=coder,
                    due=due,
                    seed=seed,
                    seen_before=phase and _of_others(interview, coder),
                    made_by=by,
                )
                for coder, interview in pairs
            ]


def _check(study: Study, coders: list, interviews: list[Interview]) -> None:
    if not coders:
        raise refuse("coders", _("Choose at least one coder."))
    if not interviews:
        raise refuse("interviews", _("Choose at least one interview."))
    may_code = set(coders_of(study).values_list("user", flat=True))
    if outside := [str(each) for each in coders if each.pk not in may_code]:
        raise refuse("coders", _("{names}: not a member who codes here.").format(names=", ".join(outside)))


def _of_others(interview: Interview, coder) -> int:
    return sum(_on(model, interview).exclude(coder=coder).count() for model in (Coding, Link))


def _on(model, interview: Interview):
    return model.objects.live().filter(passage__transcript__interview=interview)


def withdraw_assignment(assignment: Assignment, *, by) -> None:
    """Take an assignment back; what was coded stays. Raises Conflict `closed` for one of a phase, open or ended.

    Whoever began to code blind stays blind until the phase ends: else one could leave it to look.
    """
    if assignment.phase_id is not None:
        raise Conflict(_("Who codes in a phase codes in it until it closes."), "closed", assignment)
    with act(by, "assignment.withdraw", assignment.study):
        assignment.delete()


def say_done(assignment: Assignment, *, by, done: bool = True) -> Assignment:
    """The coder says that the interview is coded, or that it is not yet."""
    if assignment.coder_id != by.pk:
        raise PermissionDenied(_("Only the coder says that an interview is coded."))
    with act(by, "assignment.finish" if done else "assignment.resume", assignment.study):
        Assignment.objects.filter(pk=assignment.pk).update(done_at=timezone.now() if done else None)
    assignment.refresh_from_db(fields=["done_at"])
    return assignment


class Progress(NamedTuple):
    """One assignment with the number of the coder's codings and links on it, and how many of them are handed in."""

    assignment: Assignment
    made: int
    handed_in: int

    @property
    def is_late(self) -> bool:
        assigned = self.assignment
        today = timezone.localdate(timezone=ZoneInfo(assigned.study.time_zone))
        return assigned.done_at is None and assigned.due is not None and assigned.due < today


def progress(assignments) -> list[Progress]:
    """How far each is, in three queries."""
    rows = list(assignments.select_related("interview", "coder", "phase", "study"))
    texts = {row.interview_id for row in rows}
    counts: dict = {}
    for model in (Coding, Link):
        found = model.objects.live().filter(passage__transcript__interview__in=texts).order_by()
        by_text = found.values("coder", text=F("passage__transcript__interview"))
        for row in by_text.annotate(made=Count("pk"), handed_in=Count("pk", filter=~Q(status=Status.DRAFT))):
            before = counts.get((row["text"], row["coder"]), (0, 0))
            counts[row["text"], row["coder"]] = before[0] + row["made"], before[1] + row["handed_in"]
    return [Progress(row, *counts.get((row.interview_id, row.coder_id), (0, 0))) for row in rows]
