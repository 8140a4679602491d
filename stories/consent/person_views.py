"""The pages behind a private link: a person, or their guardian, reads what is asked, answers, and withdraws. No account, no cookie."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from delivery.origin import same_origin_required
from languages.configured import DEFAULT_LANGUAGE
from partners.joining import Problem
from stories.consent import consent_wording
from stories.consent.answer_form import AnswerForm
from stories.consent.asked import Asked, asked_of
from stories.consent.consent_records import Said, record
from stories.consent.privacy import kept_private
from stories.consent.private_links import link_with
from stories.consent.withdrawing import withdraw
from stories.models import PrivateLink, Withdrawal
from stories.models.consent import Giver


def _language() -> str:
    return get_language() or DEFAULT_LANGUAGE.code


def _link(token: str) -> PrivateLink:
    link = link_with(token)
    if link is None:
        raise Http404
    return link


def _story(link: PrivateLink, key: str) -> Asked:
    """Return the story with a key, of those somebody is asked about; raises `Http404` for any other."""
    for asked in asked_of(link, _language()):
        if str(asked.key) == key:
            return asked
    raise Http404


def _problems(form: AnswerForm | None, key: str) -> list[Problem]:
    if form is None:
        return []
    return [Problem(f"{name}-{key}", str(text)) for name, texts in form.errors.items() for text in texts]


def _page(request: HttpRequest, link: PrivateLink, form: AnswerForm | None = None, key: str = "") -> HttpResponse:
    """Return the page with every story; `form` is what was sent about the one with `key` and is to be put right."""
    words = consent_wording.wording(_language())
    stories = [(asked, form if str(asked.key) == key else None) for asked in asked_of(link, _language())]
    context = {
        "link": link,
        "words": words,
        "stories": stories,
        "error_list": _problems(form, key),
        "is_guardian": link.holder == Giver.GUARDIAN,
        "done": request.GET.get("done", ""),
    }
    return render(request, "stories/consent/person.html", context, status=422 if form else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def consent(request: HttpRequest, token: str) -> HttpResponse:
    """Show what somebody is asked, or take in an answer: yes to some of it, or no."""
    link = _link(token)
    if request.method != "POST":
        return kept_private(_page(request, link))
    return kept_private(_answer(request, link, token))


def _answer(request: HttpRequest, link: PrivateLink, token: str) -> HttpResponse:
    asked = _story(link, request.POST.get("story", ""))
    if asked.withdrawn:
        return _done(token, "")
    words = consent_wording.wording(_language())
    if request.POST.get("answer") == "no":
        return _said_no(link, asked, Said(frozenset(), giver=link.holder, language=words.language), token)
    form = AnswerForm(link, words, request.POST)
    if not form.is_valid():
        return _page(request, link, form, str(asked.key))
    said = form.said()
    if "website" not in said.purposes:
        return _said_no(link, asked, said, token)
    record(link.person, asked.key, said)
    return _done(token, "yes")


def _said_no(link: PrivateLink, asked: Asked, said: Said, token: str) -> HttpResponse:
    """Note a no. For a story that is on the site it is a withdrawal, which is asked about once more."""
    if asked.agreed or asked.is_live:
        return HttpResponseRedirect(reverse("stories:withdraw", args=[token, asked.key]), status=303)
    record(link.person, asked.key, said)
    return _done(token, "no")


def _done(token: str, done: str) -> HttpResponse:
    address = reverse("stories:consent", args=[token])
    return HttpResponseRedirect(f"{address}?done={done}" if done else address, status=303)


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def withdraw_story(request: HttpRequest, token: str, key: UUID) -> HttpResponse:
    """Ask once, then take the story down in every language; no reason is asked for."""
    link = _link(token)
    asked = _story(link, str(key))
    if request.method != "POST":
        context: dict[str, Any] = {"asked": asked, "words": consent_wording.wording(_language()), "token": token}
        return kept_private(render(request, "stories/consent/withdraw.html", context))
    withdrawal = withdraw(key, by=link.holder, person=link.person)
    return kept_private(HttpResponseRedirect(reverse("stories:receipt", args=[withdrawal.receipt]), status=303))


@require_safe
def receipt(request: HttpRequest, receipt: str) -> HttpResponse:
    """Say when a story was taken down and whether everything of it has been erased. It names nothing and nobody."""
    withdrawal = get_object_or_404(Withdrawal, receipt=receipt)
    context = {"withdrawal": withdrawal, "words": consent_wording.wording(_language())}
    return kept_private(render(request, "stories/consent/receipt.html", context))


@require_safe
def printed_form(request: HttpRequest, who: str = "") -> HttpResponse:
    """Show the consent form to be printed and signed; with `who` "young" the one for people under 16."""
    context = {"words": consent_wording.wording(_language()), "is_young": who == "young"}
    return render(request, "stories/consent/printed_form.html", context)
