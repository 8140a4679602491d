"""Production: strict, and explicit about what it cannot start without."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from config.log_settings import logging_settings
from config.services import mail_settings

from .base import *  # noqa: F403  # settings modules are layered by importing the layer below
from .base import LOG_LEVEL, env


def _secret_key() -> str:
    """Return the secret from `SECRET_KEY` or the file named by `SECRET_KEY_FILE`; raises `ImproperlyConfigured`."""
    key_file = env.str("SECRET_KEY_FILE", default="")
    key = Path(key_file).read_text().strip() if key_file else env.str("SECRET_KEY", default="")
    if len(key) < 50:
        raise ImproperlyConfigured(
            "Set SECRET_KEY (or SECRET_KEY_FILE) to at least 50 random characters. Make one with: "
            'python -c "import secrets; print(secrets.token_urlsafe(64))"'
        )
    return key


SECRET_KEY = _secret_key()
SITE_URL = WAGTAILADMIN_BASE_URL = env.str("SITE_URL", default="").rstrip("/")
if not urlsplit(SITE_URL).hostname:
    raise ImproperlyConfigured("Set SITE_URL to the address readers use, for example https://together.example")

_secure = urlsplit(SITE_URL).scheme == "https"
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[urlsplit(SITE_URL).hostname])
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SECURE_SSL_REDIRECT = _secure
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$"]  # health checks come from inside, without TLS
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if _secure else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = _secure
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _secure
TRUST_PROXY = env.bool("TRUST_PROXY", default=False)  # the proxy in front writes X-Forwarded-For and -Proto itself
if TRUST_PROXY:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

PAGE_MEMORY = env.bool("PAGE_MEMORY", default=True)

DEFAULT_FROM_EMAIL = SERVER_EMAIL = env.str("FROM_EMAIL", default=f"hello@{urlsplit(SITE_URL).hostname}")
_mail = mail_settings(env)
globals().update(_mail)
EMAIL_BACKEND = "upkeep.outbox.backend.OutboxBackend"  # every letter, Wagtail's and Django's own too, survives a kill
OUTBOX_EMAIL_BACKEND = _mail["EMAIL_BACKEND"]
EMAIL_TIMEOUT = 10  # seconds for each answer of the mail server: a letter takes well under the lease of the outbox
_error_emails: list[str] = env.list("ERROR_EMAILS", default=[])
ADMINS = [(address, address) for address in _error_emails]
LOGGING = logging_settings(
    as_json=env.str("LOG_FORMAT", default="json") == "json", level=LOG_LEVEL, mail_errors=bool(ADMINS)
)
