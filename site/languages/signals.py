"""What the states of translations follow: pages that come, go live, are taken down or deleted, and languages that change."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished, post_page_move

from languages.gate.action import require_gate_passed
from languages.gate.release import recheck_waiting
from languages.gate.unpublishing import HOME_DEPTH, move_translations, take_down_companions
from languages.models import PublicationPolicy
from languages.policy import ensure_policies
from languages.state import refresh
from upkeep.outbox.posting import post


@receiver(page_published, dispatch_uid="languages.require_the_gate")
def require_the_gate(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Stop a publication that did not ask the gate; aliases follow their original, which did."""
    if not instance.alias_of_id:
        require_gate_passed()


@receiver(page_unpublished, dispatch_uid="languages.take_down_companions")
def take_down_what_goes_together(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Take down the other languages of a page that was taken down, and derive its states again.

    Wagtail says the same of a page that is being deleted, without storing it: the others then stay, and the report tells of it.
    """
    is_being_deleted = Page.objects.filter(pk=instance.pk, live=True).exists()
    if not instance.alias_of_id and not is_being_deleted:
        take_down_companions(instance)
        refresh([instance.translation_key])


@receiver(page_published, dispatch_uid="languages.language_switched_on")
@receiver(page_unpublished, dispatch_uid="languages.language_switched_off")
def follow_the_languages_offered(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """When a home page goes live or is taken down, derive all states anew, and look again at what waits for that language."""
    if instance.depth == HOME_DEPTH and sender is not Page:  # the page Wagtail begins with is nobody's home page
        with transaction.atomic():
            post("refresh_standings", "standings", {})
            recheck_waiting()


@receiver(post_page_move, dispatch_uid="languages.move_translations")
def move_what_goes_together(
    sender: type[Page], instance: Page, parent_page_before: Page, parent_page_after: Page, **kwargs: Any
) -> None:
    """Move the translations of a page that was moved."""
    move_translations(instance, parent_page_before, parent_page_after)


@receiver(post_save, dispatch_uid="languages.refresh_created")
def refresh_when_a_page_is_made(
    sender: type[Any], instance: Any, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Derive the states of a page that is new in a language."""
    if created and not raw and isinstance(instance, Page) and instance.depth > 1:
        refresh([instance.translation_key])


@receiver(post_delete, sender=Page, dispatch_uid="languages.refresh_deleted")
def refresh_when_a_page_is_deleted(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Derive the states of what is left of a page."""
    refresh([instance.translation_key])


@receiver(post_migrate, dispatch_uid="languages.ensure_policies")
def ensure_policies_after_migrating(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Write down the rule of every type of page, once the table is there."""
    tables = connections[using].introspection.table_names() if sender.name == "languages" else []
    if PublicationPolicy._meta.db_table in tables:
        ensure_policies()
