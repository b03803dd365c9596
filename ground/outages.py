"""What passes by itself and is no fault of ours: the database does not answer, or a disk of the server is full."""

import errno

import psycopg2
from django.db import DatabaseError, InterfaceError, OperationalError

FULL = {errno.ENOSPC, errno.EDQUOT}
DISK_FULL = "53100"
# It shuts down, was ended, starts, or takes no more connections; class 08 is a connection that broke.
AWAY = ("08", "57P01", "57P02", "57P03", "53300")
# Of each kind the status it is answered with, and after how many seconds it is worth asking again.
STATUS = {"away": 503, "disk_full": 507}
RETRY_AFTER = {"away": "5", "disk_full": "30"}


def outage(error: BaseException | None) -> str:
    """What is out of order by this error: "away", "disk_full", or "" where it tells of neither.

    An error without a state of the database's comes from the way to it: refused, or cut in the middle. It is Django's,
    with the driver's as its cause; or the driver's own, from the end of a cursor whose rows came in a few at a time.
    """
    if isinstance(error, OSError) and error.errno in FULL:
        return "disk_full"
    if isinstance(error, (InterfaceError, psycopg2.InterfaceError)):  # of a connection or a cursor that has gone
        return "away" if "already closed" in str(error) else ""
    if not isinstance(error, (OperationalError, psycopg2.OperationalError)) and not _is_cut(error):
        return ""
    state = getattr(error.__cause__ or error, "pgcode", None) or ""
    if state == DISK_FULL:
        return "disk_full"
    return "away" if not state or state.startswith(AWAY) else ""


def _is_cut(error: BaseException | None) -> bool:
    """Whether an answer was cut in the middle: plainly a DatabaseError; one of Django's own has no cause."""
    return type(error) is psycopg2.DatabaseError or type(error) is DatabaseError and error.__cause__ is not None
