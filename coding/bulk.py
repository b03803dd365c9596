"""Many of one's own codings changed or removed at once, as one act: all of them, or none."""

import uuid
from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from coding.models import Coding
from coding.passages import change_coding, remove_coding
from ground.acts import act
from ground.conflicts import Conflict, words_of
from interviews.models import Study

MOST = 500


class Refused(Exception):
    """Why each row that stands in the way does so, by its id. Nothing was stored."""

    def __init__(self, reasons: dict[uuid.UUID, str]):
        super().__init__(reasons)
        self.reasons = reasons


def change_codings(study: Study, ids: list[uuid.UUID], *, by, **changes) -> list[Coding]:
    """Change one's own codings alike; `changes` as `change_coding` takes them. Raises Refused."""
    return _each(study, ids, by, lambda coding: change_coding(coding, by=by, study=study, **changes)[0])


def remove_codings(study: Study, ids: list[uuid.UUID], *, by) -> list[Coding]:
    """Take one's own codings to the trash together. Raises Refused."""
    return _each(study, ids, by, lambda coding: remove_coding(coding, by=by, study=study))


def _each(study: Study, ids: list[uuid.UUID], by, do: Callable[[Coding], Coding]) -> list[Coding]:
    within = Coding.objects.visible_to(by).of_study(study).filter(pk__in=ids)
    known = {coding.pk: coding for coding in within.select_related("passage").order_by("pk")}
    reasons = {pk: _("This study has no coding with this id.") for pk in ids if pk not in known}
    done = []
    with act(by, "coding.bulk", study):
        for coding in known.values():  # in one order, so that two requests do not wait for each other
            try:
                done.append(do(coding))
            except (Conflict, PermissionDenied, ValidationError) as error:
                reasons[coding.pk] = words_of(error)
        if reasons:
            raise Refused(reasons)
    return done
