"""A bucket for backups: the same provider as the one for media, and best another account."""

from __future__ import annotations

from typing import Any

from environs import Env


def bucket_settings(env: Env, bucket: str) -> dict[str, Any]:
    """Return the entry of Django's `STORAGES` for the bucket of backups; each `BACKUP_S3_...` falls back to `S3_...`."""
    names = ("ENDPOINT_URL", "REGION", "ACCESS_KEY", "SECRET_KEY")
    found = {name: env.str(f"BACKUP_S3_{name}", default=env.str(f"S3_{name}", default=None)) for name in names}
    options = {
        "bucket_name": bucket,
        "endpoint_url": found["ENDPOINT_URL"],
        "region_name": found["REGION"],
        "access_key": found["ACCESS_KEY"],
        "secret_key": found["SECRET_KEY"],
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
