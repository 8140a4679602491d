"""Fixtures of the tests of upkeep."""

from __future__ import annotations

from tests.upkeep.effects import clock, notes

__all__ = ["clock", "notes"]
