"""Addresses of the home app that machines ask for."""

from __future__ import annotations

from django.contrib.sitemaps.views import index, sitemap
from django.urls import path

from home.sitemaps import sections

urlpatterns = [
    path("sitemap.xml", index, {"sitemaps": dict(sections()), "sitemap_url_name": "sitemap_part"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemap, {"sitemaps": dict(sections())}, name="sitemap_part"),
]
