"""Into the trash and out of it again, each as one act; whoever calls has locked the row and asked whether one may."""

from django.db.models import Model
from django.db.models.functions import Now

from ground.acts import act


def put_in_trash(held: Model, *, by, verb: str, study) -> None:
    """Take the row to the trash, at the database's time. One that lies there already stays as it is."""
    if held.trashed_at is None:
        with act(by, verb, study):
            type(held).objects.filter(pk=held.pk).update(trashed_at=Now())
        held.refresh_from_db(fields=["trashed_at"])


def take_from_trash(held: Model, *, by, verb: str, study) -> None:
    """Take the row out of the trash. One that is not there stays as it is. Raises what its constraints raise."""
    if held.trashed_at is not None:
        held.trashed_at = None
        with act(by, verb, study):
            held.save(update_fields=["trashed_at"])
