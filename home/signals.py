"""What follows from saving: pictures get their renditions, languages their translators."""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections, transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_migrate, post_save, pre_save
from django.dispatch import receiver
from wagtail.documents import get_document_model
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, UploadedFile
from wagtail.signals import page_published, page_unpublished

from home.models import BasePage, HomePage, Picture, PictureRendition
from home.picture_effects import post_card, post_delete_file, post_forget_card, post_renditions
from home.sanitising import sanitised_upload


@receiver(post_save, sender=Picture, dispatch_uid="home.make_renditions")
def make_renditions_of_saved_picture(
    sender: type[Picture], instance: Picture, raw: bool = False, **kwargs: object
) -> None:
    """Have the renditions made once the picture is stored for good; a fixture being loaded brings its own."""
    if not raw:
        with transaction.atomic():
            post_renditions(instance)


@receiver([post_delete], sender=Picture, dispatch_uid="home.delete_file_of_picture")
@receiver([post_delete], sender=PictureRendition, dispatch_uid="home.delete_file_of_rendition")
@receiver([post_delete], sender=get_document_model(), dispatch_uid="home.delete_file_of_document")
def delete_file_with_its_row(
    sender: type[Model], instance: Picture | PictureRendition | AbstractDocument, **kwargs: object
) -> None:
    """Have a file deleted with its row. Wagtail does so after the commit, and forgets it when the process is killed there."""
    if instance.file:
        with transaction.atomic():
            post_delete_file(instance.file.name or "")


@receiver(pre_save, sender=UploadedFile, dispatch_uid="home.sanitise_waiting_pictures")
def sanitise_waiting_pictures(sender: type[UploadedFile], instance: UploadedFile, **kwargs: object) -> None:
    """Strip a picture that waits for its title in the multiple upload, before it is written anywhere."""
    kind, upload = instance.for_content_type, instance.file
    if kind and kind.model_class() is Picture and upload and not getattr(upload, "_committed", True):
        instance.file = sanitised_upload(upload.file, upload.name or "")


@receiver(post_save, sender=HomePage, dispatch_uid="home.give_translators_their_tree")
def give_translators_their_tree(sender: type[HomePage], created: bool, raw: bool = False, **kwargs: object) -> None:
    """Let a language's translators in as soon as its home page is there."""
    from home.translator_groups import ensure_translator_groups

    if created and not raw:
        ensure_translator_groups()


@receiver(post_migrate, dispatch_uid="home.ensure_translator_groups")
def ensure_translator_groups_after_migrating(sender: AppConfig, using: str, **kwargs: object) -> None:
    """Make the groups of languages that are new, once the tables they need are there."""
    from home.translator_groups import ensure_translator_groups

    tables = connections[using].introspection.table_names() if sender.name == "home" else []
    if HomePage._meta.db_table in tables:
        ensure_translator_groups()


@receiver(page_published, dispatch_uid="home.make_card")
def make_card_of_published_page(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Have the social card of a page drawn that has gone live."""
    if isinstance(instance, BasePage):
        with transaction.atomic():
            post_card(instance)


@receiver(page_unpublished, dispatch_uid="home.delete_card")
def delete_card_of_unpublished_page(sender: type[Page], instance: Page, **kwargs: object) -> None:
    """Have the social card of a page taken away that is no longer live."""
    if isinstance(instance, BasePage):
        with transaction.atomic():
            post_forget_card(instance)
