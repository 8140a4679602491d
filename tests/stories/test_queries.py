"""Pages ask the database as many questions with 200 stories as with 10: at most 12."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.renditions import make_renditions
from stories.models import FeaturedStory, StoryPage
from tests.factories import SmallSite, make_organisation, make_partner_page, make_picture
from tests.stories.volume import add_stories

MOST = 12


def count_queries(client: Client, url: str) -> int:
    """Return how many queries an address takes once the process is warm."""
    client.get(url)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(url)
        count = len(queries)
    assert response.status_code == 200
    return count


@pytest.fixture
def full_site(site_tree: SmallSite) -> SmallSite:
    """Ten English stories with all they can have, and one in Welsh."""
    picture = make_picture()
    make_renditions(picture)
    organisation = make_organisation(logo=picture)
    make_partner_page(site_tree.directories["en"], organisation)
    values = {"picture_id": picture.pk, "picture_decorative": True, "organisation_id": organisation.pk}
    add_stories(site_tree.stories["en"], 10, **values)
    add_stories(site_tree.stories["cy"], 1, **values, original_language="cy")
    for story in StoryPage.objects.all()[:3]:
        FeaturedStory.objects.create(index_page=site_tree.stories["en"], story=story)
    return site_tree


PATHS = [
    "/en/",
    "/en/stories/",
    "/en/stories/?strand=meet&place=wales",
    "/en/stories/number-3/",
    "/cy/stories/",
    "/cy/en/stories/number-3/",
    "/en/stories/feed/?strand=meet",
    "/en/embed/stories/number-3/",
    "/oembed/?url=http://testserver/en/stories/number-3/",
]


@pytest.mark.parametrize("path", PATHS)
def test_queries_do_not_grow_with_stories(full_site: SmallSite, client: Client, path: str) -> None:
    few = count_queries(client, path)
    example = StoryPage.objects.get(slug="number-3")
    values = {"picture_id": example.picture_id, "organisation_id": example.organisation_id}
    add_stories(full_site.stories["en"], 100, **values)
    add_stories(full_site.stories["cy"], 90, **values, original_language="cy")
    assert count_queries(client, path) == few
    assert few <= MOST
