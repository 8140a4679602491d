"""What is remembered and what is not; tags, compressions and methods."""

from __future__ import annotations

import pytest

from delivery.memory.encodings import preferred
from delivery.memory.wsgi_layer import PageMemory
from tests.delivery.asking import Application, ask

HTML = "text/html; charset=utf-8"


def _hows(memory: PageMemory, **request: str) -> list[str]:
    return [ask(memory, **request).how for _time in range(3)]


def test_page_is_rendered_once(make_memory):
    application = Application()
    memory = make_memory(application)
    assert _hows(memory) == ["miss", "hit", "hit"]
    assert application.asked == ["/en/about/?"]


@pytest.mark.parametrize("kind", [HTML, "application/atom+xml; charset=utf-8", "application/xml"])
def test_kinds_of_page_that_are_remembered(make_memory, kind):
    assert _hows(make_memory(Application(headers={"Content-Type": kind})))[1:] == ["hit", "hit"]


def test_page_whose_language_is_in_its_address_varies_by_compression_alone(make_memory):
    memory = make_memory(Application(headers={"Content-Type": HTML, "Vary": "Accept-Language"}))
    assert _hows(memory, path="/sitemap.xml")[1:] == ["hit", "hit"]
    assert ask(memory, path="/sitemap.xml").headers["Vary"] == "Accept-Encoding"


def test_name_of_the_first_request_is_not_told_to_the_next(make_memory):
    memory = make_memory(Application(headers={"Content-Type": HTML, "X-Request-ID": "0123456789abcdef"}))
    assert [ask(memory).headers.get("X-Request-ID") for _time in range(2)] == [None, None]


@pytest.mark.parametrize("status", ["301 Moved Permanently", "308 Permanent Redirect"])
def test_permanent_redirect_is_remembered(make_memory, status):
    memory = make_memory(Application(status, {"Content-Type": HTML, "Location": "/en/new/"}))
    assert _hows(memory)[1:] == ["hit", "hit"]
    assert ask(memory).headers["Location"] == "/en/new/"
    assert ask(memory, query="id=3").how == "bypass"


@pytest.mark.parametrize(
    ("status", "more"),
    [
        ("200 OK", {"Set-Cookie": "a=b"}),
        ("200 OK", {"Cache-Control": "private"}),
        ("200 OK", {"Cache-Control": "max-age=60, No-Store"}),
        ("200 OK", {"Cache-Control": "no-cache"}),
        ("200 OK", {"Vary": "Cookie"}),
        ("200 OK", {"Vary": "Accept-Encoding, User-Agent"}),
        ("200 OK", {"Vary": "*"}),
        ("200 OK", {"Content-Encoding": "gzip"}),
        ("200 OK", {"Content-Type": "application/json"}),
        ("200 OK", {"Content-Type": "text/htmlish"}),
        ("200 OK", {"Content-Type": ""}),
        ("206 Partial Content", {}),
        ("302 Found", {"Location": "/en/"}),
        ("403 Forbidden", {}),
        ("404 Not Found", {}),
        ("410 Gone", {}),
        ("500 Internal Server Error", {}),
    ],
)
def test_answer_that_is_not_remembered(make_memory, status, more):
    application = Application(status, {"Content-Type": HTML, **more})
    assert _hows(make_memory(application)) == ["bypass"] * 3
    assert len(application.asked) == 3


@pytest.mark.parametrize(
    "request_of",
    [
        {"HTTP_COOKIE": "sessionid=abc"},
        {"HTTP_COOKIE": "theme=dark; sessionid=abc"},
        {"HTTP_AUTHORIZATION": "Basic x"},
        {"method": "POST"},
        {"method": "OPTIONS"},
        {"path": "/"},
        {"path": "/admin/"},
        {"path": "/healthz"},
        {"path": "/robots.txt"},
        {"path": "/static/css/a.css"},
        {"path": "/media/a.jpg"},
        {"path": "/oembed/"},
        {"path": "/en/search/"},
        {"path": "/en/search/suggest/"},
        {"path": "/en/" + "a" * 500 + "/"},
        {"HTTP_HOST": "evil.example"},
        {"HTTP_HOST": "testserver:81"},
        {"HTTP_HOST": ""},
        {"SCRIPT_NAME": "/below"},
    ],
)
def test_request_that_goes_straight_to_django(make_memory, request_of):
    application = Application()
    memory = make_memory(application)
    ask(memory)
    assert _hows(memory, **request_of) == ["bypass"] * 3
    assert len(application.asked) == 4
    assert ask(memory).how == "hit"


def test_straight_answer_is_kept_by_nobody(make_memory):
    memory = make_memory(Application())
    assert ask(memory, HTTP_COOKIE="sessionid=abc").headers["Cache-Control"] == "private, no-store"
    assert ask(memory, path="/en/search/").headers["Cache-Control"] == "private, max-age=0, must-revalidate"
    own = make_memory(Application(headers={"Cache-Control": "max-age=9"}))
    assert ask(own, path="/static/a.css").headers["Cache-Control"] == "max-age=9"


def test_page_is_checked_by_browsers_and_kept_by_a_cdn_if_wished(make_memory, settings):
    assert ask(make_memory(Application())).headers["Cache-Control"] == "public, max-age=0, must-revalidate"
    settings.PAGE_CDN_SECONDS = 30
    assert ask(make_memory(Application())).headers["Cache-Control"].endswith(", s-maxage=30")


def test_headers_of_the_page_are_kept_but_not_those_of_one_answer(make_memory):
    kept = {"Content-Type": HTML, "Content-Security-Policy": "default-src 'none'", "X-Robots-Tag": "noindex"}
    memory = make_memory(Application(headers={**kept, "X-Request-ID": "1", "Date": "yesterday", "ETag": '"theirs"'}))
    ask(memory)
    reply = ask(memory)
    assert kept.items() <= reply.headers.items()
    assert not {"X-Request-ID", "Date"} & reply.headers.keys()
    assert reply.headers["Vary"] == "Accept-Encoding"
    assert reply.headers["ETag"] != '"theirs"'


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_head_is_get_without_the_body(make_memory, encoding):
    memory = make_memory(Application())
    got = ask(memory, HTTP_ACCEPT_ENCODING=encoding)
    head = ask(memory, method="HEAD", HTTP_ACCEPT_ENCODING=encoding)
    assert head.raw == b""
    assert head.how == "hit"
    assert {**head.headers, "X-Page-Memory": "miss"} == got.headers
    assert int(head.headers["Content-Length"]) == len(got.raw)


def test_head_first_renders_the_whole_page(make_memory):
    memory = make_memory(Application())
    assert ask(memory, method="HEAD").raw == b""
    assert "/en/about/" in ask(memory).body


def test_tag_is_strong_and_differs_between_compressions(make_memory):
    memory = make_memory(Application())
    tags = {ask(memory, HTTP_ACCEPT_ENCODING=encoding).headers["ETag"] for encoding in ("br", "gzip", "")}
    assert len(tags) == 3
    assert not any(tag.startswith("W/") for tag in tags)


def test_all_compressions_say_the_same(make_memory):
    memory = make_memory(Application())
    replies = [ask(memory, HTTP_ACCEPT_ENCODING=encoding) for encoding in ("br", "gzip", "")]
    assert [reply.headers.get("Content-Encoding") for reply in replies] == ["br", "gzip", None]
    assert len({reply.body for reply in replies}) == 1
    assert all(int(reply.headers["Content-Length"]) == len(reply.raw) for reply in replies)


@pytest.mark.parametrize("pattern", ["{}", "W/{}", '"other", {}', "*", ' "x" ,W/{} '])
def test_page_the_browser_has_is_not_sent_again(make_memory, pattern):
    memory = make_memory(Application())
    tag = ask(memory, HTTP_ACCEPT_ENCODING="br").headers["ETag"]
    reply = ask(memory, HTTP_ACCEPT_ENCODING="br", HTTP_IF_NONE_MATCH=pattern.format(tag))
    assert (reply.status, reply.raw) == (304, b"")
    assert reply.headers["ETag"] == tag
    assert not {"Content-Length", "Content-Type", "Content-Encoding"} & reply.headers.keys()


@pytest.mark.parametrize("wanted", ['"other"', "", "nonsense", '"'])
def test_other_tags_get_the_page(make_memory, wanted):
    memory = make_memory(Application())
    ask(memory)
    assert ask(memory, HTTP_IF_NONE_MATCH=wanted).status == 200


def test_tag_of_another_compression_gets_the_page(make_memory):
    memory = make_memory(Application())
    tag = ask(memory, HTTP_ACCEPT_ENCODING="br").headers["ETag"]
    assert ask(memory, HTTP_ACCEPT_ENCODING="gzip", HTTP_IF_NONE_MATCH=tag).status == 200


def test_range_and_dates_are_ignored(make_memory):
    memory = make_memory(Application())
    whole = ask(memory)
    part = ask(memory, HTTP_RANGE="bytes=0-10", HTTP_IF_MODIFIED_SINCE="Fri, 31 Dec 2999 23:59:59 GMT")
    assert (part.status, part.raw) == (200, whole.raw)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("", ""),
        ("br", "br"),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("GZIP", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip;q=0", ""),
        ("br;q=0, gzip", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("br;q=0, *", "gzip"),
        ("identity", ""),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0", ""),
        ("br;q=0.3, gzip;q=0.8", "gzip"),
        ("gzip;q=nan", ""),
        ("gzip;q=9", ""),
        ("gzip;q=-1", ""),
        ("gzip ; q = 0.5", "gzip"),
        (";;;,,,q=1;q=1", ""),
        ("brotli, gzipped", ""),
        ("deflate, compress", ""),
        ("a" * 100_000, ""),
    ],
)
def test_preferred_compression(accept, expected):
    assert preferred(accept) == expected


def test_short_page_is_sent_as_it_is(make_memory):
    def application(environ, start_response):
        start_response("200 OK", [("Content-Type", HTML)])
        return [b"ok"]

    reply = ask(make_memory(application), HTTP_ACCEPT_ENCODING="gzip, br")
    assert (reply.raw, reply.headers.get("Content-Encoding")) == (b"ok", None)
