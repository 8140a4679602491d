"""Keeping the index true when something changes that a page is found by but that is not the page itself.

Wagtail indexes a page when the page is saved. A profile is also found by its organisation's names, place and promises, and
a story by its partner's name.
"""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.search.backends import get_search_backends

from partners.models import Organisation, PartnerPage, Pledge
from search import vocabulary
from search.backends.presence import is_indexed
from stories.consent.erasing import words_erased
from stories.models import StoryPage


def index_again(pages: QuerySet[Any]) -> None:
    """Write the index entries of these pages anew."""
    found = list(pages)
    if found:
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(pages.model, found)


def _profiles_of(organisation_id: int) -> QuerySet[Any]:
    return PartnerPage.get_indexed_objects().filter(organisation_id=organisation_id)


@receiver([post_save, post_delete], sender=Pledge, dispatch_uid="search.index_profile_of_pledge")
def index_profile_of_pledge(sender: type[Pledge], instance: Pledge, raw: bool = False, **kwargs: Any) -> None:
    """Index the profiles of the organisation whose pledge changed."""
    if not raw:
        index_again(_profiles_of(instance.organisation_id))


@receiver(pre_save, sender=Organisation, dispatch_uid="search.notice_new_name")
def notice_new_name(sender: type[Organisation], instance: Organisation, raw: bool = False, **kwargs: Any) -> None:
    """Remember whether the organisation is about to be called something else."""
    before = None if raw else Organisation.objects.filter(pk=instance.pk).values_list("name", "name_cy").first()
    instance._is_renamed = bool(before) and before != (instance.name, instance.name_cy)  # type: ignore[attr-defined]


@receiver(post_save, sender=Organisation, dispatch_uid="search.index_pages_of_organisation")
def index_pages_of_organisation(
    sender: type[Organisation], instance: Organisation, created: bool, raw: bool = False, **kwargs: Any
) -> None:
    """Index the profiles of an organisation again; its stories too, which may be many, only under a new name."""
    if created or raw:
        return
    index_again(_profiles_of(instance.pk))
    if getattr(instance, "_is_renamed", False):
        index_again(StoryPage.get_indexed_objects().filter(organisation=instance))


@receiver(words_erased, dispatch_uid="search.unlearn_words")
def unlearn_words(sender: object, texts: dict[str, str], **kwargs: Any) -> None:
    """Forget the words that only an erased story had."""
    for language, text in texts.items():
        vocabulary.unlearn(language, text, is_indexed)
