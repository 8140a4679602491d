"""Addresses of the team at the desk, under the reader's language."""

from __future__ import annotations

from django.urls import path, re_path

from partners.team import decorators, views
from partners.urls import MAILED_KEY

app_name = "members"

urlpatterns = [
    path("desk/", decorators.desks, name="desks"),
    re_path(rf"^desk/invitation/{MAILED_KEY}/$", decorators.invitation, name="invitation"),
    path("desk/<slug:key>/team/", views.team, name="team"),
    path("desk/<slug:key>/team/leave/", views.leaving, name="leave"),
    path("desk/<slug:key>/team/<int:pk>/", views.member, name="member"),
    path("desk/<slug:key>/team/invitations/<int:pk>/", views.invitation, name="invited"),
]
