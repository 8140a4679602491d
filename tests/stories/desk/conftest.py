"""What tests of the desk share."""

from __future__ import annotations

import pytest

from tests.factories import SmallSite
from tests.stories.desk.building import Desk


@pytest.fixture
def desk(site_tree: SmallSite) -> Desk:
    """The desk of an organisation with one member who has signed in."""
    return Desk()
