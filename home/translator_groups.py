"""Translators: a group a language, whose members may change the pages of that language and nothing else.

Languages are added in `languages.configured` without a migration, so these groups are made whenever migrations have run, and
get their part of the page tree when a language's home page appears. What an administrator changed since is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from home.models import HomePage
from languages.configured import LANGUAGES, Language
from languages.translators import translator_group_name

_RIGHTS = (
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    *(f"translating.{action}_glossaryterm" for action in ("view", "add", "change")),
)
_ON_COLLECTION = ("wagtailimages.choose_image", "wagtaildocs.choose_document")
_ON_PAGES = ("wagtailcore.change_page",)


def _permissions(names: Iterable[str]) -> list[Permission]:
    wanted = Q()
    for app_label, codename in (name.split(".") for name in names):
        wanted |= Q(content_type__app_label=app_label, codename=codename)
    return list(Permission.objects.filter(wanted))


def _new_group(language: Language) -> Group:
    """Return the group of `language`, newly made with what translators may do anywhere."""
    group = Group.objects.create(name=translator_group_name(language))
    group.permissions.set(_permissions(_RIGHTS))
    root = Collection.get_first_root_node()
    for permission in _permissions(_ON_COLLECTION) if root else []:
        GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)
    return group


def _give_pages(group: Group, home: Page) -> None:
    for permission in _permissions(_ON_PAGES):
        GroupPagePermission.objects.get_or_create(group=group, page=home, permission=permission)


def ensure_translator_groups() -> None:
    """Make the translators' group of every configured language, and give it the tree of its language once it stands."""
    groups = {group.name: group for group in Group.objects.filter(name__startswith="Translators (")}
    with_pages = set(GroupPagePermission.objects.values_list("group_id", flat=True))
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale").order_by("-path")}
    for language in LANGUAGES:
        group = groups.get(translator_group_name(language)) or _new_group(language)
        if group.pk not in with_pages and (home := homes.get(language.code)):
            _give_pages(group, home.page_ptr)
