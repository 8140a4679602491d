"""Where lines of the log go and in what form."""

from __future__ import annotations

from typing import Any

Settings = dict[str, Any]


def logging_settings(*, as_json: bool, level: str, mail_errors: bool) -> Settings:
    """Return Django's `LOGGING`: everything to standard error, errors also by mail where somebody asked for it."""
    handlers = ["console", "mail"] if mail_errors else ["console"]
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "json": {"()": "delivery.log_format.JsonFormatter"},
            "text": {"format": "%(levelname)s %(name)s: %(message)s"},
        },
        "handlers": {
            "console": {"class": "logging.StreamHandler", "formatter": "json" if as_json else "text"},
            "mail": {"class": "delivery.log_format.DiscreetEmailHandler", "level": "ERROR"},
        },
        "root": {"handlers": handlers, "level": level},
        "loggers": {
            "django": {"handlers": [], "level": level, "propagate": True},
            # Lines for every object that is saved; the history of pages is in the database.
            "django_tasks": {"level": "WARNING"},
            "wagtail": {"level": "WARNING"},
        },
    }
