"""When words that somebody wrote are no longer true to what they rest on, and why: one rule for cells and sentences."""

from reports.staleness.facts import facts_of, facts_of_rows
from reports.staleness.grounds import Change, Fact, changes
from reports.staleness.telling import Reason, reasons_of

__all__ = ["Change", "Fact", "Reason", "changes", "facts_of", "facts_of_rows", "reasons_of"]
