"""Makes the worker know the jobs of this app; the task itself is ground's: it carries the id of a job's row."""

from reports import duplicating, intervals, rounds, summaries
from reports.book import making

__all__ = ["duplicating", "intervals", "making", "rounds", "summaries"]
