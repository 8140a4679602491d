"""The authorisation map: who may be let in at every address of the project, by GET and by POST.

Every pattern that the resolver knows has a rule in `tests/security/tables`, one module a room; one without a rule fails the test, and so
does a rule without a pattern. To add an address of yours:

1. Add `"namespace:name": Rule(who, example)` to the module of its room (a new room: a new module, and a line in `tables/__init__.py`).
   `who` is one of the sets in `people.py` (`EVERYBODY`, `SIGNED_IN`, `STAFF`, `MEMBERS_OF_A` ...) or your own; `example` is a path on the
   small site, or a function of the `World` that makes one. It must lead to something of organisation A, or it proves nothing.
2. `opens=False` where a plain GET shows nothing even to those who may: addresses that only take posts, steps that need one before.
3. Under `/admin/` most addresses need nothing: `tables/admin.py` has a rule for each namespace, and exceptions by name.

What counts as let in, `walking.py` says: any answer but a refusal (401, 403, 404, 405) and the way to somewhere harmless. Besides that, who
may not must not have caused one write to the database.
"""

from __future__ import annotations

import copy

import pytest

from tests.factories import SmallSite
from tests.security.people import Role, World, make_world
from tests.security.tables import TABLES, admin
from tests.security.walking import ask
from tests.test_urls import Address, known_addresses

METHODS = ("GET", "POST")


def under_admin(address: Address) -> bool:
    return address.route.startswith("admin/")


@pytest.fixture
def world(site_tree: SmallSite) -> World:
    """A small site with two organisations and everybody who may ask."""
    return make_world(site_tree)


def test_every_address_has_a_rule() -> None:
    outside = {address.name for address in known_addresses() if not under_admin(address)}
    assert outside == set(TABLES), "an address without a rule, or a rule without an address"
    unclassed = [
        address.name for address in known_addresses() if under_admin(address) and admin.rule_of(address) is None
    ]
    assert not unclassed
    used = {admin.key_of(address) for address in known_addresses() if under_admin(address)}
    assert set(admin.RULES) <= used, "a rule without an address"


@pytest.mark.parametrize("role", list(Role))
def test_nobody_is_let_in_who_may_not(role: Role, world: World) -> None:
    """Outside the admin: every address by both methods."""
    client = world.client(role)
    session = copy.deepcopy(client.cookies)
    leaks = []
    for name, rule in sorted(TABLES.items()):
        if role in rule.who:
            continue
        for method in METHODS:
            client.cookies = copy.deepcopy(session)
            let_in, written, response = ask(client, method, rule.path(world))
            if let_in or written:
                leaks.append((name, method, response.status_code, written))
    assert not leaks


@pytest.mark.parametrize("role", list(Role))
def test_those_who_may_are_let_in(role: Role, world: World) -> None:
    """The map would prove nothing if its examples led nowhere."""
    client = world.client(role)
    shut = []
    for name, rule in sorted(TABLES.items()):
        if role in rule.who and rule.opens:
            let_in, _written, response = ask(client, "GET", rule.path(world))
            if not let_in or response.status_code >= 500:
                shut.append((name, response.status_code))
    assert not shut


@pytest.mark.parametrize("role", list(Role))
def test_nobody_is_let_into_the_admin_who_may_not(role: Role, world: World) -> None:
    """Every address of the admin that a role may not use, by both methods, with something that is there where the address names one."""
    client = world.client(role)
    session = copy.deepcopy(client.cookies)
    leaks, asked = [], 0
    for address in known_addresses():
        rule = admin.rule_of(address) if under_admin(address) else None
        if rule is None or role in rule:
            continue
        for method in METHODS:
            client.cookies = copy.deepcopy(session)  # Wagtail's sign-out throws the cookie away even when it refuses
            let_in, written, response = ask(client, method, admin.example_of(address, world))
            asked += 1
            if let_in or written:
                leaks.append((address.name, method, response.status_code, written))
    assert not leaks
    assert asked > 100 or role is Role.ADMINISTRATOR
