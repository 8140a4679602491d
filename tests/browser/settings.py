"""The site under production settings, with everything it writes in one folder of its own."""

from __future__ import annotations

from config.settings.production import *  # noqa: F403  # settings modules are layered by importing the layer below
from config.settings.production import DATA_DIR, INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.browser.unlimited.Unlimited"]
STATIC_ROOT = DATA_DIR / "staticfiles"
EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
EMAIL_FILE_PATH = DATA_DIR / "mail"
REQUIRE_SECOND_FACTOR = False  # nobody holds a phone here: tests/accounts ask for the second step
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]  # a passkey belongs to a name, never to a number
