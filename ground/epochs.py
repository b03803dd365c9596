"""Between two restored backups the instance has one memory; what belongs to an earlier one is not written into it.

A restore ends every session, so a session belongs to the epoch in which it began: asking costs no query.
"""

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.utils import formats, timezone
from django.utils.translation import gettext as _

from ground.conflicts import Conflict
from ground.models import Restoration

NAME = "epoch"


@receiver(user_logged_in)
def begin(request, **_signal) -> None:
    """Remember in which epoch a session begins."""
    newest = Restoration.newest()
    request.session[NAME] = str(newest.pk) if newest else ""


def epoch_of(request) -> str:
    """The epoch of the request's session; empty where nothing was ever restored."""
    return request.session.get(NAME, "")


def check_epoch(request, claimed: str | None) -> None:
    """Raises Conflict `restored` where what is sent was done in another epoch; nothing is asked of who names none."""
    if claimed is not None and claimed != epoch_of(request):
        made_at = Restoration.objects.filter(pk=epoch_of(request) or None).values_list("made_at", flat=True).first()
        current = {"epoch": epoch_of(request), "made_at": made_at and made_at.isoformat()}
        raise Conflict(set_back_to(made_at), "restored", current)


def set_back_to(made_at) -> str:
    """What happened, and what to do with what was done before, in words."""
    moment = formats.date_format(timezone.localtime(made_at), "DATETIME_FORMAT") if made_at else "–"
    said = _(
        "A backup was restored: everything stands as on {moment}. What you did later may be missing. "
        "Try again what is to count."
    )
    return said.format(moment=moment)
