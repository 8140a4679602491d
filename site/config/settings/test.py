"""Tests: a throw-away database, quick password hashing, mail and files in memory."""

from __future__ import annotations

import tempfile
from pathlib import Path

from .base import *  # noqa: F403  # settings modules are layered by importing the layer below
from .base import DATABASES, INSTALLED_APPS, STORAGES, env

DEBUG = False
INSTALLED_APPS = [*INSTALLED_APPS, "django_migration_linter"]  # tests/upkeep/test_migrations.py
SECRET_KEY = "tests-only-" + "not-a-secret-" * 4
ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
SITE_URL = WAGTAILADMIN_BASE_URL = "http://testserver"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REQUIRE_SECOND_FACTOR = False  # tests of the admin force their way in; tests of the second factor switch it on
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
DEFAULT_FROM_EMAIL = "/together <hello@together.example>"
# A file to keep the migrated test database in, for `pytest --reuse-db` while writing code; else it is made in memory each time.
if _test_database := env.str("TEST_DATABASE", default=""):
    DATABASES["default"]["TEST"] = {"NAME": _test_database}
OUTBOX_INLINE = True
NIGHTLY_UPKEEP = False  # tests of the runner count what it does
ERASURE_LEDGER = Path(tempfile.gettempdir()) / "together-test-erasures.jsonl"
RECORD_PAGE_CHANGES = False  # it would add to the queries that tests count; tests of the memory switch it on
PAGE_MEMORY_FOLDER = Path(tempfile.gettempdir()) / "together-test-pages"
MEDIA_ROOT = Path(tempfile.gettempdir()) / "together-test-media"
STORAGES = {
    **STORAGES,
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "evidence": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
