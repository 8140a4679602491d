"""Addresses no link leads to."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import SmallSite


@pytest.mark.parametrize("path", ["/en/cy/%00/", "/en/cy/stories%00/", "/en/%00/", "/%00/"])
def test_a_nul_is_not_found(site_tree: SmallSite, client: Client, path: str) -> None:
    """PostgreSQL raises when it is asked for one."""
    assert client.get(path).status_code == 404
