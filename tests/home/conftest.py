"""What the tests of the editors' side share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from wagtail.models import Page

from accounts.models import User
from home.models import Picture
from tests.home import uploads
from tests.home.building import Tree, build_tree, fresh, make_person, make_words, submit


@pytest.fixture
def tree(db: None) -> Tree:
    """A site in English and Welsh."""
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
def editor(tree: Tree) -> User:
    """A comms editor."""
    return make_person("editor")


@pytest.fixture
def moderator(tree: Tree) -> User:
    """A moderator."""
    return make_person("moderator")


@pytest.fixture
def submitted(tree: Tree, editor: User) -> Page:
    """A page an editor wrote and sent to review."""
    page = make_words(tree.sections["en"], by=editor)
    submit(page, editor)
    return fresh(page)


@pytest.fixture
def picture(db: None) -> Picture:
    picture = Picture(title="Picture", file=uploads.upload(uploads.plain()))
    picture.save()
    return picture
