"""One of several processes in which members save at once: `python -m tests.stories.desk.saver FIRST LAST`, with `DATA_DIR` set.

Saves the submissions with these keys, each as its author, and prints how many failed. The members begin together and are answered by as
many threads as a process of gunicorn has; who finds none free waits, as at the site's own door.
"""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.db import connections  # noqa: E402  # models can be imported only now

from partners.desk.merging import marks  # noqa: E402  # the same
from stories.desk.draft_mapping import read  # noqa: E402  # the same
from stories.desk.saving import save  # noqa: E402  # the same
from stories.desk.story_draft import declaration_of  # noqa: E402  # the same
from stories.models import Submission  # noqa: E402  # the same

SAVES = 1
THREADS = 4
"""As many as `WEB_THREADS` gives a process of gunicorn."""


def save_again_and_again(pk: int) -> None:
    """Save one story `SAVES` times, each time with more words."""
    try:
        for number in range(SAVES):
            submission = Submission.objects.select_related("page", "author").get(pk=pk)
            now = read(submission, submission.story()).values()
            assert submission.author is not None
            saved = save(
                submission,
                submission.author,
                {"text": f"{now['text']} {pk}-{number}".strip()},
                marks(now, declaration_of),
            )
            assert not saved.conflicts
    finally:
        connections.close_all()


def failures(first: int, last: int) -> int:
    """Save the stories from `first` to `last`, all beginning together; return how many failed."""
    failed = 0
    with ThreadPoolExecutor(THREADS) as pool:
        for done in [pool.submit(save_again_and_again, pk) for pk in range(first, last + 1)]:
            error = done.exception()
            failed += error is not None
            if error is not None:
                print(repr(error), file=sys.stderr)
    return failed


if __name__ == "__main__":
    print(failures(int(sys.argv[1]), int(sys.argv[2])))
