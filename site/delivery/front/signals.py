"""Which changes have copies dropped at once. What else a page shows is asked for again after `PAGE_CDN_SECONDS`."""

from __future__ import annotations

from django.conf import settings
from django.dispatch import receiver
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move, pre_page_move

from delivery.front.purged_addresses import files_of, of_page
from delivery.front.purging import purge_soon


@receiver(page_published, dispatch_uid="delivery.purge_published")
def purge_published(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Drop copies of a page that has changed, and of what stands above it."""
    if settings.WAGTAILFRONTENDCACHE:
        purge_soon(of_page(instance))


@receiver(page_unpublished, dispatch_uid="delivery.purge_unpublished")
def purge_unpublished(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Drop copies of a page that has gone and of its files; then every page, for any may have named it."""
    if settings.WAGTAILFRONTENDCACHE:
        purge_soon(of_page(instance), files_of(instance), everything=True)


@receiver([pre_page_move, post_page_move], dispatch_uid="delivery.purge_moved")
def purge_moved(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Drop copies of a page under its old and its new address; and every page, since those below it move along."""
    if settings.WAGTAILFRONTENDCACHE:
        purge_soon(of_page(instance), everything=True)


@receiver(page_slug_changed, dispatch_uid="delivery.purge_renamed")
def purge_renamed(sender: type[Page], instance: Page, instance_before: Page, **kwargs: object) -> None:
    """Drop copies of a page under its old and its new address; and every page, since those below it move along."""
    if settings.WAGTAILFRONTENDCACHE:
        purge_soon([*of_page(instance_before), *of_page(instance)], everything=True)
