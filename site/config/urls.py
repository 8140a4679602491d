"""Every address of the site. Readers' pages carry their language; what machines ask for does not."""

from __future__ import annotations

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path, register_converter
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from accounts.views import wagtail_login
from delivery import views as delivery
from delivery.media.views import check_media, serve_document, serve_media
from delivery.origin import same_origin_required
from delivery.watching.scrape import metrics
from languages.converters import LanguageConverter
from languages.views import choose_language, show_untranslated
from languages.views import serve as serve_page

# Wagtail's own pattern, less addresses that begin with an underscore: those are its own (`_util/`).
PAGES = r"^((?:[^\W_][\w\-]*/(?:[\w\-]+/)*)?)$"

register_converter(LanguageConverter, "language")

urlpatterns = [
    path("", choose_language, name="choose_language"),
    path("healthz", delivery.healthz, name="healthz"),
    path("readyz", delivery.readyz, name="readyz"),
    path("metrics", metrics, name="metrics"),
    path("robots.txt", delivery.robots, name="robots"),
    path("admin/login/", wagtail_login, name="wagtail_login"),
    path("admin/", include(wagtailadmin_urls)),
    re_path(r"^documents/(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),  # Wagtail's, for whom it is there
    path("documents/", include(wagtaildocs_urls)),
    re_path(r"^media/(?P<path>.+)$", serve_media, name="media"),
    re_path(r"^media-check/(?P<path>.+)$", check_media, name="media_check"),
    path("", include("home.urls")),
    path("", include("stories.root_urls")),
]

urlpatterns += i18n_patterns(
    path("<language:source>/<path:path>", show_untranslated, name="show_untranslated"),
    path("_util/login/", wagtail_login, name="wagtail_frontend_login"),
    path("", include("accounts.urls")),
    path("", include("stories.urls")),
    path("", include("stories.desk.urls")),
    path("", include("stories.consent.urls")),
    path("", include("partners.urls")),
    path("", include("partners.team.urls")),
    path("", include("search.urls")),
    # The view for pages, with forms guarded by where they come from instead of a cookie.
    re_path(PAGES, same_origin_required(serve_page), name="wagtail_serve"),
    path("", include(wagtail_urls)),
)

handler400 = "delivery.views.bad_request"
handler404 = "delivery.views.page_not_found"
handler500 = "delivery.views.server_error"
