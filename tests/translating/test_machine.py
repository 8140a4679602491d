"""Machine translation is marked until somebody has checked it, and whatever a service answers, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import resolve, reverse

from delivery.atomic import AtomicEditingMiddleware
from languages.models import RevisionText
from languages.models.revision_text import TranslationKind
from languages.translating.machine import translation_services
from languages.translating.machine.translation_services import DeepL, LibreTranslate, ServiceError
from languages.translating.rows import RowState
from tests.home.building import Tree, fresh
from tests.translating.building import Pair, change_english, make_pair, send
from tests.translating.fake_service import FakeService, serving

SignIn = Callable[..., Client]


def libre(asked: dict[str, Any]) -> Any:
    return {"translatedText": [text.replace(">", ">cy ", 1) if "<" in text else f"cy {text}" for text in asked["q"]]}


def ask(client: Client, pair: Pair, settings: Any, url: str, words: dict[str, str] | None = None) -> list[str]:
    settings.TRANSLATION_SERVICE, settings.TRANSLATION_SERVICE_URL = "libretranslate", url
    answer = send(client, pair, words, do="machine")
    assert answer.status_code == 302
    return [str(message) for message in get_messages(answer.wsgi_request)]


def test_what_is_missing_is_filled_in_and_marked(pair: Pair, signed_in: SignIn, settings: Any) -> None:
    with serving(FakeService(libre)) as service:
        said = ask(signed_in("translator"), pair, settings, service.url, {"When": "Pryd"})
    assert "6 texts were translated by machine" in said[0]
    assert pair.row("When").state == RowState.DONE
    row = pair.row("On Saturday")
    assert (row.text, row.state, row.tool) == ("cy On Saturday", RowState.MACHINE, "LibreTranslate")
    assert service.asked[0]["source"] == "en"
    assert service.asked[0]["target"] == "cy"
    assert "When" not in service.asked[0]["q"]
    latest = RevisionText.objects.filter(page=pair.welsh).latest("pk")
    assert (latest.kind, latest.is_ready) == (TranslationKind.MACHINE_UNCHECKED, False)


def test_unchecked_words_do_not_go_to_review_and_checked_ones_do(pair: Pair, signed_in: SignIn, settings: Any) -> None:
    client = signed_in("translator")
    with serving(FakeService(libre)) as service:
        ask(client, pair, settings, service.url)
    assert "have not been checked" in send(client, pair, do="send").content.decode()
    assert not fresh(pair.welsh).workflow_in_progress
    checked = {f"ok-{row.key}": "1" for row in pair.worksheet().rows if row.state == RowState.MACHINE}
    assert send(client, pair, do="send", **checked).status_code == 302
    assert fresh(pair.welsh).workflow_in_progress
    assert RevisionText.objects.filter(page=pair.welsh).latest("pk").kind == TranslationKind.MACHINE_CHECKED


def test_saving_does_not_check_a_machines_words(pair: Pair, signed_in: SignIn, settings: Any) -> None:
    client = signed_in("translator")
    with serving(FakeService(libre)) as service:
        ask(client, pair, settings, service.url)
    send(client, pair, {"When": "Pryd"})
    assert pair.row("When").state == RowState.DONE
    assert pair.row("On Saturday").state == RowState.MACHINE
    change_english(pair.english, summary="A page about benches.")
    send(client, pair)
    assert pair.row("On Saturday").state == RowState.MACHINE


def test_an_answer_with_broken_markup_is_left_out(tree: Tree, signed_in: SignIn, settings: Any) -> None:
    pair = make_pair(tree)

    def careless(asked: dict[str, Any]) -> Any:
        return {"translatedText": [f"cy {text}".replace("</a>", "") for text in asked["q"]]}

    with serving(FakeService(careless)) as service:
        said = ask(signed_in("translator"), pair, settings, service.url)
    assert "1 answer was of no use" in said[1]
    assert pair.row('See <a id="a1">the list</a>.').state == RowState.MISSING


@pytest.mark.parametrize(
    ("service", "words"),
    [
        (FakeService(lambda asked: b"<html>Bad gateway</html>"), "makes no sense"),
        (FakeService(lambda asked: {"translatedText": ["one"]}), "makes no sense"),
        (FakeService(lambda asked: {"translatedText": [None] * 7}), "makes no sense"),
        (FakeService(lambda asked: ["nothing"]), "makes no sense"),
        (FakeService(lambda asked: {"translatedText": [""] * len(asked["q"])}), "makes no sense"),
        (FakeService(lambda asked: b"x" * 2_100_000), "makes no sense"),
        (FakeService(libre, status=500), "an error (500)"),
        (FakeService(libre, status=403), "refused the key"),
        (FakeService(libre, status=429), "enough for now"),
        (FakeService(libre, status=302), "an error (302)"),
        (FakeService(libre, delay=0.6), "took too long"),
    ],
)
def test_a_service_that_fails_is_named_and_the_draft_is_saved(
    service: FakeService, words: str, pair: Pair, signed_in: SignIn, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translation_services, "TIMEOUT", (0.3, 0.3))
    with serving(service):
        said = ask(signed_in("translator"), pair, settings, service.url, {"When": "Pryd"})
    assert words in said[0]
    assert "Your draft is saved." in said[0]
    assert pair.row("When").text == "Pryd"
    assert pair.row("On Saturday").state == RowState.MISSING


def test_a_service_that_is_down_is_named(pair: Pair, signed_in: SignIn, settings: Any) -> None:
    with serving(FakeService(libre)) as service:
        pass
    said = ask(signed_in("translator"), pair, settings, service.url)
    assert "cannot be reached" in said[0]


def test_without_a_service_nothing_is_offered(pair: Pair, signed_in: SignIn, settings: Any) -> None:
    shown = signed_in("translator").get(reverse("translating:edit", args=[pair.welsh.pk])).content.decode()
    assert 'value="machine"' not in shown
    assert "No translation service" in ask(signed_in("translator"), pair, settings, "")[0]


def test_deepl_is_asked_in_its_own_way() -> None:
    answer = {"translations": [{"text": "helo"}, {"text": "byd"}]}
    with serving(FakeService(lambda asked: answer)) as service:
        assert DeepL("key:fx", service.url).translate(["hello", "world"], "cy", "en") == ["helo", "byd"]
    asked = service.asked[0]
    assert asked["path"] == "/v2/translate"
    assert (asked["source_lang"], asked["target_lang"], asked["tag_handling"]) == ("CY", "EN-GB", "html")
    assert service.headers[0]["Authorization"] == "DeepL-Auth-Key key:fx"
    assert DeepL("key:fx").address == "https://api-free.deepl.com"
    assert DeepL("key").address == "https://api.deepl.com"


def test_deepls_nonsense_is_refused() -> None:
    with serving(FakeService(lambda asked: {"translations": ["helo"]})) as service, pytest.raises(ServiceError):
        DeepL("key", service.url).translate(["hello"], "en", "cy")


def test_libretranslate_is_given_its_key() -> None:
    with serving(FakeService(libre)) as service:
        LibreTranslate(service.url + "/", "secret").translate(["hello"], "en", "cy")
    assert service.asked[0]["api_key"] == "secret"
    assert service.asked[0]["path"] == "/translate"


def test_no_transaction_is_open_while_a_machine_is_asked() -> None:
    """A transaction would keep everybody else from writing on SQLite for as long as the service takes."""
    match = resolve("/admin/translating/1/edit/")
    request = RequestFactory().post("/admin/translating/1/edit/")
    middleware = AtomicEditingMiddleware(lambda request: HttpResponse())
    assert middleware.process_view(request, match.func, [], {}) is None
