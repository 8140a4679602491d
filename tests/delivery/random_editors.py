"""Editors who change a small site by chance."""

from __future__ import annotations

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from home.models import Menu, MenuItem, SiteSettings, Theme
from partners.models import Pledge
from stories.models import StoryPage
from tests.factories import (
    SmallSite,
    make_organisation,
    make_picture,
    make_standard_page,
    make_story,
    make_strand,
)
from tests.nightly import chance


def story_of_a_partner(tree: SmallSite, **values: object) -> StoryPage:
    return make_story(tree.stories["en"], organisation=make_organisation(), **values)


class Editors:
    """Editors who do anything at any time, the same things in the same order each time."""

    def __init__(self, tree: SmallSite) -> None:
        self._tree = tree
        self._chance = chance()
        self._stories = [story_of_a_partner(tree) for _number in range(4)]
        self._pages = [make_standard_page(tree.sections["en"]) for _number in range(2)]
        self._number = 0
        self._theme = Theme.objects.create(slug="food", names={"en": "Food"})
        self._menu = Menu.objects.create(place="header")
        self._redirect_from = Redirect.objects.create(old_path="/en/old", redirect_link="/en/")
        self._picture = make_picture()
        Pledge.objects.create(
            organisation=self._stories[0].organisation, promise={"en": "Help"}, due="2027-01-01", strand=make_strand()
        )

    def paths(self) -> list[str]:
        """Return the addresses of all pages, also of those that are not live or were elsewhere before."""
        listed = [f"/en/stories/{story.slug}/" for story in self._stories]
        placed = [f"/{code}/{slug}" for code in ("en", "cy") for slug in ("", "stories/", "our-work/", "partners/")]
        return [*listed, *placed, "/en/stories/feed/", "/sitemap-pages.xml", "/en/old/"]

    def act(self) -> str:
        """Do something; return what it was."""
        self._number += 1
        acts = [
            self._retitle,
            self._unpublish,
            self._republish,
            self._rename,
            self._reslug,
            self._update,
            self._reorder,
            self._move,
            self._change_logo,
            self._remake_renditions,
            self._retheme,
            self._keep_pledge,
            self._change_menu,
            self._change_settings,
            self._redirect,
            self._change_strand,
            self._delete_and_add,
        ]
        act = self._chance.choice(acts)
        act(StoryPage.objects.get(pk=self._chance.choice(self._stories).pk))
        return act.__name__

    def _retitle(self, story: StoryPage) -> None:
        story.title = f"Title {self._number}"
        story.save_revision().publish()

    def _unpublish(self, story: StoryPage) -> None:
        if story.pk != self._stories[0].pk:  # a feed without any story says when it was made
            story.unpublish()

    def _republish(self, story: StoryPage) -> None:
        story.get_latest_revision_as_object().save_revision().publish()

    def _rename(self, story: StoryPage) -> None:
        story.organisation.name = f"Organisation {self._number}"
        story.organisation.save()

    def _reslug(self, story: StoryPage) -> None:
        page = Page.objects.get(pk=self._chance.choice(self._pages).pk)
        page.slug = f"slug-{self._number}"
        page.save()

    def _update(self, story: StoryPage) -> None:
        StoryPage.objects.filter(pk=story.pk).update(summary=f"Summary {self._number}")

    def _reorder(self, story: StoryPage) -> None:
        first, second = (Page.objects.get(pk=page.pk) for page in self._pages)
        second.move(first, "left")

    def _move(self, story: StoryPage) -> None:
        page = Page.objects.get(pk=self._pages[0].pk)
        homes = (self._tree.sections["en"], self._tree.directories["en"])
        page.move(Page.objects.get(pk=homes[self._number % 2].pk), "last-child")

    def _change_logo(self, story: StoryPage) -> None:
        story.organisation.logo = None if story.organisation.logo_id else self._picture
        story.organisation.save()

    def _remake_renditions(self, story: StoryPage) -> None:
        self._picture.renditions.all().delete()
        self._picture.get_rendition(f"max-160x160|format-{self._chance.choice(['png', 'webp'])}")

    def _retheme(self, story: StoryPage) -> None:
        self._theme.names = {"en": f"Food {self._number}"}
        self._theme.save()
        story.themes.add(self._theme)
        story.save()

    def _keep_pledge(self, story: StoryPage) -> None:
        pledge = Pledge.objects.get()
        pledge.state = Pledge.State.MADE if pledge.state == Pledge.State.KEPT else Pledge.State.KEPT
        pledge.save()

    def _change_menu(self, story: StoryPage) -> None:
        if self._number % 2:
            MenuItem.objects.create(menu=self._menu, page_id=self._pages[1].pk)
        else:
            MenuItem.objects.all().delete()

    def _change_settings(self, story: StoryPage) -> None:
        settings = SiteSettings.for_site(Site.objects.get())
        settings.contact_email = f"hello-{self._number}@together.example"
        settings.save()

    def _redirect(self, story: StoryPage) -> None:
        self._redirect_from.redirect_link = self._chance.choice(["/en/", "/cy/", "/en/stories/"])
        self._redirect_from.save()

    def _change_strand(self, story: StoryPage) -> None:
        strand = make_strand()
        strand.names = {"en": f"Meet {self._number}"}
        strand.save()

    def _delete_and_add(self, story: StoryPage) -> None:
        Page.objects.get(pk=self._pages[1].pk).delete()
        self._pages[1] = make_standard_page(self._tree.sections["en"])
