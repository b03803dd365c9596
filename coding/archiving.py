"""A study that is finished is archived: it can be read, and nothing in it changes until its owner takes it out again.

That nothing is written there stands in `ground.closing`, which every write asks, and `interviews.permissions`
takes away what would write, so that no page offers it.
"""

from django.db import transaction
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from coding.models import Phase
from ground.acts import act
from ground.conflicts import Conflict
from interviews.models import Study


def archive(study: Study, *, by) -> Study:
    """Close the study. Doing it again changes nothing.

    What had begun is finished. Raises Conflict while somebody codes blind: a phase ends by being closed, not forgotten.
    """
    with transaction.atomic():
        held = Study.objects.select_for_update(of=["self"]).get(pk=study.pk)
        if held.archived_at is None:
            if Phase.objects.of_study(held).filter(closed_at__isnull=True).exists():
                raise Conflict(_("A blind phase is open in this study. Close it first."), "phase_open")
            with act(by, "study.archive", held):
                Study.objects.filter(pk=held.pk).update(archived_at=Now())
    study.refresh_from_db(fields=["archived_at"])
    return study


def unarchive(study: Study, *, by) -> Study:
    """Open the study again. Doing it again changes nothing."""
    with transaction.atomic():
        held = Study.objects.select_for_update(of=["self"]).get(pk=study.pk)
        if held.archived_at is not None:
            with act(by, "study.unarchive", held):
                Study.objects.filter(pk=held.pk).update(archived_at=None)
    study.refresh_from_db(fields=["archived_at"])
    return study
