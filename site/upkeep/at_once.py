"""Tasks of Wagtail's that run at once, such as indexing a saved page: what the database refuses is not swallowed.

Wagtail queues the indexing of a saved object, and here the queue runs it inside the same transaction. It also keeps whatever the task
raises to itself. A refused statement leaves the transaction broken, so that all that follows would fail for a reason that says nothing,
or, on SQLite, be committed with a page that is in no index.
"""

from __future__ import annotations

import sys

from django.db import DatabaseError
from django.dispatch import receiver
from django_tasks.backends.immediate import ImmediateBackend
from django_tasks.base import TaskResult, TaskResultStatus
from django_tasks.signals import task_finished


@receiver(task_finished, dispatch_uid="upkeep.raise_what_the_database_refused")
def raise_what_the_database_refused(sender: type[object], task_result: TaskResult, **kwargs: object) -> None:
    """Raise the database's error again, to whoever saved the object; other errors are in the log, and the object is saved.

    The queue sends this signal while it handles the error.
    """
    error = sys.exception()
    is_failed = task_result.status == TaskResultStatus.FAILED
    if is_failed and issubclass(sender, ImmediateBackend) and isinstance(error, DatabaseError):
        raise error
