"""Stories in the words of the coalition; views only compose them."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from django.db.models import Count, Exists, F, OuterRef, Q
from wagtail.models import Page
from wagtail.models import PageManager as WagtailPageManager
from wagtail.query import PageQuerySet

from delivery.prepared import Slot
from partners.desk.placed_pictures import picture_text_uses

if TYPE_CHECKING:
    from stories.models import StoryPage  # noqa: F401  # for annotations only: models import this module

# What no card shows. A story's body alone is several kilobytes, and decoding it costs more than the rest of its row.
UNSEEN_IN_LISTS = ("body", "people", *picture_text_uses(), "search_description", "seo_title")


class StoryQuerySet(PageQuerySet):
    """Questions readers and editors ask of stories."""

    def published(self) -> StoryQuerySet:
        """Live stories in the words of their own language: an alias is no translation."""
        return self.live().filter(alias_of=None)

    def written_in(self, locale_id: int | Slot | None) -> StoryQuerySet:
        """Stories that can be read in a language; none where the language has no Locale."""
        return self.published().filter(locale_id=locale_id)

    def once_each(self, locale_id: int | Slot | None) -> StoryQuerySet:
        """Every story once: in the reader's language where it stands in it, else in the language it was written in."""
        translated = Page.objects.filter(
            translation_key=OuterRef("translation_key"), locale_id=locale_id, live=True, alias_of=None
        )
        original = Q(locale__language_code=F("original_language")) & ~Exists(translated)
        return self.published().filter(Q(locale_id=locale_id) | original)

    def in_strands(self, slugs: Collection[str | Slot]) -> StoryQuerySet:
        """Stories whose main strand, or one of the others, is one of these."""
        from stories.models import StoryPage

        others = StoryPage.other_strands.through.objects.filter(strand__slug__in=slugs)
        return self.filter(Q(strand__slug__in=slugs) | Q(pk__in=others.values("storypage_id")))

    def about(self, theme: str | Slot) -> StoryQuerySet:
        """Stories with the theme of this slug."""
        from stories.models import StoryPage

        return self.filter(pk__in=StoryPage.themes.through.objects.filter(theme__slug=theme).values("storypage_id"))

    def newest_first(self) -> StoryQuerySet:
        """By the date of the story, latest first; a second key keeps pages from overlapping."""
        return self.order_by("-story_date", "-pk")

    def for_cards(self) -> StoryQuerySet:
        """With what a card shows, in one query: strand, partner and picture; without what it does not."""
        return self.select_related("strand", "organisation", "picture").defer(*UNSEEN_IN_LISTS)

    def newest_cards(self, start: int, stop: int) -> StoryQuerySet:
        """The stories from `start` to `stop`, newest first, with what cards show.

        Their keys are found before anything else of them: sorting whole rows of 10,000 stories takes ten times as long.
        """
        return self._afresh().filter(pk__in=self.newest_keys(start, stop)).newest_first().for_cards()

    def newest_keys(self, start: int, stop: int) -> StoryQuerySet:
        """The primary keys of the stories from `start` to `stop`, newest first; may be part of a union."""
        keys = self.newest_first().values("pk")[start:stop]
        return self._afresh().filter(pk__in=keys).order_by().values("pk")

    def _afresh(self) -> StoryQuerySet:
        return self.model._default_manager.all()

    def count_by_region(self) -> dict[str, int]:
        """Return how many of these stories there are in each nation and region that has any."""
        return dict(self.order_by().values_list("region").annotate(count=Count("pk")))


StoryManager = WagtailPageManager.from_queryset(StoryQuerySet)
