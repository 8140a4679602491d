"""The headers that the HTTP Observatory scores (130 of 145; what is left is being in browsers' HSTS list and integrity of foreign scripts)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories import SmallSite

SCORED = {
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains; preload",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


@pytest.fixture
def over_tls(settings: Any) -> Client:
    """A browser that comes by https to a site in production."""
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
    settings.SECURE_SSL_REDIRECT = True
    return Client(headers={"Host": "testserver"})


@pytest.mark.parametrize(
    "path",
    ["/", "/en/", "/cy/stories/", "/en/nothing-there/", "/en/search/?q=bus", "/healthz", "/robots.txt", "/sitemap.xml"],
)
def test_every_answer_has_the_headers_that_are_scored(site_tree: SmallSite, over_tls: Client, path: str) -> None:
    response = over_tls.get(path, secure=True)
    assert {name: response.get(name) for name in SCORED} == SCORED
    policy = response["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert not response.cookies


def test_plain_http_leads_to_https_on_the_same_host(site_tree: SmallSite, over_tls: Client) -> None:
    response = over_tls.get("/en/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/en/")


def test_media_that_are_not_there_have_them_too(site_tree: SmallSite, client: Client) -> None:
    missing = client.get("/media/nothing.png")
    assert missing["X-Content-Type-Options"] == "nosniff"
    assert "unsafe" not in missing["Content-Security-Policy"]
