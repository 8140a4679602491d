"""A bucket for backups: the same provider as the one for media, and best another account."""

from __future__ import annotations

from environs import Env


def bucket_settings(env: Env, bucket: str) -> dict[str, object]:
    """Return the entry of Django's `STORAGES` for the bucket of backups; each `BACKUP_S3_...` falls back to `S3_...`."""
    options = {
        "bucket_name": bucket,
        "endpoint_url": env.str("BACKUP_S3_ENDPOINT_URL", default=env.str("S3_ENDPOINT_URL", default=None)),
        "region_name": env.str("BACKUP_S3_REGION", default=env.str("S3_REGION", default=None)),
        "access_key": env.str("BACKUP_S3_ACCESS_KEY", default=env.str("S3_ACCESS_KEY", default=None)),
        "secret_key": env.str("BACKUP_S3_SECRET_KEY", default=env.str("S3_SECRET_KEY", default=None)),
        "file_overwrite": False,
    }
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
