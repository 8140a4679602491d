"""Addresses of stories that machines ask for, in no language."""

from __future__ import annotations

from django.urls import path

from stories.oembed import oembed

urlpatterns = [path("oembed/", oembed, name="oembed")]
