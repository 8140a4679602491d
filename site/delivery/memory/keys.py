"""What a request asks for, as the key of a remembered page; and the request Django renders that page from.

A key is all that rendering gets to see: no cookie, no header and no unknown parameter of a reader reaches a page that other
readers are given. Requests that cannot be told by a key go straight to Django.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import parse_qsl, urlencode, urlsplit

from django.conf import settings
from django.http.request import split_domain_port
from django.urls import Resolver404, resolve
from django.utils import translation

from delivery.memory.declarations import remembered_parameters, remembered_views

if TYPE_CHECKING:
    from wsgiref.types import WSGIEnvironment

MAX_VALUES: Final = 20
MAX_VALUE_LENGTH: Final = 100
MAX_PATH_LENGTH: Final = 500


class Key(NamedTuple):
    """What is asked for: `http` or `https`, host with port, path as WSGI has it, query in its one order."""

    scheme: str
    host: str
    path: str
    query: str


class Asked(NamedTuple):
    """A key, and whether the request had parameters that are not part of it."""

    key: Key
    has_more: bool


@lru_cache(maxsize=512)
def normalised(raw: str, names: tuple[str, ...]) -> tuple[str, bool] | None:
    """Return the known parameters of a query in the order of `names`, and whether there were others.

    Empty values are left out. `None` when there are too many values, or too long ones, to be worth remembering.
    """
    pairs = parse_qsl(raw.encode("latin-1").decode("utf-8", "replace"), keep_blank_values=True)
    known = [(name, value) for name, value in pairs if name in names and value]
    if len(known) > MAX_VALUES or any(len(value) > MAX_VALUE_LENGTH for _name, value in known):
        return None
    known.sort(key=lambda pair: names.index(pair[0]))
    return urlencode(known), any(name not in names for name, _value in pairs)


def known_hosts(allowed: Iterable[str], site_url: str) -> frozenset[str]:
    """Return the `Host` headers whose pages are remembered: the names in `allowed` and the site's own, with its port or none.

    A pattern in `allowed` ("*", ".example.org") lets anybody invent hosts, each with pages of its own: those are not remembered.
    """
    site = urlsplit(site_url)
    names = {name.lower() for name in allowed if name and name[0] not in ".*"} | {site.hostname or ""}
    ports = {"", f":{site.port}"} if site.port else {""}
    return frozenset(name + port for name in names if name for port in ports)


class KeyReader:
    """Reads keys from requests, by the settings of the site."""

    def __init__(self) -> None:
        self._hosts = known_hosts(settings.ALLOWED_HOSTS, settings.SITE_URL)
        self._starts = frozenset(code for code, _name in settings.LANGUAGES)
        self._session = f"{settings.SESSION_COOKIE_NAME}="
        self._names = remembered_parameters()
        self._proxy: tuple[str, str] = settings.SECURE_PROXY_SSL_HEADER or ("", "")
        self._host_header = "HTTP_X_FORWARDED_HOST" if settings.USE_X_FORWARDED_HOST else "HTTP_HOST"

    def read(self, environ: WSGIEnvironment) -> Asked | None:
        """Return what a request asks for; `None` if it is no business of the memory's."""
        path = environ.get("PATH_INFO", "")
        if (
            environ["REQUEST_METHOD"] not in ("GET", "HEAD")
            or not self._may_be_page(path)
            or self._is_personal(environ)
        ):
            return None
        host = environ.get(self._host_header, "").lower()
        if host not in self._hosts:
            return None
        raw = environ.get("QUERY_STRING", "")
        query = normalised(raw, self._names) if raw else ("", False)
        return Asked(Key(self._scheme(environ), host, path, query[0]), query[1]) if query else None

    def _may_be_page(self, path: str) -> bool:
        """Say, without looking any further, whether a path may be one of a page's or of the sitemap."""
        start = path[1 : path.find("/", 1)]
        return (start in self._starts or path.startswith("/sitemap")) and len(path) <= MAX_PATH_LENGTH

    def _is_personal(self, environ: WSGIEnvironment) -> bool:
        """Say whether a request comes from somebody who has signed in; the site may stand below a path that we do not know."""
        cookies = environ.get("HTTP_COOKIE")
        return bool(
            (cookies and self._session in cookies) or "HTTP_AUTHORIZATION" in environ or environ.get("SCRIPT_NAME")
        )

    def _scheme(self, environ: WSGIEnvironment) -> str:
        header, secure = self._proxy
        if header and header in environ:
            return "https" if environ[header].split(",", 1)[0].strip() == secure else "http"
        return str(environ["wsgi.url_scheme"])

    def request_for(self, key: Key) -> WSGIEnvironment:
        """Return the GET request that a key stands for, made of the key alone."""
        name, port = split_domain_port(key.host)
        environ: WSGIEnvironment = {
            "REQUEST_METHOD": "GET",
            "SCRIPT_NAME": "",
            "PATH_INFO": key.path,
            "QUERY_STRING": key.query,
            "SERVER_NAME": name,
            "SERVER_PORT": port or ("443" if key.scheme == "https" else "80"),
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": "127.0.0.1",
            self._host_header: key.host,
            "HTTP_HOST": key.host,
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": key.scheme,
            "wsgi.input": BytesIO(),
            "wsgi.errors": sys.stderr,
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
        }
        if self._proxy[0] and key.scheme == "https":
            environ[self._proxy[0]] = self._proxy[1]
        return environ


def is_remembered(key: Key) -> bool:
    """Say whether the address of a key belongs to a view whose answers may be remembered (`RemembersPages`)."""
    path = key.path.encode("latin-1").decode("utf-8", "replace")
    with translation.override(translation.get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path).view_name in remembered_views()
        except Resolver404:
            return False
