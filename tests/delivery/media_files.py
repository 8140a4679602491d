"""What the tests of media share: pictures, their addresses, and people who ask for them."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import Group
from django.test import Client

from accounts.models import User
from home.models import Picture


def addresses_of(picture: Picture) -> list[str]:
    """Return where the original and a rendition would be."""
    names = [picture.file.name, picture.get_rendition("max-20x20").file.name]
    return [f"/media/{name}" for name in names]


def statuses(client: Client, picture: Picture) -> set[int]:
    """Return what the addresses of a picture answer, a proxy's question about them included."""
    addresses = addresses_of(picture)
    checks = {client.get(path.replace("/media/", "/media-check/")).status_code for path in addresses}
    answered = {client.get(path).status_code for path in addresses}
    assert checks == ({204} if answered == {200} else {403})
    return answered


def person(group: str = "", **values: Any) -> User:
    """Make somebody who can sign in, in a group or in none."""
    user = User.objects.create_user(f"person-{User.objects.count()}", "person@together.example", "x", **values)
    if group:
        user.groups.add(Group.objects.get(name=group))
    return user


def signed_in(user: User) -> Client:
    """Return a browser in which somebody has signed in."""
    client = Client()
    client.force_login(user)
    return client
