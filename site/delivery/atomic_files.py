"""Files that are there whole or not at all, also while several processes make the same one."""

from __future__ import annotations

import secrets
from pathlib import Path


def write_atomically(path: Path, content: bytes) -> None:
    """Put `content` into `path`, as its owner's umask has it; raises OSError and leaves what was there."""
    waiting = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        waiting.write_bytes(content)
        waiting.replace(path)
    finally:
        waiting.unlink(missing_ok=True)
