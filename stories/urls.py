"""Addresses of stories that carry a language and are not pages of the tree."""

from __future__ import annotations

from django.urls import path

from stories.embed import embedded_story
from stories.feeds import story_feed

app_name = "stories"

urlpatterns = [
    path("stories/feed/", story_feed, name="feed"),
    path("embed/stories/<str:slug>/", embedded_story, name="embed"),
]
