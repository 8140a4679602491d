"""What the tests of translating share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.home.building import Tree, build_tree, make_person
from tests.translating.building import Pair, make_pair


@pytest.fixture
def tree(db: None) -> Tree:
    """A live site in English and Welsh."""
    return build_tree("en", "cy")


@pytest.fixture
def signed_in() -> Callable[..., Client]:
    """Return a browser in which somebody in a role has signed in."""

    def sign_in(role: str, number: int = 1) -> Client:
        client = Client()
        client.force_login(make_person(role, number))
        return client

    return sign_in


@pytest.fixture
def pair(tree: Tree) -> Pair:
    """An English page whose Welsh translation has been begun."""
    return make_pair(tree)
