"""Which database, cache, search engine, file storage and mail server the site uses, read from environment variables.

Every function takes the parsed environment and returns the value of one Django setting, `mail_settings` of several. Nothing
set means one machine: SQLite, memory, the database's own search, the local disk, letters in the log.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured
from environs import Env

from config.log_settings import Settings

SQLITE_OPTIONS: Settings = {
    # Whatever is deleted is overwritten in the file as well: a story that was withdrawn is nowhere on the disk.
    # Write-ahead log and immediate transactions: 8 writers x 50 read-then-write transactions finish without "locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA secure_delete=ON; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;",
}

MAIL_PORTS = {"smtp+tls": 587, "smtp+ssl": 465, "smtp": 25}
"""How a mail server is spoken to, and at which port unless `EMAIL_URL` names one; `smtp` is not encrypted."""


def database_settings(env: Env, data_dir: Path) -> Settings:
    """Return `DATABASES["default"]`: `DATABASE_URL` if it is set, else an SQLite file under `data_dir`."""
    url = env.str("DATABASE_URL", default="")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "db.sqlite3",
            "OPTIONS": dict(SQLITE_OPTIONS),
            "CONN_MAX_AGE": 60,  # opening and setting up a connection costs as much as several queries
        }
    settings: Settings = dict(env.dj_db_url("DATABASE_URL"))
    if "postgresql" in settings["ENGINE"]:
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
        settings["CONN_MAX_AGE"] = 0  # the pool keeps connections; Django must not keep a second set
    return settings


def cache_settings(env: Env) -> Settings:
    """Return `CACHES["default"]`: Redis at `REDIS_URL`, else memory of the process."""
    url = env.str("REDIS_URL", default="")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {"BACKEND": "delivery.caches.FallbackRedisCache", "LOCATION": url, "KEY_PREFIX": "together"}


def search_settings(env: Env) -> Settings:
    """Return `WAGTAILSEARCH_BACKENDS["default"]`: OpenSearch at `OPENSEARCH_URL`, else the database's own index."""
    url = env.str("OPENSEARCH_URL", default="")
    if not url:
        return {"BACKEND": "search.backends", "ATOMIC_REBUILD": False}
    return {
        "BACKEND": "wagtail.search.backends.opensearch3",
        "URLS": [url],
        "INDEX_PREFIX": "together",
        "TIMEOUT": 5,
        "ATOMIC_REBUILD": True,
    }


def mail_settings(env: Env) -> Settings:
    """Return the `EMAIL_` settings: the mail server at `EMAIL_URL`, else letters are written to the log.

    Raises `ImproperlyConfigured` for a scheme that is not in `MAIL_PORTS`: a slip must not send a password unencrypted.
    """
    named = env.str("EMAIL_URL", default="")
    if not named:
        return {"EMAIL_BACKEND": "django.core.mail.backends.console.EmailBackend"}
    url = urlsplit(named)
    if url.scheme not in MAIL_PORTS or not url.hostname:
        raise ImproperlyConfigured(
            f"EMAIL_URL begins with one of {', '.join(MAIL_PORTS)}, then :// and the mail server."
        )
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": url.hostname,
        "EMAIL_PORT": url.port or MAIL_PORTS[url.scheme],
        "EMAIL_HOST_USER": unquote(url.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(url.password or ""),
        "EMAIL_USE_TLS": url.scheme == "smtp+tls",
        "EMAIL_USE_SSL": url.scheme == "smtp+ssl",
    }


def front_settings(env: Env) -> dict[str, Settings]:
    """Return `WAGTAILFRONTENDCACHE`: what stands in front and is told to drop copies; nothing by default."""
    found: dict[str, Settings] = {}
    backends = "wagtail.contrib.frontend_cache.backends"
    if url := env.str("PURGE_URL", default=""):
        found["http"] = {"BACKEND": "delivery.front.backends.TimeLimitedHTTPBackend", "LOCATION": url}
    if zone := env.str("CLOUDFLARE_ZONE", default=""):
        token = env.str("CLOUDFLARE_TOKEN", default="")
        found["cloudflare"] = {"BACKEND": f"{backends}.CloudflareBackend", "ZONEID": zone, "BEARER_TOKEN": token}
    if distribution := env.str("CLOUDFRONT_DISTRIBUTION", default=""):
        found["cloudfront"] = {"BACKEND": f"{backends}.CloudfrontBackend", "DISTRIBUTION_ID": distribution}
    return found


def storage_settings(env: Env, data_dir: Path) -> Settings:
    """Return `STORAGES`: media in the bucket `S3_BUCKET` if it is set, else on the local disk.

    `evidence` holds records of consent, beside the media and never among them: no address leads there.
    """
    static = {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage",
        # Collected by one user, served by another: what FILE_UPLOAD_PERMISSIONS says is for uploads.
        "OPTIONS": {"file_permissions_mode": 0o644},
    }
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        disk = "django.core.files.storage.FileSystemStorage"
        evidence = {"location": str(data_dir / "evidence"), "base_url": None, "file_permissions_mode": 0o600}
        return {"default": {"BACKEND": disk}, "evidence": {"BACKEND": disk, "OPTIONS": evidence}, "staticfiles": static}
    options = {
        "bucket_name": bucket,
        # Readers fetch media from the site's own address, as the Content-Security-Policy asks; the proxy passes them on to the bucket.
        "location": "media",
        "custom_domain": urlsplit(env.str("SITE_URL", default="")).netloc or None,
        "endpoint_url": env.str("S3_ENDPOINT_URL", default=None),
        "region_name": env.str("S3_REGION", default=None),
        "access_key": env.str("S3_ACCESS_KEY", default=None),
        "secret_key": env.str("S3_SECRET_KEY", default=None),
        "querystring_auth": False,
        "file_overwrite": False,
    }
    private = {**options, "location": "evidence", "custom_domain": None, "querystring_auth": True}
    s3 = "storages.backends.s3.S3Storage"
    return {
        "default": {"BACKEND": s3, "OPTIONS": options},
        "evidence": {"BACKEND": s3, "OPTIONS": private},
        "staticfiles": static,
    }
