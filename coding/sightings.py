"""What was seen when: while a phase is open, whoever is not blind and opens others' work is written down.

By the hour and by what was opened, without a word of it. A page or endpoint that is new counts as a list of the study's
work until it is said here that it is something else, or shows none.
"""

from datetime import datetime
from typing import NamedTuple

from django.db import IntegrityError
from django.db.models import Count, Exists, Max, Min, OuterRef
from django.utils import timezone

from coding.models import Assignment, Phase, Sighting
from ground.acts import act
from interviews.models import Interview, Study

Door = Sighting.Door
# Names of addresses, or how they begin. Of each the longest that fits says what is opened.
DOORS: dict[str, str | None] = {
    **dict.fromkeys(("pane", "waiting", "correct", "version"), Door.INTERVIEW),
    **dict.fromkeys(
        ("disputes", "agreement", "rounds", "api-agreement", "api-adjudications", "api-round"), Door.AGREEMENT
    ),
    **dict.fromkeys(("summary", "sign-off", "override", "api-summary", "api-sign-off", "api-override"), Door.SUMMARY),
    **dict.fromkeys(("framework", "rewording", "api-framework", "api-rewording"), Door.SUMMARY),
    **dict.fromkeys(
        (
            "exports",
            "export",
            "study-export",
            "history-file",
            "summary-export",
            "retrieval-export",
            "find-export",
            "matrix-file",
            "api-export",
            "api-bundle",
        ),
        Door.FILE,
    ),
    # What shows nobody's work.
    **dict.fromkeys(("study-settings", "member", "invitation", "informant", "import", "interview"), None),
    **dict.fromkeys(("assignment-new", "method-config", "api-member", "api-actor", "api-informant"), None),
    **dict.fromkeys(("api-interview", "api-speaker", "api-recording", "api-dimension", "api-link-form"), None),
    "api-method-config": None,
    **dict.fromkeys(("interview-erase", "informant-erase"), Door.LISTS),  # they count what goes
}
READ_BY_POST = ("api-memo-search", "api-search", "api-search-hits", "find", "find-code", "find-undo", "find-export")


def door_of(address: str, method: str) -> str | None:
    """What of others' work one who asks an address by its name may see; None where it is nothing."""
    if method not in ("GET", "HEAD") and address not in READ_BY_POST:
        return None
    known = [name for name in DOORS if address.startswith(name)]
    return DOORS[max(known, key=len)] if known else Door.LISTS


def note_sighting(study: Study, *, who, door: str, interview: str = "") -> None:
    """Write down that `who` opened what is behind `door`: of an interview in the open phases that it is coded in.

    Once an hour: what is written down already is not written again.
    """
    at = timezone.now().replace(minute=0, second=0, microsecond=0)
    of = Interview.objects.of_study(study).filter(code=interview).first() if door == Door.INTERVIEW else None
    phases = study.phases.filter(closed_at__isnull=True)
    if of is not None:
        phases = phases.filter(Exists(Assignment.objects.filter(phase=OuterRef("pk"), interview=of)))
    there = Sighting.objects.filter(phase=OuterRef("pk"), who=who, door=door, interview=of, at=at)
    new = list(phases.exclude(Exists(there)))
    if not new:
        return
    try:
        with act(who, "sighting.note", study):
            for phase in new:
                Sighting.objects.create(phase=phase, who=who, door=door, interview=of, at=at)
    except IntegrityError:  # the same person's next request was quicker
        pass


class Seen(NamedTuple):
    """One person and what they opened: in how many hours, the first and the last of them."""

    who: str
    door: str
    interview: str
    hours: int
    first: datetime
    last: datetime


def seen_in(phase: Phase) -> list[Seen]:
    """Who opened what of the phase's work while it was open, in the order in which they first did."""
    rows = phase.sightings.order_by().values("who__name", "who__username", "door", "interview__code")
    told = rows.annotate(hours=Count("pk"), first=Min("at"), last=Max("at")).order_by(
        "first", "door", "interview__code"
    )
    return [
        Seen(
            row["who__name"] or row["who__username"], Door(row["door"]).label, row["interview__code"] or "",
            row["hours"], row["first"], row["last"],
        )
        for row in told
    ]  # fmt: skip
