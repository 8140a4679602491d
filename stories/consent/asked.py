"""What somebody with a private link is shown: each story they are in, what of it shows them, and what they said so far."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.storage import default_storage

from languages.locales import locale_code
from stories.consent import consent_wording
from stories.models import Appearance, Consent, PrivateLink, StoryPage, Withdrawal
from stories.plain import paragraphs


@dataclass(frozen=True, slots=True)
class Asked:
    """One story, for one holder of a link: its words and pictures, and whether and to what they agreed."""

    key: UUID
    title: str
    language: str
    paragraphs: list[str]
    pictures: list[str]
    in_words: bool
    is_live: bool
    answered: datetime | None
    purposes: list[str]
    withdrawn: datetime | None

    @property
    def agreed(self) -> bool:
        """Whether the story may be on the website, as far as this holder is concerned."""
        return "website" in self.purposes and self.withdrawn is None


def asked_of(link: PrivateLink, language: str) -> list[Asked]:
    """Return the stories somebody is asked about, in a language where they stand in it, else as they were written."""
    return list(_asked(link, language))


def _asked(link: PrivateLink, language: str) -> Iterator[Asked]:
    appearances = list(link.person.appearances.select_related("picture").order_by("pk"))
    for key in dict.fromkeys(appearance.story_key for appearance in appearances):
        pages = list(StoryPage.objects.filter(translation_key=key, alias_of=None).order_by("pk"))
        if pages:
            yield _about(link, [one for one in appearances if one.story_key == key], pages, language)


def _chosen(pages: list[StoryPage], language: str) -> StoryPage:
    in_language = [page for page in pages if locale_code(page.locale_id) == language]
    return (in_language or pages)[0].get_latest_revision_as_object()


def _about(link: PrivateLink, appearances: list[Appearance], pages: list[StoryPage], language: str) -> Asked:
    page, key = _chosen(pages, language), appearances[0].story_key
    said = Consent.objects.filter(appearance__in=appearances, giver=link.holder)
    standing = said.standing().first()
    withdrawal = Withdrawal.objects.filter(story_key=key).first()
    return Asked(
        key=key,
        title=page.title,
        language=locale_code(page.locale_id),
        paragraphs=[page.summary, *paragraphs(page.body)],
        pictures=[shown for one in appearances if one.picture and (shown := _as_data(one))],
        in_words=any(one.picture_id is None for one in appearances),
        is_live=any(one.live for one in pages),
        answered=standing.given_at if standing else None,
        purposes=[name for name in consent_wording.PURPOSES if standing and getattr(standing, f"for_{name}")],
        withdrawn=withdrawal.at if withdrawal else None,
    )


def _as_data(appearance: Appearance) -> str:
    """Return a small picture as part of the page: a picture of a draft has no address anybody may ask for."""
    rendition = appearance.picture.renditions.filter(filter_spec="width-480|format-jpeg").first()  # type: ignore[union-attr]  # asked only of appearances in a picture
    if rendition is None or not default_storage.exists(rendition.file.name):
        return ""
    with default_storage.open(rendition.file.name) as file:
        return f"data:image/jpeg;base64,{b64encode(file.read()).decode()}"
