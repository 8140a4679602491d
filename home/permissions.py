"""Who may do what, as plain functions of a person and a thing.

Wagtail keeps the rights (groups on the page tree, on collections and on models). These functions ask it and add two rules of
our own: a page goes live by review, and nobody approves their own last edit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wagtail.images import get_image_model
from wagtail.models import Page, RevisionMixin
from wagtail.models.pages import PagePermissionTester
from wagtail.permissions import policy_registry

from home.page_comparison import made_last_change

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

    Person: TypeAlias = User | AnonymousUser

PUBLISH_WITHOUT_REVIEW = "home.bypass_reviewtask"


class PageRights(PagePermissionTester):
    """What a person may do with a page. Publishing without a review is for administrators; the rest is Wagtail's."""

    def can_publish(self) -> bool:
        """Whether the person may put this page live at once, without anybody's approval."""
        if not super().can_publish() or self.page.workflow_in_progress:
            return False
        return self.user.has_perm(PUBLISH_WITHOUT_REVIEW)

    def can_publish_subpage(self) -> bool:
        """Whether the person may create a page under this one and put it live at once."""
        return super().can_publish_subpage() and self.user.has_perm(PUBLISH_WITHOUT_REVIEW)

    def can_delete(self, ignore_bulk: bool = False) -> bool:
        """Whether the person may delete the page. Wagtail asks the database, twice a row of every list, what a leaf knows."""
        if self.user.is_active and not self.user.is_superuser and self.page.is_leaf() and "change" in self.permissions:
            return not self.page.live or "publish" in self.permissions
        return super().can_delete(ignore_bulk)

    def can_unschedule(self) -> bool:
        """Whether the person may call off a scheduled publication."""
        return super().can_publish()

    def can_set_view_restrictions(self) -> bool:
        """Whether the person may make the page private."""
        return super().can_publish()


def may_enter(person: Person) -> bool:
    """Say whether `person` may sign in to the editors' side."""
    return person.has_perm("wagtailadmin.access_admin")


def may_create_under(person: Person, parent: Page) -> bool:
    """Say whether `person` may add a page under `parent`."""
    return bool(parent.permissions_for_user(person).can_add_subpage())


def may_edit(person: Person, page: Page) -> bool:
    """Say whether `person` may change `page`; a page in review is locked for everybody but its reviewers besides."""
    return bool(page.permissions_for_user(person).can_edit())


def may_submit(person: Person, page: Page) -> bool:
    """Say whether `person` may send `page` to review."""
    return may_edit(person, page) and bool(page.permissions_for_user(person).can_submit_for_moderation())


def may_publish_without_review(person: Person, page: Page) -> bool:
    """Say whether `person` may put `page` live at once."""
    return bool(page.permissions_for_user(person).can_publish())


def may_unpublish(person: Person, page: Page) -> bool:
    """Say whether `person` may take `page` off the site."""
    return bool(page.permissions_for_user(person).can_unpublish())


def may_delete(person: Person, page: Page) -> bool:
    """Say whether `person` may delete `page` and everything under it."""
    return bool(page.permissions_for_user(person).can_delete())


def made_last_edit(person: Person, thing: RevisionMixin) -> bool:
    """Say whether the last change to `thing` (a page, or anything else with revisions) is by `person`: saving is not changing."""
    return made_last_change(person.pk, thing)


def may_approve(person: Person, page: Page) -> bool:
    """Say whether `person` may approve the review `page` is in: a reviewer who did not make the last edit."""
    task = page.current_workflow_task
    return task is not None and any(name == "approve" for name, _label, _modal in task.get_actions(page, person))


def may_upload_pictures(person: Person) -> bool:
    """Say whether `person` may add pictures to the library."""
    return bool(policy_registry.get_by_type(get_image_model()).user_has_permission(person, "add"))


def may_change_settings(person: Person) -> bool:
    """Say whether `person` may change the addresses and the sentence about us in the site settings."""
    return person.has_perm("home.change_sitesettings")


def may_manage_people(person: Person) -> bool:
    """Say whether `person` may invite people and put them into groups."""
    return person.has_perm("accounts.change_user")
