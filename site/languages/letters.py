"""Letters to translators: at once when something waits for them to go live, and otherwise one list a day."""

from __future__ import annotations

from upkeep.outbox.handlers import Payload, carries_out


@carries_out("ask_for_translation")
def ask_for_translation(payload: Payload) -> None:
    """Write to those who translate into the languages a page waits for."""
