"""A backup restored into the empty instance of DATABASE_URL; prints as JSON what leaves it then."""

import io
import json
import sys

from django.core.management import call_command

from proof.trials.exports import hashes
from reports.integrity import faults


def main() -> None:
    """Make the tables, restore, look for what does not hold."""
    call_command("migrate", verbosity=0, interactive=False)
    call_command("restore", sys.argv[1], stdout=io.StringIO())
    print(json.dumps({"exports": hashes(), "integrity": sum(1 for _fault in faults())}))


if __name__ == "__main__":
    main()
