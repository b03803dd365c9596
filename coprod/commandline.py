"""What is out of order and no fault of a command's is said in a sentence, as `doctor` says it, and in no traceback."""

import sys
from pathlib import Path

from django.core.management import execute_from_command_line

from ground.outages import outage

VAR = Path(__file__).resolve().parent.parent / "var"
SAID = {
    "away": "The database does not answer: {reason}. Start it (`manage.py services up`), or see DATABASE_URL.",
    "disk_full": "A disk of the server is full: {reason}. Make room, then do it again.",
}
NOT_OURS = "{file} cannot be read by this account. Run it as the one that Coprod runs as: `runuser -u NAME -- …`."


def run(arguments: list[str]) -> None:
    """Django's command line. Exit code 1 and a sentence where database, disk or account are wrong."""
    try:
        execute_from_command_line(arguments)
    except Exception as error:
        if said := _in_words(error):
            sys.exit(said)
        raise


def _in_words(error: Exception) -> str:
    if isinstance(error, PermissionError) and error.filename and VAR in Path(error.filename).parents:
        return NOT_OURS.format(file=error.filename)
    kind = outage(error)
    return SAID[kind].format(reason=str(error).splitlines()[0]) if kind else ""
