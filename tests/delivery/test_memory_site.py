"""The memory in front of the real site."""

from __future__ import annotations

import os
import random
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, Site

from delivery.memory.wsgi_layer import PageMemory
from home.models import Menu, MenuItem, SiteSettings, Theme
from partners.models import JoinPage, Pledge
from stories.models import StoryPage
from tests.delivery.asking import ask
from tests.factories import (
    SmallSite,
    add_page,
    make_organisation,
    make_partner_page,
    make_picture,
    make_standard_page,
    make_story,
    make_strand,
)

CHANGES = int(os.environ.get("RANDOM_CHANGES", "25"))
"""How many changes editors make in the test of random changes; 500 take some minutes."""

Commit = Callable[[], AbstractContextManager[None]]


@pytest.fixture
def django_application() -> Iterator[WSGIHandler]:
    """The site without the memory; the end of a request must not close the connection that the test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield WSGIHandler()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def memory(site_tree, make_memory, django_application, recording, committing) -> PageMemory:
    """The site behind the memory."""
    with committing():
        make_strand()
    return make_memory(django_application)


def _story(tree: SmallSite, **values: object) -> StoryPage:
    return make_story(tree.stories["en"], organisation=make_organisation(), **values)


def test_pages_are_remembered_in_every_language(memory, site_tree):
    story = _story(site_tree)
    make_partner_page(site_tree.directories["en"], story.organisation)
    paths = ["/en/", "/cy/", "/en/stories/", "/cy/stories/", "/en/partners/", "/en/our-work/", "/cy/en/our-work/"]
    paths += [f"/en/stories/{story.slug}/", "/en/stories/feed/", f"/en/embed/stories/{story.slug}/"]
    paths += ["/sitemap.xml", "/sitemap-pages.xml"]
    for path in paths:
        replies = [ask(memory, path=path, HTTP_ACCEPT_ENCODING="br") for _time in range(2)]
        expected = (302, "bypass") if path == "/cy/en/our-work/" else (200, "hit")
        assert (replies[1].status, replies[1].how) == expected, path
        assert "Set-Cookie" not in replies[0].headers
    assert 'lang="cy"' in ask(memory, path="/cy/").body
    assert 'lang="en"' in ask(memory, path="/en/").body


def test_hit_asks_the_database_nothing(memory, django_assert_num_queries):
    ask(memory, path="/en/")
    with django_assert_num_queries(0):
        assert ask(memory, path="/en/").how == "hit"


def test_filter_without_an_unknown_parameter_in_any_link(memory, site_tree):
    _story(site_tree, region="wales")
    body = ask(memory, path="/en/stories/", query="utm_source=mail&place=wales").body
    assert "place=wales" in body
    assert "utm_source" not in body
    assert ask(memory, path="/en/stories/", query="place=wales").how == "hit"


def test_search_is_not_remembered(memory):
    assert [ask(memory, path="/en/search/", query="q=tea").how for _time in range(2)] == ["bypass", "bypass"]


def test_missing_page_is_missing_until_it_is_there(memory, site_tree, committing: Commit):
    assert ask(memory, path="/en/our-work/new/").status == 404
    with committing():
        make_standard_page(site_tree.sections["en"], slug="new")
    assert ask(memory, path="/en/our-work/new/").status == 200


def test_unpublished_page_is_gone_at_once(memory, site_tree, committing: Commit):
    story = _story(site_tree, title="Somebody's secret")
    path = f"/en/stories/{story.slug}/"
    assert "secret" in ask(memory, path=path).body
    assert "secret" in ask(memory, path="/en/stories/").body
    with committing():
        story.unpublish()
    assert ask(memory, path=path).status == 404
    for other in ("/en/stories/", "/en/stories/feed/", "/en/", "/sitemap-pages.xml"):
        assert "secret" not in ask(memory, path=other).body


def test_old_address_leads_to_the_new_one(memory, site_tree, committing: Commit):
    page = make_standard_page(site_tree.sections["en"], slug="new")
    with committing():
        Redirect.objects.create(old_path="/en/our-work/old", redirect_page=page)
        Redirect.objects.create(old_path="/en/our-work/old?id=3", redirect_link="/en/")
    replies = [ask(memory, path="/en/our-work/old/") for _time in range(2)]
    assert [(reply.status, reply.how) for reply in replies] == [(301, "miss"), (301, "hit")]
    assert replies[1].headers["Location"].endswith("/en/our-work/new/")
    assert ask(memory, path="/en/our-work/old/", query="id=3").headers["Location"] == "/en/"


def test_form_on_a_remembered_page_works(memory, site_tree):
    page = add_page(site_tree.sections["en"], JoinPage, title="Join", slug="join")
    path = page.get_url()
    assert [ask(memory, path=path).how for _time in range(2)] == ["miss", "hit"]
    posted = {"HTTP_ORIGIN": "http://testserver", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    reply = ask(memory, path=path, method="POST", **posted)
    assert (reply.status, reply.how) == (200, "bypass")
    assert "no-store" in reply.headers["Cache-Control"]
    assert ask(memory, path=path, method="POST", **{**posted, "HTTP_ORIGIN": "http://evil.example"}).status == 403
    assert ask(memory, path=path, query="done=sent").body != ask(memory, path=path).body


class Editors:
    """Editors who do anything at any time, the same things in the same order each time."""

    def __init__(self, tree: SmallSite) -> None:
        self._tree = tree
        self._chance = random.Random(3)  # noqa: S311  # repeatable, not secret
        self._stories = [_story(tree) for _number in range(4)]
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


def test_no_page_is_stale_after_any_change(memory, site_tree, django_application, committing: Commit):
    """After each change, every answer is the one Django gives, rendered for the purpose or remembered."""
    editors = Editors(site_tree)
    hows: list[str] = []
    for number in range(CHANGES):
        with committing():
            done = editors.act()
        for path in random.Random(number).sample(editors.paths(), 3):  # noqa: S311  # repeatable, not secret
            fresh = ask(django_application, path=path)
            for _time in range(2):
                given = ask(memory, path=path)
                assert (given.status, given.body) == (fresh.status, fresh.body), (done, path)
                hows.append(given.how)
    assert hows.count("hit") > CHANGES
