"""Addresses of moderation, under the admin's."""

from __future__ import annotations

from django.urls import path

from stories.moderation.views.decline_and_take_down import DeclineView, TakeDownView
from stories.moderation.views.queue import QueueView
from stories.moderation.views.review import AssignView, PreviewView, ReviewView

app_name = "moderation"

urlpatterns = [
    path("", QueueView.as_view(), name="queue"),
    path("<int:pk>/", ReviewView.as_view(), name="review"),
    path("<int:pk>/preview/", PreviewView.as_view(), name="preview"),
    path("<int:pk>/assign/", AssignView.as_view(), name="assign"),
    path("<int:pk>/decline/", DeclineView.as_view(), name="decline"),
    path("<int:pk>/take-down/", TakeDownView.as_view(), name="take_down"),
]
