"""What the tests of teams share."""

from __future__ import annotations

from typing import Any

from django.test import Client

from accounts.models import User
from partners.models import Membership, Organisation

OWNER, CONTRIBUTOR = Membership.Role.OWNER, Membership.Role.CONTRIBUTOR


def add_member(organisation: Organisation, name: str, role: str = CONTRIBUTOR, **values: Any) -> Membership:
    user = User.objects.create_user(name, f"{name}@example.org", **values)
    return Membership.objects.create(organisation=organisation, user=user, role=role)


def browser_of(membership: Membership) -> Client:
    client = Client()
    client.force_login(membership.user)
    return client
