"""The tables of the authorisation map, one a room. A new room adds its own module and a line here."""

from __future__ import annotations

from tests.security.rules import Rule
from tests.security.tables import accounts, consent, desk, readers

TABLES: dict[str, Rule] = {**readers.RULES, **accounts.RULES, **desk.RULES, **consent.RULES}
"""Every address outside `/admin/`: the name of its pattern, with namespace, and the rule. `tables.admin` has those under it."""
