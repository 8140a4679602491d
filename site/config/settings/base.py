"""Settings every environment shares. They start strict: `dev` and `test` relax them, `production` adds what it must have."""

from __future__ import annotations

import sys
from pathlib import Path

from environs import Env

from config.log_settings import logging_settings
from config.services import cache_settings, database_settings, front_settings, search_settings, storage_settings
from languages.configured import DEFAULT_LANGUAGE
from languages.configured import LANGUAGES as CONFIGURED_LANGUAGES
from upkeep.backup.bucket import bucket_settings

from .signing_in import *  # noqa: F403  # docs/decisions/signing-in.md

env = Env()

BASE_DIR = Path(__file__).resolve().parents[3]
DATA_DIR = Path(env.str("DATA_DIR", default=str(BASE_DIR / "var"))).expanduser().resolve()

if str(BASE_DIR / "site") not in sys.path:  # debuggers and tools may import settings without manage.py
    sys.path.insert(0, str(BASE_DIR / "site"))

DEBUG = False
SITE_NAME = "/together"
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTH_USER_MODEL = "accounts.User"

INSTALLED_APPS = [
    "accounts",
    "home",
    "partners",
    "stories",
    "search",
    "demo",
    "languages",
    "languages.translating",
    "delivery",
    "delivery.front",
    "delivery.watching",
    "upkeep",
    "wagtail_localize",
    "wagtail.locales",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django_filters",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "delivery.request_ids.RequestIdMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "delivery.headers.SecurityHeadersMiddleware",
    "delivery.request_limits.BodyLimitMiddleware",
    "delivery.ranges.RangeMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "languages.middleware.ReaderLocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "accounts.second_factor.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "stories.consent.gone.GoneMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
    "delivery.atomic.AtomicEditingMiddleware",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "languages.context.languages",
            ],
        },
    }
]

FORM_RENDERER = "django.forms.renderers.TemplatesSetting"  # widgets of our own lie in templates/ like all else

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# --- Languages -------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = DEFAULT_LANGUAGE.code
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [(language.code, language.name) for language in CONFIGURED_LANGUAGES]
WAGTAIL_I18N_ENABLED = True
WAGTAILADMIN_PERMITTED_LANGUAGES = [("en", "English"), ("cy", "Cymraeg"), ("pl", "Polski"), ("ga", "Gaeilge")]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["languages.formats"]
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

# --- Translation by machine (docs/decisions/translations.md): none unless the environment names a service ------------------
TRANSLATION_SERVICE = env.str("TRANSLATION_SERVICE", default="")  # libretranslate or deepl
TRANSLATION_SERVICE_URL = env.str("TRANSLATION_SERVICE_URL", default="")
TRANSLATION_SERVICE_KEY = env.str("TRANSLATION_SERVICE_KEY", default="")

# --- Database, cache, search: SQLite and memory until the environment names something larger ---------------------------
DATABASES = {"default": database_settings(env, DATA_DIR)}
CACHES = {"default": cache_settings(env)}
WAGTAILSEARCH_BACKENDS = {"default": search_settings(env)}

# --- Pages from memory (docs/decisions/pages-from-memory.md) ---------------------------------------------------------------
PAGE_MEMORY = env.bool("PAGE_MEMORY", default=False)
PAGE_MEMORY_BYTES = env.int("PAGE_MEMORY_BYTES", default=64 * 1024 * 1024)  # in each process; as much again on the disk
PAGE_MEMORY_FOLDER = DATA_DIR / "page-memory"
PAGE_CDN_SECONDS = env.int("PAGE_CDN_SECONDS", default=0)  # how long a CDN in front may keep a page without asking
WAGTAILFRONTENDCACHE = front_settings(env)  # what is told to drop copies: docs/decisions/in-front.md
RECORD_PAGE_CHANGES = True  # also by commands and in development: they may change the database of a running site

# --- What follows a commit (docs/decisions/outbox.md) ----------------------------------------------------------------------
OUTBOX_IN_PROCESS = env.bool("OUTBOX_IN_PROCESS", default=True)  # web processes carry it out at once, in a thread
OUTBOX_EMAIL_BACKEND = ""  # what reaches the mail server, where EMAIL_BACKEND is the outbox
OUTBOX_INLINE = False  # carried out before the commit returns: for tests
NIGHTLY_UPKEEP = env.bool("NIGHTLY_UPKEEP", default=True)  # by `run_scheduled`: see `upkeep.nightly`
HEALTHCHECK_URL = env.str("HEALTHCHECK_URL", default="")  # asked after every turn of the scheduler that went well

# --- Files -----------------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = BASE_DIR / "staticfiles"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
FILE_UPLOAD_PERMISSIONS = 0o640
STORAGES = storage_settings(env, DATA_DIR)

# --- Limits (SAFETY.md figures: 10 MB and 25 megapixels a picture) ---------------------------------------------------------
PICTURE_MAX_BYTES = 10 * 1024 * 1024
PICTURE_MAX_PIXELS = 25_000_000
PICTURE_MAX_EDGE = 3200  # pixels kept on the longer side: twice the widest rendition
BODY_MAX_BYTES = 50 * 1024 * 1024  # of one request with all its files; as in deploy/nginx.conf
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor posts thousands of fields for long StreamFields.

# --- Wagtail -----------------------------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "/together"
WAGTAILIMAGES_IMAGE_MODEL = "home.Picture"
WAGTAILIMAGES_IMAGE_FORM_BASE = "home.admin.picture_form.PictureForm"
WAGTAILIMAGES_EXTENSIONS = ["jpg", "jpeg", "png", "webp", "avif", "heic", "heif"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = PICTURE_MAX_BYTES
WAGTAILIMAGES_MAX_IMAGE_PIXELS = PICTURE_MAX_PIXELS
WAGTAILIMAGES_AVIF_QUALITY = 55
WAGTAILIMAGES_WEBP_QUALITY = 72
WAGTAILIMAGES_JPEG_QUALITY = 76
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "odt", "txt", "mp3", "mp4", "vtt"]
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False  # whoever forgot a password signs in with a mailed code
WAGTAILUSERS_PASSWORD_REQUIRED = False
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
WAGTAIL_FINISH_WORKFLOW_ACTION = "home.review_outcome.publish_reviewed"
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAILREDIRECTS_AUTO_CREATE = True
WAGTAILADMIN_GLOBAL_EDIT_LOCK = True
TAGGIT_CASE_INSENSITIVE = True
X_FRAME_OPTIONS = "DENY"  # the admin and its previews are let into frames of this site: `delivery.headers`

# --- Backups (docs/operators.md) ---------------------------------------------------------------------------------------------
BACKUP_DIR = Path(env.str("BACKUP_DIR", default=str(DATA_DIR / "backups"))).expanduser().resolve()
BACKUP_BUCKET = env.str("BACKUP_BUCKET", default="")
# One of STORAGES instead of the folder; backups are then only made and checked in the folder.
BACKUP_STORAGE = env.str("BACKUP_STORAGE", default="backups" if BACKUP_BUCKET else "")
if BACKUP_BUCKET:
    STORAGES = {**STORAGES, "backups": bucket_settings(env, BACKUP_BUCKET)}
BACKUP_KEY = env.str("BACKUP_KEY", default="")
BACKUP_MEDIA = ["default", "evidence"]  # the storages whose files are part of a backup
BACKUP_KEEP_DAILY = env.int("BACKUP_KEEP_DAILY", default=7)
BACKUP_KEEP_WEEKLY = env.int("BACKUP_KEEP_WEEKLY", default=5)
BACKUP_KEEP_MONTHLY = env.int("BACKUP_KEEP_MONTHLY", default=12)
ERASURE_LEDGER = Path(env.str("ERASURE_LEDGER", default=str(DATA_DIR / "erasures.jsonl"))).expanduser().resolve()

# --- Consent and retention, in days (docs/decisions/consent.md) --------------------------------------------------------------
CONSENT_REVIEW_DAYS = 2 * 365  # after which people are asked again
CONSENT_NOTICE_DAYS = 30  # before that day they are written to
DRAFT_REMINDER_DAYS = 30  # a draft nobody has touched for so long is reminded of
DRAFT_DAYS_AFTER_REMINDER = 30  # and erased so long after that
NOTES_REMINDER_DAYS = 14  # notes of editors that nobody answers are reminded of
DECLINED_DAYS = 90  # stories and applications that were not taken up
CONCERN_DAYS = 365  # concerns that were dealt with

# --- Watching (docs/operators.md) --------------------------------------------------------------------------------------------
METRICS = env.bool("METRICS", default=False)  # figures for Prometheus at /metrics
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")  # without one they are for this machine only
if METRICS:
    MIDDLEWARE = ["delivery.watching.instruments.CountingMiddleware", *MIDDLEWARE]
SENTRY_DSN = env.str("SENTRY_DSN", default="")

# --- Logs (docs/operators.md) ------------------------------------------------------------------------------------------------
TRUST_PROXY = False  # whether what the proxy in front says of a request is believed: `production`
LOG_LEVEL = env.str("LOG_LEVEL", default="INFO")
LOGGING = logging_settings(as_json=False, level=LOG_LEVEL, mail_errors=False)
