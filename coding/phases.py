"""Blind phases: opened with coders and interviews, closed for all at once. A phase that has closed is a round."""

from collections.abc import Callable, Iterable
from datetime import date
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Min
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from coding.assigning import assign
from coding.codebook import publish_codes
from coding.models import Assignment, Judgement, Passage, Phase
from ground import blind
from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.models import User
from interviews.models import Interview, Study
from interviews.permissions import is_blind

Blind = set[tuple[UUID, UUID]]
"""(coder, interview): who codes what in an open phase."""
AT_CLOSE: list[Callable[[Phase, User], object]] = []


def at_close(keep: Callable[[Phase, User], object]):
    """Decorates what else is kept as a phase closes: called with it and who closes it, in its act, all rows seen."""
    AT_CLOSE.append(keep)
    return keep


def open_phase(
    study: Study,
    *,
    by,
    coders: Iterable,
    interviews: Iterable[Interview],
    name: str = "",
    units: str = Phase.Units.FREE,
    due: date | None = None,
    seed: int | None = None,
) -> Phase:
    """Begin a round in which the coders do not see each other's work. All of it is one act, or nothing is done.

    Raises ValidationError for fewer than two coders, and what `assign` raises.
    """
    coders = list(coders)
    if len(coders) < 2:
        raise refuse("coders", _("Choose at least two coders: agreement is between people."))
    with act(by, "phase.open", study):
        Study.objects.select_for_update(no_key=True).get(pk=study.pk)
        last = study.phases.aggregate(last=Max("number"))["last"] or 0
        phase = Phase(study=study, number=last + 1, name=name.strip(), units=units, opened_by=by)
        phase.full_clean(exclude=["study", "opened_by"], validate_unique=False, validate_constraints=False)
        phase.save(force_insert=True)
        assign(study, by=by, coders=coders, interviews=interviews, due=due, seed=seed, phase=phase)
    return phase


def close_phase(phase: Phase, *, by) -> Phase:
    """End the phase: from now on its coders see each other's work, and everybody their codes.

    Whoever codes in another phase that is open stays blind, and keeps their codes to themselves until that one closes.
    Raises Conflict `closed` for one that has ended.
    """
    with blind.lifted(), transaction.atomic():
        held = Phase.objects.select_for_update(of=["self"]).select_related("study").get(pk=phase.pk)
        if not held.is_open:
            raise Conflict(_("This phase has ended already."), "closed", held)
        Study.objects.select_for_update(no_key=True).get(
            pk=held.study_id
        )  # of two that close, the later sees the other
        others = Assignment.objects.filter(phase__study=held.study, phase__closed_at=None).exclude(phase=held)
        makers = Assignment.objects.filter(phase=held).exclude(coder__in=others.values("coder"))
        with act(by, "phase.close", held.study):
            Phase.objects.filter(pk=held.pk).update(closed_at=Now(), closed_by=by)
            publish_codes(held.study, list(makers.values_list("coder", flat=True)))
            held.refresh_from_db()
            for keep in AT_CLOSE:
                keep(held, by)
    return held


def coded_blind(study: Study) -> Blind:
    """Who codes which interview of the study blind at this moment."""
    open_now = Assignment.objects.of_study(study).filter(phase__isnull=False, phase__closed_at__isnull=True)
    return set(open_now.order_by().values_list("coder", "interview"))


def refuse_while_blind(study: Study, rows: Iterable[Judgement]) -> None:
    """Raises Conflict `blind_phase` where one of the rows is of someone who codes its interview blind.

    A decision would tell the coder how others see it, and would change what they do until the phase closes.
    """
    if not (blind_now := coded_blind(study)):
        return
    rows = list(rows)
    of_passage = Passage.objects.filter(pk__in=[row.passage_id for row in rows])
    interview = dict(of_passage.values_list("pk", "transcript__interview"))
    for row in rows:
        if (row.coder_id, interview[row.passage_id]) in blind_now:
            raise Conflict(_("This is being coded in a blind phase. Decide once the phase has closed."), "blind_phase")


def blind_until(study: Study, coder) -> dict[str, date | None] | None:
    """By when the first of what `coder` codes blind is `due`; None where they are not blind."""
    if not is_blind(coder, study):
        return None
    open_ones = Assignment.objects.of_study(study).filter(
        phase__isnull=False, phase__closed_at__isnull=True, coder=coder
    )
    return open_ones.filter(done_at__isnull=True).aggregate(due=Min("due"))
