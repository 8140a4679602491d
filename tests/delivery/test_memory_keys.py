"""Which requests are the same page, and that nobody is given what was made for somebody else."""

from __future__ import annotations

from random import Random

import pytest

from delivery.memory.declarations import remembered_parameters
from delivery.memory.keys import known_hosts, normalised
from tests.delivery.asking import Application, ask
from tests.nightly import chance

NAMES = ("strand", "place", "page")
LANGUAGES = ("en", "cy", "gd", "ga", "pl", "ur")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("", ("", False)),
        ("place=wales&strand=meet", ("strand=meet&place=wales", False)),
        ("strand=meet&strand=act", ("strand=meet&strand=act", False)),
        ("page=&place=&strand=", ("", False)),
        ("utm_source=x", ("", True)),
        ("utm_source=x&page=2&fbclid=y", ("page=2", True)),
        ("place=a%20b+c", ("place=a+b+c", False)),
        ("place=%F0%9F%92%A5", ("place=%F0%9F%92%A5", False)),
        ("place=\xc5\xb7", ("place=%C5%B7", False)),
        ("place=%FF", ("place=%EF%BF%BD", False)),
        ("place=a%26page%3D2", ("place=a%26page%3D2", False)),
        ("&&&=&==&?", ("", True)),
        ("&".join(["strand=a"] * 21), None),
        ("place=" + "a" * 101, None),
    ],
)
def test_normalised_query(raw, expected):
    assert normalised(raw, NAMES) == expected


def test_thousand_unknown_parameters_make_no_page_of_their_own(make_memory):
    application = Application()
    memory = make_memory(application)
    ask(memory, query="place=wales")
    for number in range(1000):
        unknown = "&".join(f"x{number}-{part}={part}" for part in range(number % 7))
        assert ask(memory, query=f"{unknown}&place=wales").how == "hit"
    many = "&".join(f"x{number}=1" for number in range(1000))
    assert ask(memory, query=f"{many}&place=wales").how == "hit"
    assert application.asked == ["/en/about/?place=wales"]


def test_order_of_parameters_does_not_matter(make_memory):
    memory = make_memory(Application())
    assert ask(memory, query="place=wales&strand=meet").how == "miss"
    reply = ask(memory, query="strand=meet&place=wales")
    assert reply.how == "hit"
    assert "/en/about/?strand=meet&amp;place=wales" in reply.body.replace("&", "&amp;")


def test_values_that_are_too_many_are_answered_as_they_were_asked(make_memory):
    application = Application()
    raw = "&".join(f"strand={number}" for number in range(30))
    assert ask(make_memory(application), query=raw).how == "bypass"
    assert application.asked == [f"/en/about/?{raw}"]


def test_missing_page_with_unknown_parameters_is_asked_as_it_came(make_memory):
    application = Application("404 Not Found")
    assert ask(make_memory(application), query="id=3").status == 404
    assert application.asked == ["/en/about/?", "/en/about/?id=3"]


def test_known_hosts_leave_out_patterns_and_other_ports():
    hosts = known_hosts(["*", ".example.org", "Together.Example", "10.0.0.1"], "https://together.example:8443")
    assert hosts == {"together.example", "together.example:8443", "10.0.0.1", "10.0.0.1:8443"}


def test_scheme_is_believed_from_the_proxy_only_where_there_is_one(make_memory, settings):
    memory = make_memory(Application())
    ask(memory)
    assert ask(memory, HTTP_X_FORWARDED_PROTO="https").how == "hit"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    behind = make_memory(Application())
    assert ask(behind).how == "miss"
    secure = ask(behind, HTTP_X_FORWARDED_PROTO="https")
    assert secure.how == "miss"
    assert "'HTTP_X_FORWARDED_PROTO', 'https'" in secure.body
    assert ask(behind, HTTP_X_FORWARDED_PROTO="https, http").how == "hit"


def test_forwarded_host_is_no_other_host(make_memory):
    memory = make_memory(Application())
    ask(memory)
    reply = ask(memory, HTTP_X_FORWARDED_HOST="evil.example")
    assert reply.how == "hit"
    assert "evil" not in reply.body


def _random_request(drawn: Random) -> dict[str, str]:
    return {
        "path": f"/{drawn.choice(LANGUAGES)}/{drawn.choice(['about', 'stories', 'partners'])}/",
        "query": drawn.choice(["", "place=wales", "page=2&place=wales", "secret=1234", "place=wales&secret=1234"]),
        "method": drawn.choice(["GET", "GET", "HEAD", "POST"]),
        "HTTP_HOST": drawn.choice(["testserver", "TESTSERVER", "localhost", "evil.example", "testserver:8080"]),
        "wsgi.url_scheme": drawn.choice(["http", "https"]),
        "HTTP_COOKIE": drawn.choice(["a=secret", "sessionid=secret", "csrftoken=secret; sessionid=secret"]),
        "HTTP_ACCEPT_LANGUAGE": drawn.choice(["cy;secret", "pl", "xx"]),
        "HTTP_ACCEPT_ENCODING": drawn.choice(["br", "gzip", "", "nonsense"]),
        "HTTP_USER_AGENT": "secret",
        "HTTP_REFERER": "secret",
        "HTTP_X_FORWARDED_FOR": "secret",
        "HTTP_X_FORWARDED_HOST": drawn.choice(["secret.example", "testserver"]),
        "HTTP_X_FORWARDED_PROTO": drawn.choice(["https", "http"]),
        "HTTP_RANGE": "bytes=0-9",
        "REMOTE_ADDR": "203.0.113.99",
    }


def test_nobody_is_given_what_was_made_for_another(make_memory):
    """In 5,000 mixed requests, an answer from memory says nothing of any reader and everything of its own address."""
    drawn = chance()
    memory = make_memory(Application())
    bodies: dict[tuple[str, ...], str] = {}
    hows = []
    for _number in range(5000):
        asked = _random_request(drawn)
        reply = ask(memory, **asked)
        hows.append(reply.how)
        personal = "sessionid" in asked["HTTP_COOKIE"] or asked["method"] == "POST"
        strange = asked["HTTP_HOST"] in ("evil.example", "testserver:8080")
        assert (reply.how == "bypass") == (personal or strange)
        if reply.how == "bypass" or asked["method"] == "HEAD":
            continue
        query = normalised(asked["query"], remembered_parameters())[0]
        address = (asked["HTTP_HOST"].lower(), asked["wsgi.url_scheme"], asked["path"], query)
        assert "secret" not in reply.body
        assert "203.0.113" not in reply.body
        assert f"<p>{asked['path']}?{query}</p>" in reply.body
        assert f"'HTTP_HOST', '{address[0]}'" in reply.body
        assert bodies.setdefault(address, reply.body) == reply.body
    assert len(set(bodies.values())) > 50
    assert hows.count("hit") > 300
