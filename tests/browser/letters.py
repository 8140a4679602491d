"""The letters the served site has written, read from the folder it puts them in."""

from __future__ import annotations

import email
import email.policy
import re
import time
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

SECONDS = 60
RULE = b"\n" + b"-" * 79 + b"\n"
"""What Django's file backend puts after each letter."""


class Letterbox:
    """All letters in `folder`, to whomever they go. Those that lie there from the start are not waited for: an old code is no code."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.old = {letter["Message-ID"] for letter in self}

    def __iter__(self) -> Iterator[EmailMessage]:
        for file in sorted(self.folder.glob("*.log")):
            for text in file.read_bytes().split(RULE):
                if text.strip():
                    yield email.message_from_bytes(text, _class=EmailMessage, policy=email.policy.default)

    def letter_to(self, address: str, subject: str = "") -> EmailMessage:
        """Wait for a new letter to `address`, of any subject or of this one, and return the latest."""
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            new = (letter for letter in self if letter["Message-ID"] not in self.old)
            found = [letter for letter in new if letter["To"] == address and subject in ("", letter["Subject"])]
            if found:
                return found[-1]
            time.sleep(0.1)
        raise AssertionError(f"No letter “{subject}” to {address} in {self.folder}")


def words_of(letter: EmailMessage) -> str:
    """Return the plain words of a letter."""
    part = letter.get_body(("plain",))
    assert part is not None
    words: str = part.get_content()
    return words


def link_in(letter: EmailMessage) -> str:
    """Return the address in a letter without its host, as a browser with a base address takes it."""
    found = re.search(r"https?://[^/\s]+(/\S+)", words_of(letter))
    assert found, words_of(letter)
    return found.group(1)


def code_in(letter: EmailMessage) -> str:
    """Return the code in a letter about signing in."""
    found = re.search(r"\d{4}-\d{4}", words_of(letter))
    assert found, words_of(letter)
    return found[0]
