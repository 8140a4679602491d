"""The pages that links in letters lead to: confirming an application, and coming back to one that was saved."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, override
from django.views.decorators.http import require_http_methods

from delivery.origin import same_origin_required
from home.page_frame import site_settings
from languages.locales import locale_code, locale_id
from partners.emails import tell_editors
from partners.forms import JoinForm, typed_before
from partners.joining import receive, respond
from partners.models import Application, JoinPage

State = Application.State


def _private(response: HttpResponse) -> HttpResponse:
    """Keep a page behind a mailed link out of caches, search engines and the `Referer` of other sites."""
    response["Cache-Control"] = "no-store, private"
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _confirm(application: Application, request: HttpRequest) -> None:
    """Note that an application is confirmed, once, and tell the editors."""
    waiting = Application.objects.filter(pk=application.pk, state=State.SENT)
    settings = site_settings(request)
    with transaction.atomic():
        if waiting.update(state=State.CONFIRMED, confirmed=timezone.now()) and settings is not None:
            tell_editors(application, settings.contact_email)


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that confirms; confirm when it is pressed. Programs that follow every link in a mail press nothing."""
    application = get_object_or_404(Application.objects.exclude(state=State.SAVED), token=token)
    if request.method == "POST":
        _confirm(application, request)
        return _private(HttpResponseRedirect(request.path, status=303))
    context = {"application": application, "is_confirmed": application.state != State.SENT}
    return _private(render(request, "partners/confirm.html", context))


def _form_page() -> JoinPage:
    """Return the page with the form in the active language, else in the first language it stands in."""
    pages = JoinPage.objects.live().filter(alias_of=None).order_by("locale_id")
    page: JoinPage | None = pages.filter(locale_id=locale_id(get_language() or "")).first() or pages.first()
    if page is None:
        raise Http404
    return page


def _own_address(page: JoinPage, token: str) -> str:
    with override(locale_code(page.locale_id)):
        return reverse("partners:resume", kwargs={"token": token})


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def resume(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form filled with what was saved, or take it in. One that was sent already leads on to confirming it."""
    application = get_object_or_404(Application, token=token)
    if application.state != State.SAVED:
        return _private(HttpResponseRedirect(reverse("partners:confirm", kwargs={"token": token})))
    page = _form_page()
    address = _own_address(page, token)
    if address != request.path:
        return _private(HttpResponseRedirect(address))
    form = JoinForm(initial=typed_before(application))
    if request.method == "POST":
        answer = receive(request, page, application)
        if isinstance(answer, HttpResponse):
            return _private(answer)
        form = answer
    return _private(respond(request, page, form=form, form_action=address))
