"""What anybody may ask for: pages for readers, and what machines ask for."""

from __future__ import annotations

from tests.security.rules import Rule, for_everybody
from tests.test_urls import PUBLIC

RULES: dict[str, Rule] = {name: for_everybody(path) for name, (path, _status) in PUBLIC.items()}
