"""Backups: one file each, sealed, made while the site serves and believed only after it has been checked whole.

A backup is a tar archive with the database first, the media after it and `manifest.json` last; a line at its end seals every
byte before it. With `BACKUP_KEY` the archive is encrypted and the seal needs the key.
"""
