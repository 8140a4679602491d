"""What the states of translations follow: pages that come, go live, are taken down or deleted, and languages that change."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_delete, post_migrate, post_save
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_unpublished

from languages.models import PublicationPolicy
from languages.policy import ensure_policies
from languages.standings import refresh


@receiver(page_published, dispatch_uid="languages.refresh_published")
@receiver(page_unpublished, dispatch_uid="languages.refresh_unpublished")
def refresh_when_readers_see_a_change(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Derive the states of a page again that went live or was taken down."""
    refresh([instance.translation_key])


@receiver(post_save, dispatch_uid="languages.refresh_created")
def refresh_when_a_page_is_made(sender: type[Any], instance: Any, created: bool, raw: bool = False, **kwargs: Any) -> None:
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
