"""What was erased here and comes back with an older backup is erased again."""

from collections.abc import Iterable

from django.db import DatabaseError

from ground.models import User
from interviews.models import Erasure, Informant, Interview, Role, Study
from reports.erasing.erasing import erase

OF_KIND = {Erasure.Kind.INTERVIEW: Interview, Erasure.Kind.INFORMANT: Informant, Erasure.Kind.STUDY: Study}


def erasures_here() -> list[Erasure]:
    """The list of erasures of this database, in their order; empty where it is of a version without one."""
    try:
        return list(Erasure.objects.order_by("at", "id"))
    except DatabaseError:
        return []


def erase_again(erasures: Iterable[Erasure]) -> int:
    """Erase each whose row is there. Returns how many that were.

    It is done in the name of who did it; where the account is not there, of an owner of the study.
    """
    done = 0
    for each in erasures:
        row = OF_KIND[Erasure.Kind(each.kind)].objects.filter(pk=each.row).first()
        if row is not None:
            study = row if isinstance(row, Study) else row.study
            by = User.objects.filter(pk=each.by_id).first() or study.memberships.filter(role=Role.OWNER)[0].user
            erase(row, by=by)
            done += 1
    return done
