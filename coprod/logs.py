"""Logs: one JSON object a line, with ids and figures, never with text that an informant said."""

import os

import structlog

LEVEL = os.environ.get("LOG_LEVEL", "INFO")

SHARED = [
    structlog.contextvars.merge_contextvars,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
    structlog.stdlib.add_logger_name,
    structlog.stdlib.add_log_level,
]

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
                structlog.processors.format_exc_info,
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
        "django_structlog": {"level": "WARNING"},
        # The body of a failed statement holds what was written; the exception's type is enough.
        "django.db.backends": {"level": "ERROR", "propagate": False},
    },
}
