"""What the tests of partners share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.test import Client
from django.utils import translation

from accounts.models import User
from languages.locales import forget_locales
from partners.models import Membership, Organisation
from tests.factories import SmallSite, make_organisation
from tests.partners.admin_form import ORGANISATION_RIGHTS, MakeUser
from tests.partners.building import (
    Tree,
    build_tree,
)
from tests.partners.team import OWNER, add_member


@pytest.fixture(autouse=True)
def _a_clean_slate() -> Iterator[None]:
    """Forget what a process remembers, and speak English again after each test."""
    cache.clear()
    forget_locales()
    yield
    translation.activate("en")
    cache.clear()
    forget_locales()


@pytest.fixture
def tree(db: None) -> Tree:
    """A site in English and Welsh."""
    return build_tree("en", "cy")


@pytest.fixture
def make_user(db: None) -> Callable[..., User]:
    """Make somebody who may enter the admin, with these permissions."""

    def make(*names: str, **fields: Any) -> User:
        user = User.objects.create_user(f"user-{User.objects.count()}", password="secret", **fields)
        for name in ("wagtailadmin.access_admin", *names):
            app, codename = name.split(".")
            user.user_permissions.add(Permission.objects.get(content_type__app_label=app, codename=codename))
        return user

    return make


@pytest.fixture
def editor(tree: Tree, make_user: MakeUser, client: Client) -> User:
    user = make_user("partners.change_application", *ORGANISATION_RIGHTS)
    client.force_login(user)
    return user


@pytest.fixture
def ours(site_tree: SmallSite) -> Organisation:
    """An organisation with a site around it."""
    return make_organisation(key="ours", name="Our Example")


@pytest.fixture
def owner(ours: Organisation) -> Membership:
    """Its owner."""
    return add_member(ours, "nia", OWNER)
