"""How much work one person may have open at once: whoever asks for more is told what is not done yet, and when to ask.

Without that, one person's requests fill the queue that everybody waits in.
"""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from ground.models import Job, User

MOST = 3
ASK_AGAIN = 15  # seconds


class Family(NamedTuple):
    """Kinds of work that are counted together; `called` names one piece of it, for translation."""

    called: str
    most: int = MOST


# By kind of job. A kind that is not here is asked for by nobody: it follows from what somebody did.
COUNTED: dict[str, Family] = {}


class TooMuch(Exception):
    """One person has as much work open as one person may. `message` says what it is, `seconds` when to ask again."""

    def __init__(self, message: str, seconds: int = ASK_AGAIN):
        super().__init__(message)
        self.message = message
        self.seconds = seconds


@contextmanager
def within_share(job: Job) -> Iterator[None]:
    """Around what stores a job. Raises TooMuch, and then nothing is stored, where its asker has enough open already.

    Requests of one person wait here for each other, else each would count without the others.
    """
    family = COUNTED.get(job.kind)
    with transaction.atomic():
        if family is not None:
            User.objects.select_for_update(no_key=True).get(pk=job.requested_by_id)
        yield
        if family is not None:
            _require_room(job, family)


def _require_room(job: Job, family: Family) -> None:
    kinds = [kind for kind, each in COUNTED.items() if each == family]
    others = Job.objects.filter(requested_by=job.requested_by_id, kind__in=kinds, state__in=Job.OPEN)
    waiting = Counter(Job.State(state).label for state in others.exclude(pk=job.pk).values_list("state", flat=True))
    if waiting.total() < family.most:
        return
    told = ", ".join(f"{count} × {_(family.called)} ({state})" for state, count in sorted(waiting.items()))
    said = _("This is more than one person can ask for at once. Not done yet: {jobs}. Ask again in {seconds} seconds.")
    raise TooMuch(said.format(jobs=told, seconds=ASK_AGAIN))
