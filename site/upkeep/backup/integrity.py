"""The last line of a backup: a digest of every byte before it, with a key one that only the key can make.

It stands after the end of the tar archive, where `tar` and `openssl` do not mind it: a backup can be opened without this code.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import re
from pathlib import Path
from typing import IO, Final

from upkeep.backup.refusal import RefusedError

ROUNDS: Final = 600_000
"""Rounds of PBKDF2 with SHA-256, as OWASP's Password Storage Cheat Sheet asks for."""
CHUNK: Final = 1024 * 1024
_LINE: Final = re.compile(rb"together-backup 1 (sha256|hmac  ) ([0-9a-f]{32}) ([0-9a-f]{16}) ([0-9a-f]{64})\n")
LENGTH: Final = len("together-backup 1 sha256 ") + 32 + 1 + 16 + 1 + 64 + 1
_NOT_WHOLE: Final = "is cut short, or is not a backup: its digest is missing."


def append_digest(path: Path, key: str) -> None:
    """Append the digest to the archive at `path`; an empty `key` makes one that finds accidents, not forgeries."""
    salt = os.urandom(16)
    secret = _secret(key, salt)
    with path.open("r+b") as file:
        start = _start(key, salt, secret)
        digest = _digest(file, path.stat().st_size, start, secret)
        file.write(start + digest.encode() + b"\n")
        file.flush()
        os.fsync(file.fileno())


def check_digest(path: Path, key: str) -> None:
    """Return if every byte is as it was written; raises `RefusedError` with the reason if not."""
    size = path.stat().st_size - LENGTH
    with path.open("rb") as file:
        found = _LINE.fullmatch(_last_line(file, size))
        if found is None:
            raise RefusedError(f"{path.name} {_NOT_WHOLE}")
        _check_key(path.name, key, needs_key=found[1] != b"sha256")
        secret = _secret(key, bytes.fromhex(found[2].decode()))
        start = found[0][:-65]
        if key and start != _start(key, bytes.fromhex(found[2].decode()), secret):
            raise RefusedError(f"{path.name} was made with another key than BACKUP_KEY, or its digest is damaged.")
        file.seek(0)
        if not hmac.compare_digest(_digest(file, size, start, secret), found[4].decode()):
            raise RefusedError(f"{path.name} is damaged: its bytes are not those that were written.")


def _last_line(file: IO[bytes], size: int) -> bytes:
    """Return the line that begins after `size` bytes, or nothing when the file is too short to have one."""
    if size < 0:
        return b""
    file.seek(size)
    return file.read()


def _check_key(name: str, key: str, *, needs_key: bool) -> None:
    """Raise `RefusedError` when there is a key where none was used, or none where one was."""
    if needs_key and not key:
        raise RefusedError(f"{name} is encrypted: set BACKUP_KEY to the key it was made with.")
    if key and not needs_key:
        # Otherwise whoever can write to the place of backups could put in one of their own, and nobody would notice.
        raise RefusedError(f"{name} was made without a key, and BACKUP_KEY is set. Unset it if you trust this backup.")


def _secret(key: str, salt: bytes) -> bytes:
    """Return the secret of the digest; not the one of the encryption, which has a salt of its own."""
    return hashlib.pbkdf2_hmac("sha256", key.encode(), salt, ROUNDS) if key else b""


def _start(key: str, salt: bytes, secret: bytes) -> bytes:
    """Return the line up to the digest: how it was made, with what salt, and a sign by which the right key is known."""
    kind = "hmac  " if key else "sha256"
    known = hmac.digest(secret, b"the right key", "sha256").hex()[:16] if key else "0" * 16
    return f"together-backup 1 {kind} {salt.hex()} {known} ".encode()


def _digest(file: IO[bytes], size: int, start: bytes, secret: bytes) -> str:
    """Return the digest of the next `size` bytes and of the line that holds it."""
    digest = hmac.new(secret, digestmod="sha256") if secret else hashlib.sha256()
    while size > 0 and (chunk := file.read(min(size, CHUNK))):
        size -= len(chunk)
        digest.update(chunk)
    digest.update(start)
    return digest.hexdigest()
