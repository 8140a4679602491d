"""The form "Tell us a story", and the page that takes a story back."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from delivery.networks import client_network
from delivery.origin import same_origin_required
from delivery.rate_limits import RateLimitExceededError
from languages.configured import DEFAULT_LANGUAGE
from stories.consent.privacy import kept_private
from stories.models import PublicStory
from stories.moderation.public_form import MAX_WORDS, TellForm
from stories.moderation.public_intake import take_back, take_in


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def tell_us(request: HttpRequest) -> HttpResponse:
    """Show the form, or take in what was sent. Nothing in the page belongs to one reader: it may be kept in memory."""
    if request.method != "POST":
        return _page(request, TellForm(), is_sent=request.GET.get("done") == "sent")
    form = TellForm(request.POST)
    if form.is_valid() and _taken_in(request, form):
        return kept_private(HttpResponseRedirect(f"{request.path}?done=sent", status=303))
    return kept_private(_page(request, form, status=422))


def _page(request: HttpRequest, form: TellForm, *, is_sent: bool = False, status: int = 200) -> HttpResponse:
    context = {"form": form, "error_list": form.problems(), "is_sent": is_sent, "max_words": MAX_WORDS}
    return render(request, "stories/tell_us.html", context, status=status)


def _taken_in(request: HttpRequest, form: TellForm) -> bool:
    try:
        language = get_language() or DEFAULT_LANGUAGE.code
        take_in(form.told(), language=language, network=client_network(request))
    except RateLimitExceededError as error:
        form.add_error(None, str(error))
        return False
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@same_origin_required
def tell_us_back(request: HttpRequest, token: str) -> HttpResponse:
    """Show a button that takes a story back; take it back when it is pressed. Programs that follow every link press nothing."""
    if request.method != "POST" and "done" in request.GET:
        return kept_private(render(request, "stories/tell_us_back.html", {"is_done": True}))
    story = get_object_or_404(PublicStory.objects.select_related("page"), token=token)
    if request.method == "POST":
        take_back(story)
        return kept_private(HttpResponseRedirect(f"{request.path}?done=1", status=303))
    return kept_private(render(request, "stories/tell_us_back.html", {"is_done": False}))
