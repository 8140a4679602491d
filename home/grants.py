"""Giving groups their rights inside migrations, where Django has not made the permissions yet.

Django makes permissions after all migrations have run. A migration that grants one makes it itself, as Wagtail's own do; Django
then finds it there. Every function takes the migration's `apps`.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.apps.registry import Apps
from django.contrib.auth.models import Permission
from django.db.models import Model

ADMINISTRATORS = "Administrators"
MODERATORS = "Moderators"
EDITORS = "Comms editors"

COLLECTION_ACTIONS = ("add", "change", "choose")


def permission(apps: Apps, name: str) -> Permission:
    """Return the permission called `name`, such as `home.change_strand`: the model is the word after the last `_`."""
    app_label, codename = name.split(".")
    action, model = codename.rsplit("_", 1)
    kind, _made = apps.get_model("contenttypes.ContentType").objects.get_or_create(app_label=app_label, model=model)
    found, _made = apps.get_model("auth.Permission").objects.get_or_create(
        content_type=kind, codename=codename, defaults={"name": f"Can {action.replace('_', ' ')} {model}"}
    )
    return found


def grant(apps: Apps, group_name: str, names: Iterable[str]) -> None:
    """Give the group these permissions; it must exist."""
    group = apps.get_model("auth.Group").objects.get(name=group_name)
    group.permissions.add(*(permission(apps, name) for name in names))


def revoke(apps: Apps, names: Iterable[str]) -> None:
    """Take these permissions from every group: the reverse of `grant`."""
    for name in names:
        permission(apps, name).group_set.clear()


def grant_on_page(apps: Apps, group: Model, page: Model, actions: Iterable[str]) -> None:
    """Let the group do exactly these actions (add, change, publish, ...) on a page and all under it."""
    rights = apps.get_model("wagtailcore.GroupPagePermission").objects
    rights.filter(group=group, page=page).delete()
    for action in actions:
        rights.create(group=group, page=page, permission=permission(apps, f"wagtailcore.{action}_page"))


def grant_on_collection(apps: Apps, group: Model, collection: Model, actions: Iterable[str]) -> None:
    """Let the group do exactly these actions with the pictures and documents of a collection and all under it."""
    rights = apps.get_model("wagtailcore.GroupCollectionPermission").objects
    rights.filter(group=group, collection=collection).delete()
    for action in actions:
        for name in (f"wagtailimages.{action}_image", f"wagtaildocs.{action}_document"):
            rights.create(group=group, collection=collection, permission=permission(apps, name))
