"""Makes the worker know the jobs of this app; the task itself is ground's: it carries the id of a job's row."""

from coding import replacing

__all__ = ["replacing"]
