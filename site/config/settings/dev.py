"""Development: errors in full, mail on the console, a secret that must never leave this machine."""

from __future__ import annotations

from .base import *  # noqa: F403  # settings modules are layered by importing the layer below
from .base import STORAGES, env

DEBUG = env.bool("DEBUG", default=True)
SECRET_KEY = "development-only-" + "not-a-secret-" * 4
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", "testserver"]
SITE_URL = WAGTAILADMIN_BASE_URL = f"http://127.0.0.1:{env.int('PORT', default=8000)}"
REQUIRE_SECOND_FACTOR = env.bool("REQUIRE_SECOND_FACTOR", default=False)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True  # passkeys at http://localhost
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
DEFAULT_FROM_EMAIL = "/together <hello@together.example>"
STORAGES = {**STORAGES, "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
