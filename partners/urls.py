"""Addresses that letters lead to. They carry the reader's language before them."""

from __future__ import annotations

from django.urls import re_path

from partners import views

app_name = "partners"

MAILED_KEY = "(?P<token>[A-Za-z0-9_-]{20,64})"  # nothing else is asked of the database, least of all a NUL

urlpatterns = [
    re_path(rf"^join/confirm/{MAILED_KEY}/$", views.confirm, name="confirm"),
    re_path(rf"^join/resume/{MAILED_KEY}/$", views.resume, name="resume"),
]
