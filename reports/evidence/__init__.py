"""The rows of a study as plain values: the only reader of the other apps' tables in this one."""

from reports.evidence.document import Evidence, collect, current_config
from reports.evidence.names import names_of

__all__ = ["Evidence", "collect", "current_config", "names_of"]
