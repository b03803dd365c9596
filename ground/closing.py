"""Studies in which nothing is written any more: the one rule, asked by every act and by every job."""

import uuid

from django.db import connection
from django.utils.translation import gettext as _

from ground.conflicts import Conflict

# Which studies they are: said by the app that knows, as a condition in SQL on `%(study)s`, an id or NULL.
CLOSED = ["false"]
# Acts that are done there all the same: the one that opens it again, and erasing anew what a restore brought back.
WRITTEN_ALWAYS = ["study.unarchive", "erasure.make"]


class Archived(Conflict):
    """The study is closed: it is read, and nothing is written in it."""

    def __init__(self):
        told = _("This study is archived: it can be read, and nothing in it changes. Its owner can take it out again.")
        super().__init__(told, "archived")


def is_closed() -> str:
    """The condition on `%(study)s`."""
    return "(" + " OR ".join(CLOSED) + ")"


def require_open(study_id: uuid.UUID | None) -> None:
    """For what is written outside of acts. Raises Archived where nothing is written in the study any more."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {is_closed()}", {"study": study_id})
        if cursor.fetchone()[0]:
            raise Archived
