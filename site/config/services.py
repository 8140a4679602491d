"""Which database, cache, search engine and file storage the site uses, read from environment variables.

Every function takes the parsed environment and returns the value of one Django setting. Nothing set means one machine:
SQLite, memory, the database's own search, the local disk.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import Env

SQLITE_OPTIONS: dict[str, Any] = {
    # Write-ahead log and immediate transactions: 8 writers x 50 read-then-write transactions finish without "locked".
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA mmap_size=134217728; PRAGMA cache_size=-16000;",
}


def database_settings(env: Env, data_dir: Path) -> dict[str, Any]:
    """Return `DATABASES["default"]`: `DATABASE_URL` if it is set, else an SQLite file under `data_dir`."""
    url = env.str("DATABASE_URL", default="")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": data_dir / "db.sqlite3",
            "OPTIONS": dict(SQLITE_OPTIONS),
            "CONN_MAX_AGE": 60,  # opening and setting up a connection costs as much as several queries
        }
    settings: dict[str, Any] = dict(env.dj_db_url("DATABASE_URL"))
    if "postgresql" in settings["ENGINE"]:
        settings["OPTIONS"] = {**settings.get("OPTIONS", {}), "pool": {"min_size": 1, "max_size": 8, "timeout": 10}}
        settings["CONN_MAX_AGE"] = 0  # the pool keeps connections; Django must not keep a second set
    return settings


def cache_settings(env: Env) -> dict[str, Any]:
    """Return `CACHES["default"]`: Redis at `REDIS_URL`, else memory of the process."""
    url = env.str("REDIS_URL", default="")
    if not url:
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": url, "KEY_PREFIX": "together"}


def search_settings(env: Env) -> dict[str, Any]:
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


def storage_settings(env: Env) -> dict[str, Any]:
    """Return `STORAGES`: media in the bucket `S3_BUCKET` if it is set, else on the local disk."""
    static = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    bucket = env.str("S3_BUCKET", default="")
    if not bucket:
        return {"default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}, "staticfiles": static}
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
    return {"default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}, "staticfiles": static}
