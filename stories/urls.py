"""Addresses of stories that carry a language and are not pages of the tree."""

from __future__ import annotations

from django.urls import path, re_path

from partners.urls import MAILED_KEY
from stories.consent import concern_views, person_views
from stories.embed import embedded_story
from stories.feeds import story_feed
from stories.moderation import public_views

app_name = "stories"

urlpatterns = [
    path("stories/feed/", story_feed, name="feed"),
    path("embed/stories/<str:slug>/", embedded_story, name="embed"),
    path("consent/form/", person_views.printed_form, name="consent_form"),
    path("consent/form/young/", person_views.printed_form, {"who": "young"}, name="consent_form_young"),
    path("consent/receipt/<slug:receipt>/", person_views.receipt, name="receipt"),
    re_path(rf"^consent/{MAILED_KEY}/$", person_views.consent, name="consent"),
    re_path(
        rf"^consent/{MAILED_KEY}/withdraw/(?P<key>[0-9a-f-]{{36}})/$", person_views.withdraw_story, name="withdraw"
    ),
    path("tell-us/", public_views.tell_us, name="tell_us"),
    re_path(rf"^tell-us/take-back/{MAILED_KEY}/$", public_views.tell_us_back, name="tell_us_back"),
    path("concern/<int:pk>/", concern_views.report, name="concern"),
    re_path(r"^concern/hide/(?P<signed>[A-Za-z0-9_:-]{10,200})/$", concern_views.hide, name="hide"),
]
