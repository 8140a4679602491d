"""Keeping the index true when something changes that a page is found by but that is not the page itself.

Wagtail indexes a page when the page is saved. A profile is also found by its organisation's names, place and promises, and
a story by its partner's name. Those may be thousands, so the outbox indexes them once the change is stored.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import transaction
from django.db.models.signals import post_delete, post_save, pre_save
from django.dispatch import receiver
from wagtail.search.backends import get_search_backends

from partners.models import Organisation, PartnerPage, Pledge
from search import vocabulary
from search.backends.word_presence import is_indexed
from stories.consent.erasing import words_erased
from stories.models import StoryPage
from upkeep.outbox.handlers import Payload, carries_out
from upkeep.outbox.posting import post

INDEX: Final = "index_organisation"


def post_index(organisation_id: int, *, stories: bool) -> None:
    """Have the profiles of an organisation, and if asked its stories, indexed again once the present change is stored."""
    with transaction.atomic():
        post(INDEX, f"organisation {organisation_id}", {"organisation": organisation_id, "stories": stories})


@carries_out(INDEX)
def index_organisation(payload: Payload) -> None:
    """Write the index entries of an organisation's pages anew."""
    models: list[Any] = [PartnerPage, *([StoryPage] if payload["stories"] else [])]
    for model in models:
        found = list(model.get_indexed_objects().filter(organisation_id=payload["organisation"]))
        for backend in get_search_backends(with_auto_update=True) if found else ():
            backend.add_bulk(model, found)


@receiver([post_save, post_delete], sender=Pledge, dispatch_uid="search.index_profile_of_pledge")
def index_profile_of_pledge(sender: type[Pledge], instance: Pledge, raw: bool = False, **kwargs: object) -> None:
    """Index the profiles of the organisation whose pledge changed."""
    if not raw:
        post_index(instance.organisation_id, stories=False)


@receiver(pre_save, sender=Organisation, dispatch_uid="search.notice_new_name")
def notice_new_name(sender: type[Organisation], instance: Organisation, raw: bool = False, **kwargs: object) -> None:
    """Remember whether the organisation is about to be called something else."""
    before = None if raw else Organisation.objects.filter(pk=instance.pk).values_list("name", "name_cy").first()
    instance._is_renamed = bool(before) and before != (instance.name, instance.name_cy)  # type: ignore[attr-defined]  # from one handler to the next


@receiver(post_save, sender=Organisation, dispatch_uid="search.index_pages_of_organisation")
def index_pages_of_organisation(
    sender: type[Organisation], instance: Organisation, created: bool, raw: bool = False, **kwargs: object
) -> None:
    """Index the profiles of an organisation again; its stories too, which may be many, only under a new name."""
    if not (created or raw):
        post_index(instance.pk, stories=getattr(instance, "_is_renamed", False))


@receiver(words_erased, dispatch_uid="search.unlearn_words")
def unlearn_words(sender: object, texts: dict[str, str], **kwargs: object) -> None:
    """Forget the words that only an erased story had."""
    for language, text in texts.items():
        vocabulary.unlearn(language, text, is_indexed)
