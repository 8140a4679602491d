"""What may be remembered: an allow-list. Whatever is not known to be the same for everybody is answered once and forgotten."""

from __future__ import annotations

from typing import Final

from delivery.memory.rendering import Answer

PERMANENT_REDIRECTS: Final = (301, 308)
TYPES: Final = ("text/html", "application/xml", "application/atom+xml")
_FORBIDDING: Final = ("private", "no-store", "no-cache")
# The compression is ours to choose; the language is in the address of every view that is remembered.
_VARYING: Final = {"", "accept-encoding", "accept-language"}


def may_be_remembered(answer: Answer) -> bool:
    """Say whether an answer to a request that says nothing of its reader may be given to every reader."""
    if answer.code not in (200, *PERMANENT_REDIRECTS) or answer.header("set-cookie"):
        return False
    if any(word in answer.header("cache-control") for word in _FORBIDDING):
        return False
    if answer.header("content-encoding") or not _is_same_for_all(answer):
        return False
    return answer.code != 200 or answer.header("content-type").partition(";")[0].strip() in TYPES


def _is_same_for_all(answer: Answer) -> bool:
    """Say whether nothing of a request but its address decided about the answer."""
    return {name.strip() for name in answer.header("vary").split(",")} <= _VARYING
