"""Every name that the database holds, and those of which somebody sees only a part."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import Model

from coding.models import Code
from ground.integrity import columns_of_names
from ground.models import Job
from ground.names import hidden_in

OURS = ("ground", "interviews", "coding", "reports")


def our_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_label in OURS]


def names() -> Iterator[str]:
    for model, field in columns_of_names():
        yield from filter(None, model._base_manager.values_list(field.name, flat=True))
    for texts in Code._base_manager.values_list("texts", flat=True):
        yield from (entry.get("label", "") for entry in texts.values())
    for params in Job.objects.values_list("params", flat=True):  # what a worker will make
        yield params.get("title", "")


def hidden_names() -> list[str]:
    return [name for name in names() if any(hidden_in(name))]
