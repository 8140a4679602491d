"""Loading stories, and choosing those the home page shows."""

from __future__ import annotations

from datetime import UTC, datetime, time

from demo.content_files import Entry, entries
from demo.tree import Tree
from home.models import Strand, Theme
from partners.models import Organisation
from stories.models import FeaturedStory, StoryIndexPage, StoryPage

TEXTS = ("title", "slug", "summary", "people", "card_quote", "picture_alt", "picture_caption", "locality")


class StoryLoader:
    """Makes story pages from entries; what a story is about comes from its original."""

    def __init__(
        self, tree: Tree, strands: dict[str, Strand], themes: dict[str, Theme], organisations: dict[str, Organisation]
    ) -> None:
        self.tree = tree
        self.strands = strands
        self.themes = themes
        self.organisations = organisations

    def load(self) -> None:
        """Make every story in every language that has a story index."""
        found = list(entries("stories"))
        originals = {entry.key: entry for entry in found if entry.is_original}
        for entry in found:
            self._load(entry, originals[entry.key])

    def _load(self, entry: Entry, original: Entry) -> None:
        parent = self.tree.pages["stories"].get(entry.language)
        if parent is None:
            return
        values = self._values(entry, original)
        made = self.tree.add(entry.key, entry.language, parent, StoryPage, entry.body, **values)
        if not made.live:
            made.other_strands = [self.strands[slug] for slug in original.data["strands"][1:]]
            made.themes = [self.themes[slug] for slug in original.data["themes"]]
            made.first_published_at = datetime.combine(original.data["date"], time(9), UTC)

    def _values(self, entry: Entry, original: Entry) -> dict[str, object]:
        about = original.data
        return {
            **{name: entry.data[name] for name in TEXTS if name in entry.data},
            "region": about["region"],
            "organisation": self.organisations[about["organisation"]],
            "strand": self.strands[about["strands"][0]],
            "picture_id": self.tree.picture_ids.get(about.get("picture", "")),
            "original_language": original.language,
            "story_date": about["date"],
        }


def feature_stories(tree: Tree) -> None:
    """Show the stories marked `featured` on the home page of every language they stand in."""
    marked = sorted((e.data["featured"], e.key) for e in entries("stories") if "featured" in e.data)
    for index in StoryIndexPage.objects.filter(featured=None):
        language = index.locale.language_code
        chosen = [page for _place, key in marked if (page := tree.pages[key].get(language) or _any(tree, key))]
        index.featured = [FeaturedStory(story=page, sort_order=number) for number, page in enumerate(chosen)]
        index.save_revision().publish()


def _any(tree: Tree, key: str) -> StoryPage | None:
    return next(iter(tree.pages[key].values()), None)
