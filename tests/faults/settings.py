"""The site under production settings, but for static files, which are taken as they lie: nothing needs to be collected first."""

from __future__ import annotations

from config.settings.production import *  # noqa: F403  # settings modules are layered by importing the layer below
from config.settings.production import STORAGES

STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
