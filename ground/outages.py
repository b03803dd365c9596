"""What passes by itself and is no fault of ours: the database does not answer, or a disk of the server is full."""

import errno

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

    An error without a state of the database's comes from the way to it: refused, or cut in the middle.
    """
    if isinstance(error, OSError) and error.errno in FULL:
        return "disk_full"
    if isinstance(error, InterfaceError):  # of a connection, or of a cursor on it, that has gone
        return "away" if "already closed" in str(error) else ""
    # An answer cut in the middle is plainly a DatabaseError; one without a cause is Django's own.
    if not isinstance(error, OperationalError) and not (type(error) is DatabaseError and error.__cause__):
        return ""
    state = getattr(error.__cause__, "pgcode", None) or ""
    if state == DISK_FULL:
        return "disk_full"
    return "away" if not state or state.startswith(AWAY) else ""
