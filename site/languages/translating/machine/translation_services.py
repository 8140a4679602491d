"""The services a site may have its drafts translated by: thin clients that never wait long and never trust an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import requests
from django.conf import settings
from django.utils.translation import gettext as _

TIMEOUT = (3, 20)  # seconds to connect, and for each part of the answer
LARGEST_ANSWER = 2_000_000  # bytes


class ServiceError(Exception):
    """The service did not translate; the message says why, to a translator."""


class Service(Protocol):
    """A translation service."""

    @property
    def name(self) -> str:
        """What people call it."""

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translations of HTML fragments from one language into another; raises `ServiceError`."""


def _ask(url: str, *, headers: dict[str, str] | None = None, body: dict[str, Any]) -> Any:
    """Post `body` and return what the JSON of the answer says; raises `ServiceError`."""
    try:
        with requests.post(
            url, json=body, headers=headers, timeout=TIMEOUT, allow_redirects=False, stream=True
        ) as answer:
            _check_status(answer.status_code)
            content = answer.raw.read(LARGEST_ANSWER + 1, decode_content=True)
    except requests.Timeout as error:
        raise ServiceError(
            _("The translation service took too long. Try again later, or translate it yourself.")
        ) from error
    except (requests.RequestException, OSError) as error:
        raise ServiceError(_("The translation service cannot be reached just now. Try again later.")) from error
    return _read(content)


def _check_status(status: int) -> None:
    if status in (401, 403):
        raise ServiceError(_("The translation service refused the key of this site. Tell an administrator."))
    if status in (429, 456):
        raise ServiceError(_("The translation service has had enough for now. Try again later."))
    if status != 200:
        raise ServiceError(_("The translation service answered with an error (%(status)d).") % {"status": status})


def _read(content: bytes) -> Any:
    try:
        if len(content) > LARGEST_ANSWER:
            raise ValueError("too long")
        return requests.compat.json.loads(content)  # type: ignore[attr-defined]  # the json module requests has chosen
    except ValueError as error:
        raise nonsense() from error


def nonsense() -> ServiceError:
    """Return the error for an answer that cannot be understood."""
    return ServiceError(_("The answer of the translation service makes no sense. Nothing of it was used."))


def _texts(found: Any, wanted: int) -> list[str]:
    """Return `found` if it is as many texts as were asked for; raises `ServiceError`."""
    if not isinstance(found, list) or len(found) != wanted or not all(isinstance(text, str) for text in found):
        raise nonsense()
    return found


@dataclass(frozen=True, slots=True)
class LibreTranslate:
    """A LibreTranslate server, one's own for instance (https://docs.libretranslate.com)."""

    url: str
    key: str = ""
    name: str = "LibreTranslate"

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translations of HTML fragments; raises `ServiceError`."""
        body = {"q": list(texts), "source": source, "target": target, "format": "html"}
        if self.key:
            body["api_key"] = self.key
        answer = _ask(f"{self.url.rstrip('/')}/translate", body=body)
        return _texts(answer.get("translatedText") if isinstance(answer, dict) else None, len(texts))


@dataclass(frozen=True, slots=True)
class DeepL:
    """DeepL (https://developers.deepl.com/docs); a key that ends in `:fx` belongs to the free service."""

    key: str
    url: str = ""
    name: str = "DeepL"

    @property
    def address(self) -> str:
        """The address of the service."""
        return self.url or ("https://api-free.deepl.com" if self.key.endswith(":fx") else "https://api.deepl.com")

    def translate(self, texts: Sequence[str], source: str, target: str) -> list[str]:
        """Return the translations of HTML fragments; raises `ServiceError`."""
        language = {"en": "EN-GB"}.get(target, target.upper())
        body = {"text": list(texts), "source_lang": source.upper(), "target_lang": language, "tag_handling": "html"}
        headers = {"Authorization": f"DeepL-Auth-Key {self.key}"}
        answer = _ask(f"{self.address.rstrip('/')}/v2/translate", headers=headers, body=body)
        found = answer.get("translations") if isinstance(answer, dict) else None
        if not isinstance(found, list):
            raise nonsense()
        return _texts([one.get("text") if isinstance(one, dict) else None for one in found], len(texts))


def configured_service() -> Service | None:
    """Return the service the settings name, `None` without one."""
    url, key = settings.TRANSLATION_SERVICE_URL, settings.TRANSLATION_SERVICE_KEY
    if settings.TRANSLATION_SERVICE == "libretranslate" and url:
        return LibreTranslate(url, key)
    if settings.TRANSLATION_SERVICE == "deepl" and key:
        return DeepL(key, url)
    return None
