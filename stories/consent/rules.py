"""What each person in a story needs before the story may be shown, and whether it is there.

The rules are those of the coalition: everybody who can be recognised has said yes to the website; for anybody under 16 a parent
or guardian has said yes as well, and their name does not stand beside their picture; whoever must not be identified is not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Model, QuerySet
from wagtail.blocks import StreamValue
from wagtail.documents.models import Document

from home.models import Picture
from home.text_uses import text_uses_of
from stories.models.consent import Appearance, Consent, Giver, Person

if TYPE_CHECKING:
    from stories.models import StoryPage

SHORTEST_NAME: Final = 3
"""Letters of a name that is looked for in a text: "Jo" would be found in every "Jo's", but "Al" in nothing but names."""


def needed_givers(person: Person) -> tuple[Giver, ...]:
    """Return who has to agree: the person, and under 16 a parent or guardian besides."""
    return (Giver.PERSON, Giver.GUARDIAN) if person.is_under_16 else (Giver.PERSON,)


def missing_givers(appearance: Appearance, today: date) -> list[Giver]:
    """Return whose consent for the website does not hold today; asks nothing where `consents` were prefetched."""
    consents: Iterable[Consent] = appearance.consents.all()
    given = {consent.giver for consent in consents if consent.holds(today)}
    return [giver for giver in needed_givers(appearance.person) if giver not in given]


def appearances_in(story_key: Any) -> QuerySet[Appearance]:
    """Return the appearances in a story, with their people and consents, in three queries at most."""
    found = Appearance.objects.filter(story_key=story_key)
    return found.select_related("person").prefetch_related("consents").order_by("person__name", "pk")


def _references(page: StoryPage) -> Iterator[tuple[type[Model], int]]:
    """Yield the pictures and documents a story shows: at its head and in its text."""
    if page.picture_id:
        yield Picture, page.picture_id
    for model, key, _model_path, _content_path in page.body.stream_block.extract_references(page.body):
        if isinstance(model, type) and issubclass(model, Picture | Document):
            yield model, int(key)


def pictures_of(page: StoryPage) -> set[int]:
    """Return the keys of the pictures a story shows."""
    return {key for model, key in _references(page) if issubclass(model, Picture)}


def media_of(page: StoryPage) -> set[str]:
    """Return names of the pictures, films and documents of a story, such as `picture-12`, by which a new one is noticed."""
    return {f"{model._meta.model_name}-{key}" for model, key in _references(page)}


def text_of(page: StoryPage) -> str:
    """Return every word a reader or a machine gets to read of a story, the credits of its pictures included."""
    own = (words for name, use in text_uses_of(type(page)).items() if use.is_read for words in _words(page, name))
    credited = Picture.objects.filter(pk__in=pictures_of(page)).exclude(credit="").values_list("credit", flat=True)
    return "\n".join([*own, *credited])


def _words(page: StoryPage, name: str) -> Iterator[str]:
    value = getattr(page, name)
    if isinstance(value, StreamValue):
        yield from map(str, value.stream_block.get_searchable_content(value))
    else:
        yield str(value)


def is_named_in(person: Person, text: str) -> bool:
    """Say whether a person's real name, or a part of it, stands in a text as a word of its own."""
    parts = [part for part in person.name.split() if len(part) >= SHORTEST_NAME and part[:1].isupper()]
    names = [person.name, *parts] if len(person.name) >= SHORTEST_NAME else parts
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in names)
