"""The private PostgreSQL and Valkey of one checkout, for whoever has no servers of their own.

Standard library only: it runs before Django is configured and before any database exists. The server programs come
from the packages in the virtual environment, else from the machine. What is said and kept lies under `var/`:

    place.py      which folder, who the servers run as, what is remembered between starts
    programs.py   where the server programs are, and a copy of them where that account may read
    postgres.py   valkey.py   how each is created, started and asked whether it is ready
    servers.py    up, down, status
    watchdog.py   stops the servers when the process they were started for is gone, however it went
"""

from ground.launcher.place import LauncherError, Place, addresses, database_is_private
from ground.launcher.servers import down, status, up
from ground.launcher.watchdog import Lease, lease

__all__ = ["LauncherError", "Lease", "Place", "addresses", "database_is_private", "down", "lease", "status", "up"]
