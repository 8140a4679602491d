"""Encryption by the `openssl` program: AES-256 in counter mode, its key derived by PBKDF2 from `BACKUP_KEY`.

The digest over what comes out is what tells a changed byte or a wrong key; it is always checked before anything is decrypted.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Final

from upkeep.backup.integrity import CHUNK, ROUNDS
from upkeep.backup.refusal import RefusedError

SHORTEST_KEY: Final = 32
_VARIABLE: Final = "BACKUP_CIPHER_KEY"
_COMMAND: Final = (
    *("openssl", "enc", "-aes-256-ctr", "-pbkdf2", "-iter", str(ROUNDS), "-md", "sha256"),
    *("-pass", f"env:{_VARIABLE}"),
)


def check_key(key: str) -> None:
    """Return if `key` is empty or long enough to be a secret; raises `RefusedError` if not."""
    if 0 < len(key) < SHORTEST_KEY or key != key.strip():
        raise RefusedError(
            f"BACKUP_KEY needs at least {SHORTEST_KEY} characters without spaces. Try: openssl rand -hex 32"
        )


@contextmanager
def writing(path: Path, key: str) -> Iterator[IO[bytes]]:
    """Yield where to write what `path` shall hold, encrypted if there is a key; raises `RefusedError` if `openssl` fails."""
    path.touch(mode=0o600, exist_ok=False)  # people's addresses are in it
    with path.open("wb") as file:
        if not key:
            yield file
            return
        with _openssl(key, "-e", "-salt", stdin=subprocess.PIPE, stdout=file) as process:
            assert process.stdin  # noqa: S101  # asked for above
            yield process.stdin
            process.stdin.close()
            _check_end(process)


@contextmanager
def reading(path: Path, key: str) -> Iterator[IO[bytes]]:
    """Yield the bytes that were written, and behind them the digest or what it decrypts to."""
    with path.open("rb") as file:
        if not key:
            yield file
            return
        with _openssl(key, "-d", stdin=file, stdout=subprocess.PIPE) as process:
            assert process.stdout  # noqa: S101  # asked for above
            yield process.stdout
            while process.stdout.read(CHUNK):  # otherwise openssl complains that nobody listens
                pass
            _check_end(process)


@contextmanager
def _openssl(key: str, *options: str, **pipes: int | IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """Run `openssl`; it is stopped if the work with it fails. The key goes by the environment, which others cannot read."""
    try:
        process = subprocess.Popen(  # noqa: S603  # no shell, and no word from outside
            [*_COMMAND, *options],
            stderr=subprocess.PIPE,
            env={**os.environ, _VARIABLE: key},
            **pipes,  # type: ignore[call-overload]  # stdin or stdout, by name
        )
    except FileNotFoundError as error:
        raise RefusedError("BACKUP_KEY is set, and the program openssl is not installed.") from error
    try:
        yield process
    except BrokenPipeError:
        _check_end(process)
        raise
    finally:
        _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    """Stop the program if it still runs, and close what it was connected by."""
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout, process.stderr):
        if pipe:
            with suppress(BrokenPipeError):  # what was still to be written has lost its reader
                pipe.close()


def _check_end(process: subprocess.Popen[bytes]) -> None:
    """Wait for the program; raises `RefusedError` with what it said if it failed."""
    assert process.stderr  # noqa: S101  # asked for above
    said = process.stderr.read().decode(errors="replace").strip()
    if process.wait():
        raise RefusedError(f"openssl failed: {said.splitlines()[-1] if said else 'it said nothing'}")
