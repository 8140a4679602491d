"""Backups: one file each, with a digest, made while the site serves and believed only after it has been checked whole.

A backup is a tar archive with the database first, the media after it and `manifest.json` last; a line at its end is a digest of every
byte before it. With `BACKUP_KEY` the archive is encrypted and the digest needs the key.
"""
