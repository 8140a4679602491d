"""Every kind of public page asks as many questions with 10,000 stories as with 30: at most 12."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.search.backends import get_search_backend

from home.models import StrandPage
from home.renditions import make_renditions
from stories.models import FeaturedStory, StoryPage
from tests.factories import (
    SmallSite,
    add_page,
    make_organisation,
    make_partner_page,
    make_picture,
    make_standard_page,
    make_strand,
)
from tests.stories.test_queries import MOST, count_queries
from tests.stories.volume import add_stories

FEW, MANY = 30, 10_000
INDEXED = 500  # putting all of them into the search index takes longer than all other tests of this module

PATHS = (
    "/en/",
    "/cy/",
    "/en/stories/",
    "/en/stories/?strand=meet&place=wales",
    "/en/stories/?partner=many&language=en",
    "/en/stories/number-3/",
    "/cy/en/stories/number-3/",
    "/en/our-work/meet/",
    "/en/our-work/about/",
    "/en/partners/",
    "/en/partners/?region=wales",
    "/en/partners/many/",
    "/en/search/",
    "/en/search/?q=story",
    "/en/search/?q=story&place=wales",
    "/en/search/suggest/?q=st",
    "/en/stories/feed/",
    "/en/stories/feed/?strand=meet",
    "/en/embed/stories/number-3/",
    "/oembed/?url=http://testserver/en/stories/number-3/",
    "/sitemap.xml",
)


def _index(count: int) -> None:
    """Put the newest stories into the search index."""
    newest = list(StoryPage.objects.order_by("-pk")[:count])
    get_search_backend().get_index_for_model(StoryPage).add_items(StoryPage, newest)


@pytest.fixture
def site_of_30(site_tree: SmallSite) -> SmallSite:
    """Thirty stories of one partner, three of them chosen for the home page; a page of every other kind."""
    picture = make_picture()
    make_renditions(picture)
    partner = make_organisation(key="many", logo=picture, main_strand=make_strand())
    make_partner_page(site_tree.directories["en"], partner, slug="many")
    work = site_tree.sections["en"]
    add_page(work, StrandPage, title="Meet", slug="meet", summary="Meet.", full_title="Meet", strand=make_strand())
    make_standard_page(work, slug="about")
    add_stories(
        site_tree.stories["en"], FEW, picture_id=picture.pk, picture_decorative=True, organisation_id=partner.pk
    )
    for story in StoryPage.objects.all()[:3]:
        FeaturedStory.objects.create(index_page=site_tree.stories["en"], story=story)
    _index(FEW)
    return site_tree


def test_every_page_asks_the_same_with_ten_thousand_stories(site_of_30: SmallSite, client: Client) -> None:
    few = {path: count_queries(client, path) for path in PATHS}
    last = count_queries(client, "/en/stories/?page=4")
    example = StoryPage.objects.get(slug="number-3")
    same = {name: getattr(example, name) for name in ("picture_id", "picture_decorative", "organisation_id")}
    add_stories(site_of_30.stories["en"], MANY - FEW, **same)
    _index(INDEXED)
    assert StoryPage.objects.count() == MANY
    assert {path: count_queries(client, path) for path in PATHS} == few
    assert count_queries(client, "/en/stories/?page=1112") == last
    assert max(*few.values(), last) <= MOST
