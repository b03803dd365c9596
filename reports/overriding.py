"""Overriding a computed level: a supervisor's own reading, with reason, name and date, beside the computed one.

No figure is computed from it; the verdict stays that of the rules.
"""

import json
import uuid

from django.db import IntegrityError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from ground.acts import act
from ground.conflicts import Conflict, refuse
from ground.once import found_again
from interviews.models import Study
from reports.models import Override, Summary
from reports.sentences import labels

LEVELS = {"cell": labels.CELL_LEVEL, "pair": labels.PAIR_LEVEL}
CONTENT = ("summary_id", "target", "level", "reason", "made_by_id")


def computed_levels(summary: Summary) -> dict[str, str]:
    """Every target of a summary with its computed level, cells first, in study order."""
    result = json.loads(summary.result)
    cells = {f"cell:{key}": cell["level"] for key, cell in result["cells"].items()}
    return cells | {f"pair:{key}": pair["level"] for key, pair in result["pairs"].items()}


def overrides_of(study: Study) -> dict[str, Override]:
    """The overrides in force, by target."""
    live = Override.objects.of_study(study).filter(trashed_at__isnull=True)
    return {each.target: each for each in live.select_related("made_by")}


def override(
    summary: Summary, *, by, target: str, level: str, reason: str, id: uuid.UUID | None = None
) -> tuple[Override, bool]:
    """Read `target` as `level`; an earlier override of it gives way. Returns the override and whether it is new.

    Raises ValidationError for a target that the summary does not have, a level that it cannot have, or no reason;
    Conflict `computed` where the level is the computed one; what `found_again` raises for an id that is there already.
    """
    made = Override(
        id=id or uuid.uuid4(), study=summary.study, summary=summary, target=target, level=level,
        reason=reason.strip(), made_by=by, made_at=timezone.now(),
    )  # fmt: skip
    made.computed = _checked(made, computed_levels(summary))
    try:
        with act(by, "override.make", summary.study):
            former = Override.objects.filter(study=summary.study, target=target, trashed_at__isnull=True)
            former.filter(~Q(pk=made.pk)).update(trashed_at=timezone.now())
            made.save(force_insert=True)
    except IntegrityError as error:
        return _there_already(made, error, by), False
    return made, True


def _there_already(made: Override, error: IntegrityError, by) -> Override:
    try:
        return found_again(made, error, visible=Override.objects.visible_to(by), content=CONTENT)
    except IntegrityError:
        raise Conflict(_("Someone overrode this in the same moment. Look at it again."), "changed") from error


def _checked(made: Override, computed: dict[str, str]) -> str:
    """The level that the summary computed for the target."""
    if made.target not in computed:
        raise refuse("target", _("The summary has no cell or pair {target}.").format(target=made.target[:40]))
    if made.level not in LEVELS[made.target.partition(":")[0]]:
        raise refuse("level", _("Choose a level that a cell or a pair can have."))
    if not made.reason:
        raise refuse("reason", _("Write the reason: whoever reads both levels asks for it."))
    made.full_clean(exclude=["study", "summary", "made_by", "computed"], validate_unique=False)
    if computed[made.target] == made.level:
        raise Conflict(_("That is the computed level. There is nothing to override."), "computed")
    return computed[made.target]


def withdraw_override(found: Override, *, by) -> Override:
    """Let the computed level stand alone again; the override stays on record. Withdrawing twice is doing it once."""
    with act(by, "override.withdraw", found.study):
        Override.objects.filter(pk=found.pk, trashed_at__isnull=True).update(trashed_at=timezone.now())
    found.refresh_from_db()
    return found
