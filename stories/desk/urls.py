"""Addresses of the desk. They carry the reader's language before them, and the organisation's key."""

from __future__ import annotations

from django.urls import path, re_path

from stories.desk.views.index import index
from stories.desk.views.preview import preview
from stories.desk.views.profile_and_pledge import pledge, profile
from stories.desk.views.steps import STEPS, step
from stories.desk.views.story import new, story
from stories.moderation.desk_views import corrections

app_name = "desk"

_STORY = "desk/<slug:key>/stories/<int:pk>/"

urlpatterns = [
    path("desk/<slug:key>/", index, name="index"),
    path("desk/<slug:key>/profile/", profile, name="profile"),
    path("desk/<slug:key>/pledge/", pledge, name="pledge"),
    path("desk/<slug:key>/stories/new/", new, name="new"),
    path(_STORY, story, name="story"),
    path(f"{_STORY}preview/", preview, name="preview"),
    path(f"{_STORY}corrections/", corrections, name="corrections"),
    re_path(
        rf"^desk/(?P<key>[-a-zA-Z0-9_]+)/stories/(?P<pk>[0-9]{{1,12}})/(?P<name>{'|'.join(STEPS)})/$", step, name="step"
    ),
]
