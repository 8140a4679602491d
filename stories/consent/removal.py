"""Removing the traces of a story from the database. To be called inside a transaction; each step does no harm twice."""

from __future__ import annotations

import json
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q
from taggit.models import Tag
from wagtail.admin.models import FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import ModelLogEntry, Page, PageLogEntry
from wagtail_localize.models import String, StringTranslation, Template, TranslatableObject

from stories.consent.traces import Traces
from stories.models import Appearance, Concern, KeptForm, PeopleStatement, Person, StoryPage
from upkeep.models import Effect

SHORTEST_TITLE = 5
"""Letters of a title that is looked for in letters still to be sent: a shorter one stands in letters about anything."""


def remove_pages(found: Traces) -> None:
    """Delete the pages with their revisions, workflows and comments, then what redirects and logs say of them."""
    for page in found.pages:
        page.delete()
    paths = [form for path in found.addresses for form in (path, f"{path}/")]
    Redirect.objects.filter(Q(old_path__in=paths) | Q(redirect_link__in=paths)).delete()
    FormState.objects.filter(content_type__in=_kinds(StoryPage, Page), object_id__in=map(str, found.page_ids)).delete()
    PageLogEntry.objects.filter(page_id__in=found.page_ids).update(label="", data={})


def remove_translations(found: Traces) -> None:
    """Delete what the translation editor knows of the story: sources, segments, and strings that nothing else uses."""
    keys = {found.story_key, *(page.translation_key for page in found.pages)}
    StringTranslation.objects.filter(context__object__translation_key__in=keys).delete()
    TranslatableObject.objects.filter(translation_key__in=keys).delete()
    # A string that was changed in the source long ago has neither segment nor translation left to be known by.
    String.objects.filter(segments=None, translations=None).delete()
    Template.objects.filter(segments=None).delete()


def remove_media(found: Traces) -> None:
    """Delete pictures and documents, tags only they had, and what the logs say of them."""
    for thing in (*found.pictures, *found.documents):
        _empty_log(type(thing), [thing.pk])
        tags = list(thing.tags.all())
        thing.delete()
        Tag.objects.filter(pk__in=[tag.pk for tag in tags], taggit_taggeditem_items=None).delete()


def _empty_log(model: type[Model], keys: Iterable[int]) -> None:
    entries = ModelLogEntry.objects.filter(content_type__in=_kinds(model), object_id__in=map(str, keys))
    entries.update(label="", data={})


def _kinds(*models: type[Model]) -> list[ContentType]:
    return list(ContentType.objects.get_for_models(*models).values())


def remove_people(found: Traces) -> None:
    """Delete who was in the story and what they agreed to; people who are in other stories stay, with those."""
    people = list(Person.objects.in_story(found.story_key).values_list("pk", flat=True))
    Appearance.objects.filter(story_key=found.story_key).delete()
    gone = list(Person.objects.filter(pk__in=people).nowhere().values_list("pk", flat=True))
    Person.objects.filter(pk__in=gone).delete()
    _empty_log(Person, gone)
    PeopleStatement.objects.filter(story_key=found.story_key).delete()
    concerns = Concern.objects.filter(Q(story_key=found.story_key) | Q(page__in=found.page_ids))
    _empty_log(Concern, concerns.values_list("pk", flat=True))
    concerns.delete()
    Effect.objects.left_over().filter(subject__in=[f"person {key}" for key in gone]).delete()


def remove_waiting(found: Traces) -> None:
    """Delete letters about the story that have not left or were given up, and forms about it that wait for their writer.

    The receipt names nobody and stays.
    """
    subjects = {f"story {found.story_key}", *(f"page {key}" for key in found.page_ids)}
    for effect in Effect.objects.left_over().filter(kind="mail"):
        if effect.subject in subjects or _tells_of(found, effect.payload):
            effect.delete()
    names = {name for _storage, name in found.files}
    for effect in Effect.objects.left_over().filter(kind="delete_file"):
        if effect.payload.get("file") in names:  # it is gone already, and its name may say whose it was
            effect.delete()
    for form in KeptForm.objects.all():
        if _tells_of(found, form.fields):
            form.delete()


def _tells_of(found: Traces, thing: object) -> bool:
    told = json.dumps(thing, ensure_ascii=False)
    return any(title in told for title in found.titles if len(title) >= SHORTEST_TITLE)
