"""Logs: one JSON object a line, with ids and figures, never with text that an informant said."""

import os
import sys
import traceback

import structlog

LEVEL = os.environ.get("LOG_LEVEL", "INFO")

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]


def where_it_broke(_logger, _method, said: dict) -> dict:
    """Of an exception its kind and where it came from, through all that it was caused by, and never its words.

    The database tells the whole row that it refuses, and a parser the line that it cannot read.
    """
    if raised := said.pop("exc_info", None):
        raised = sys.exc_info() if raised is True else raised  # structlog's own way: what is being handled now
        error = raised[1] if isinstance(raised, tuple) else raised
        said["exception"] = list(_broken(error if isinstance(error, BaseException) else None))
    return said


def _broken(error: BaseException | None):
    while error is not None:
        frames = traceback.extract_tb(error.__traceback__)
        yield {
            "kind": type(error).__qualname__,
            "at": [f"{each.filename}:{each.lineno} {each.name}" for each in frames],
        }
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


structlog.configure(
    processors=[structlog.stdlib.filter_by_level, *SHARED, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
    logger_factory=structlog.stdlib.LoggerFactory(),
    cache_logger_on_first_use=True,
)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "json": {
            "()": structlog.stdlib.ProcessorFormatter,
            "foreign_pre_chain": SHARED,
            "processors": [
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                where_it_broke,
                structlog.processors.JSONRenderer(),
            ],
        }
    },
    "handlers": {"out": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["out"], "level": "WARNING"},
    "loggers": {
        "coprod": {"level": LEVEL},
        "ground": {"level": LEVEL},
        "interviews": {"level": LEVEL},
        "coding": {"level": LEVEL},
        "reports": {"level": LEVEL},
        # Each answer is told by coprod/metrics.py and what broke by django_structlog, by its route's name. Django would
        # tell of both again, with the address.
        "django_structlog": {"level": "ERROR"},
        "django.request": {"level": "CRITICAL"},
        # The body of a failed statement holds what was written; the exception's type is enough.
        "django.db.backends": {"level": "ERROR", "propagate": False},
    },
}
