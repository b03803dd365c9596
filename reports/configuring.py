"""Choosing the settings of the method. Each change is a new version; a summary keeps the one it was built with."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from coding.models import Dimension
from ground.acts import act
from ground.conflicts import Conflict, refuse
from interviews.models import Actor, Study
from reports.evidence import current_config
from reports.method import InvalidEvidence, canonical_evidence
from reports.models import MethodConfig

# Not chosen here: the basis is chosen with each summary, the rungs belong to the study's link forms.
CHOSEN_ELSEWHERE = ("count_statuses", "form_rungs")


def settings_of(study: Study, chosen: dict | None = None) -> dict:
    """Every setting with its default written out, as the method would use it. Raises InvalidEvidence."""
    document = {
        "config": chosen or {},
        "actors": list(Actor.objects.of_study(study).values("code", "side")),
        "dimensions": list(Dimension.objects.of_study(study).values("code", "stage")),
        "codings": [],
        "links": [],
    }
    settings = canonical_evidence(document)["config"]
    return {name: value for name, value in settings.items() if name not in CHOSEN_ELSEWHERE}


def current_settings(study: Study) -> dict:
    """The settings in force; the defaults where nothing was chosen, or where what was chosen no longer fits."""
    config = current_config(study)
    try:
        return settings_of(study, config and config.settings)
    except InvalidEvidence:
        return settings_of(study)


def change_config(study: Study, *, by, settings: dict, reason: str = "") -> MethodConfig | None:
    """Make `settings` those of the study: a new version, or the current one where nothing differs.

    Only what differs from the defaults is kept. Raises ValidationError with the method's own words on the setting that
    does not hold, and Conflict when somebody else changed the settings in the same moment.
    """
    try:
        wanted, defaults = settings_of(study, settings), settings_of(study)
    except InvalidEvidence as invalid:
        raise refuse(invalid.path.removeprefix("config.").partition("[")[0], invalid.why) from invalid
    chosen = {name: value for name, value in wanted.items() if value != defaults[name]}
    last = current_config(study)
    if chosen == (last.settings if last else {}):
        return last
    config = MethodConfig(
        study=study, version=last.version + 1 if last else 1, settings=chosen, reason=reason.strip(), created_by=by
    )
    try:
        with act(by, "method.configure", study), transaction.atomic():
            config.save(force_insert=True)
    except IntegrityError as error:
        raise Conflict(_("Someone changed the settings in the same moment. Look at them again."), "changed") from error
    return config
