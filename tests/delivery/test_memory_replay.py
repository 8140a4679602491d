"""What somebody who is signed in was answered is given to nobody else, and a form on a remembered page works for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from django.test import Client

from accounts.models import User
from delivery.memory.wsgi_layer import PageMemory
from partners.models import Application, Membership, Organisation
from stories.models import PublicStory
from tests.delivery.asking import ask
from tests.factories import SmallSite, make_organisation, make_story
from tests.test_urls import AT_THE_DESK, FOR_MACHINES, FOR_READERS

MARK = "Zebulonia"
"""The name of the one who is signed in, in everything that is about them alone."""
OWN = ("/en/account/", "/cy/account/", "/en/desk/", "/en/desk/organisation-1/team/", "/admin/", "/admin/account/")


@pytest.fixture
def memory(site_tree: SmallSite, make_memory) -> Iterator[PageMemory]:
    """The site behind the memory; the end of a request must not close the connection that the test's transaction is on."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield make_memory(WSGIHandler())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def cookie_of(organisation: Organisation) -> str:
    """Return the cookie of an administrator who is also a member."""
    user = User.objects.create_superuser("zeb", "zeb@example.org", first_name=MARK)
    Membership.objects.create(user=user, organisation=organisation, role="owner")
    client = Client()
    client.force_login(user)
    return f"sessionid={client.cookies['sessionid'].value}"


def test_no_answer_of_somebody_is_served_to_another(memory: PageMemory, site_tree: SmallSite) -> None:
    organisation = make_organisation(key="organisation-1")
    story = make_story(site_tree.stories["en"], organisation=organisation)
    cookie = cookie_of(organisation)
    tables = (FOR_READERS, AT_THE_DESK, FOR_MACHINES)
    paths = {path.partition("?")[0] for table in tables for path, _status in table.values()}
    marked = 0
    for path in sorted({*paths, *OWN, story.get_url()}):
        before = ask(memory, path=path)
        mine = ask(memory, path=path, HTTP_COOKIE=cookie)
        after = ask(memory, path=path)
        marked += MARK in mine.body if mine.status == 200 else 0
        assert after.status == before.status, path
        assert MARK not in after.body, path
        if mine.status == 200 and MARK in mine.body:
            assert "no-store" in mine.headers["Cache-Control"] or "private" in mine.headers["Cache-Control"], path
        assert "Set-Cookie" not in after.headers or "sessionid" not in after.headers["Set-Cookie"], path
    assert marked >= 3


TOLD = {"text": "Chairs on the pavement.", "region": "wales", "people": "me", "agreed": "on", "leave_empty": ""}


def send(memory: PageMemory, number: int, **headers: str) -> int:
    """Send the form of a remembered page, and return the status of the answer."""
    body = urlencode({**TOLD, "email": f"reader-{number}@example.org"}).encode()
    form = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": str(len(body))}
    network = {"REMOTE_ADDR": f"10.0.{number}.1", "wsgi.input": BytesIO(body)}
    return ask(memory, path="/en/tell-us/", method="POST", **form, **network, **headers).status


def test_two_readers_of_one_remembered_page_both_send_and_other_sites_do_not(memory: PageMemory) -> None:
    readers = [ask(memory, path="/en/tell-us/", HTTP_COOKIE=f"a={number}") for number in range(2)]
    assert [reader.how for reader in readers] == ["miss", "hit"]
    assert readers[0].body == readers[1].body
    valid = [send(memory, number, HTTP_ORIGIN="http://testserver") for number in range(10)]
    assert valid == [303] * 10
    assert PublicStory.objects.count() == 10
    foreign = [{"HTTP_ORIGIN": "https://evil.example"}, {"HTTP_ORIGIN": "null"}, {"HTTP_SEC_FETCH_SITE": "cross-site"}]
    foreign += [{"HTTP_SEC_FETCH_SITE": "same-site"}, {"HTTP_ORIGIN": "http://testserver.evil.example"}]
    assert [send(memory, 20 + number, **headers) for number, headers in enumerate(foreign)] == [403] * 5
    assert (PublicStory.objects.count(), Application.objects.count()) == (10, 0)
