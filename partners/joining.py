"""Joining: taking in what the pledge form sends, once, and showing the form again with what is to be put right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _

from delivery.networks import client_network
from delivery.origin import is_same_origin
from delivery.rate_limits import RateLimitExceededError
from home.models import Strand
from home.presenters import answers, presents
from languages.locales import locale_code
from partners.forms import MAX_WORDS, JoinForm
from partners.intake import finish_saved, take_in
from partners.models import Application, JoinPage

FORM_ID = "join-form"
DONE = ("sent", "saved")


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of the error summary: the id of the field it leads to, and what to do."""

    field_id: str
    message: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One radio button."""

    id: str
    value: str
    label: str
    checked: bool
    hint: str = ""
    strand: Strand | None = None


def error_list(form: JoinForm) -> list[Problem]:
    """Return the problems of a form in its own order; a group of radio buttons is entered at its first."""
    problems = [Problem(FORM_ID, str(message)) for message in form.non_field_errors()]
    for field in form:
        radios = (
            field.subwidgets if field.name in ("kind", "strand") else []
        )  # a fresh site has no strand to choose yet
        field_id = radios[0].id_for_label if radios else field.id_for_label
        problems += [Problem(field_id, str(message)) for message in field.errors]
    return problems


def _kind_choices(form: JoinForm) -> Iterator[Choice]:
    hints = {Application.Kind.PERSON: _("You can still take part. We will show you things to do near you instead.")}
    for radio in form["kind"]:
        value = radio.data["value"]
        yield Choice(radio.id_for_label, value, radio.choice_label, radio.data["selected"], hint=hints.get(value, ""))


def _strand_choices(form: JoinForm) -> Iterator[Choice]:
    for radio in form["strand"]:
        choice = radio.data["value"]
        strand = choice.instance
        yield Choice(radio.id_for_label, strand.slug, strand.name, radio.data["selected"], strand=strand)


@presents(JoinPage)
def join_page(page: JoinPage, request: HttpRequest) -> dict[str, object]:
    """Return what the page shows: an empty form, or that what was sent has come."""
    return form_context(page, request, JoinForm())


def form_context(page: JoinPage, request: HttpRequest, form: JoinForm, form_action: str = "") -> dict[str, object]:
    """Return what the template of the form shows. `form_action` is where it posts to, if not the page's own address."""
    done = request.GET.get("done", "")
    promise = str(form["promise"].value() or "")
    return {
        "form": form,
        "form_id": FORM_ID,
        "form_action": form_action or page.get_url(request),
        "error_list": error_list(form),
        "kind_choices": list(_kind_choices(form)),
        "strand_choices": list(_strand_choices(form)),
        "words_left": MAX_WORDS - len(promise.split()),
        "done": done if done in DONE and not form.is_bound else "",
        "is_resumed": bool(form_action),
    }


def _is_finishing(request: HttpRequest) -> bool:
    return request.POST.get("action") != "save"


def receive(request: HttpRequest, page: JoinPage, saved: Application | None = None) -> JoinForm | HttpResponse:
    """Take in a post: return the form with its errors, or the redirect that says it is done.

    `saved` is the application somebody came back to finish. Raises `PermissionDenied` for a post from another site.
    """
    if not is_same_origin(request):
        raise PermissionDenied
    finishing = _is_finishing(request)
    form = JoinForm(request.POST, finishing=finishing)
    if not form.is_valid():
        return form
    try:
        if saved is None:
            take_in(form, finishing, language=locale_code(page.locale_id), network=client_network(request))
        else:
            finish_saved(saved, form, finishing)
    except RateLimitExceededError as error:
        form.add_error(None, str(error))
        return form
    done = "sent" if finishing else "saved"
    return HttpResponseRedirect(f"{page.get_url(request)}?done={done}", status=303)


def respond(request: HttpRequest, page: JoinPage, form: JoinForm, form_action: str = "") -> HttpResponse:
    """Show the page with a form, which posts to `form_action`; a post's answer is kept by nobody."""
    shown = form_context(page, request, form, form_action)
    response = TemplateResponse(request, page.get_template(request), page.get_context(request, **shown))
    if request.method == "POST":
        patch_cache_control(response, no_store=True, private=True)
    return response


@answers(JoinPage)
def serve_join_page(page: JoinPage, request: HttpRequest) -> HttpResponse:
    """Answer a request for the page with the form: show it, or take in what was sent."""
    if request.method != "POST":
        return TemplateResponse(request, page.get_template(request), page.get_context(request))
    answer = receive(request, page)
    return answer if isinstance(answer, HttpResponse) else respond(request, page, answer)
