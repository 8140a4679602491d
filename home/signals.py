"""What follows from saving: pictures get their renditions, languages their translators."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models.signals import post_migrate, post_save, pre_save
from django.dispatch import receiver
from wagtail.models import Page, UploadedFile
from wagtail.signals import page_published, page_unpublished

from home.models import BasePage, HomePage, Picture
from home.rendition_upkeep import refresh_renditions
from home.sanitising import sanitised_upload
from home.social_cards import delete_card, make_card
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

RENDITIONS = "home.renditions"


@receiver(post_save, sender=Picture, dispatch_uid="home.make_renditions")
def make_renditions_of_saved_picture(
    sender: type[Picture], instance: Picture, raw: bool = False, **kwargs: Any
) -> None:
    """Have the renditions made once the picture is stored for good; a fixture being loaded brings its own.

    Whoever uploads need not wait: cutting all of them out of a photograph takes up to half a minute. What fails is tried again.
    """
    if not raw:
        with transaction.atomic():
            post(RENDITIONS, subject=f"picture {instance.pk}", payload={"picture": instance.pk})


@carries_out(RENDITIONS)
def make_renditions_of(payload: Payload) -> None:
    """Make what is missing of a picture's renditions, unless it is gone."""
    if picture := Picture.objects.filter(pk=payload["picture"]).first():
        refresh_renditions(picture)


@receiver(pre_save, sender=UploadedFile, dispatch_uid="home.sanitise_waiting_pictures")
def sanitise_waiting_pictures(sender: type[UploadedFile], instance: UploadedFile, **kwargs: Any) -> None:
    """Strip a picture that waits for its title in the multiple upload, before it is written anywhere."""
    kind, upload = instance.for_content_type, instance.file
    if kind and kind.model_class() is Picture and upload and not getattr(upload, "_committed", True):
        instance.file = sanitised_upload(upload.file, upload.name or "")


@receiver(post_save, sender=HomePage, dispatch_uid="home.give_translators_their_tree")
def give_translators_their_tree(sender: type[HomePage], created: bool, raw: bool = False, **kwargs: Any) -> None:
    """Let a language's translators in as soon as its home page is there."""
    from home.translators import ensure_translator_groups

    if created and not raw:
        ensure_translator_groups()


@receiver(post_migrate, dispatch_uid="home.ensure_translator_groups")
def ensure_translator_groups_after_migrating(sender: AppConfig, using: str, **kwargs: Any) -> None:
    """Make the groups of languages that are new, once the tables they need are there."""
    from home.translators import ensure_translator_groups

    tables = connections[using].introspection.table_names() if sender.name == "home" else []
    if HomePage._meta.db_table in tables:
        ensure_translator_groups()


@receiver(page_published, dispatch_uid="home.make_card")
def make_card_of_published_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Draw the social card of a page that has gone live."""
    if isinstance(instance, BasePage):
        transaction.on_commit(lambda: make_card(instance), robust=True)


@receiver(page_unpublished, dispatch_uid="home.delete_card")
def delete_card_of_unpublished_page(sender: type[Page], instance: Page, **kwargs: Any) -> None:
    """Take away the social card of a page that is no longer live."""
    if isinstance(instance, BasePage):
        transaction.on_commit(lambda: delete_card(instance), robust=True)
