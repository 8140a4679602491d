"""The translated page as readers will see it: with what is typed just now, or as the draft is saved."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from languages.translating.form import read
from languages.translating.saving import composed
from languages.translating.views.edit import number
from languages.translating.views.translation_view import JobView


class PreviewView(JobView):
    """The page itself. Nothing is saved."""

    http_method_names = ["get", "post"]

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the saved draft."""
        return self.preview(self.page.get_latest_revision_as_object())

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Show the draft with what is typed."""
        job = self.job(number(request.POST.get("original")))
        if job is None:
            raise Http404
        worksheet = job.worksheet()
        return self.preview(composed(worksheet, read(request.POST, worksheet, self.person).typed))

    def preview(self, page: Any) -> HttpResponse:
        """Return the page by Wagtail's own preview."""
        mode = self.request.GET.get("mode", page.default_preview_mode)
        known = {name for name, _label in page.preview_modes}
        response: HttpResponse = page.make_preview_request(
            self.request, mode if mode in known else page.default_preview_mode
        )
        return response
