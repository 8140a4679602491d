"""A site, a desk of a partner, and letters that arrive at once."""

from __future__ import annotations

import pytest

from tests.factories import SmallSite
from tests.stories.desk.building import Desk


@pytest.fixture
def desk(site_tree: SmallSite) -> Desk:
    """A member's browser at the desk of a partner."""
    return Desk()
