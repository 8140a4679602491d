"""What came of a piece of work that nobody waits for: told by the runner, a line each."""

from __future__ import annotations

from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was done: `event` is published, waiting, unpublished or failed; `error` says why it failed.

    Waiting: its time has come, and the gate keeps it until its translations are there (`languages.gate.publish`).
    """

    event: str
    thing: str
    key: str
    title: str
    error: str = ""

    def facts(self) -> dict[str, str]:
        """Return what there is to say, without what is empty."""
        return {name: value for name, value in asdict(self).items() if value}
