"""Debian's dictionaries, asked through the programs that read them."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

WORDS: Final = Path(__file__).resolve().parent / "words"


class MissingDictionaryError(Exception):
    """A dictionary is not installed; the message says how to install it."""


@dataclass(frozen=True, slots=True)
class Dictionary:
    """How to ask for one language: the command, and the Debian packages that bring it."""

    command: tuple[str, ...]
    packages: str

    def unknown(self, words: Iterable[str]) -> set[str]:
        """Return those of `words` that the dictionary does not know; raises `MissingDictionaryError`."""
        asked = sorted(set(words))
        if not shutil.which(self.command[0]):
            raise MissingDictionaryError(f"apt-get install {self.packages}")
        lines = "".join(f"^{word}\n" for word in asked)
        done = subprocess.run(self.command, input=lines, capture_output=True, text=True, encoding="utf-8")
        if done.returncode or not done.stdout:
            raise MissingDictionaryError(f"apt-get install {self.packages}")
        return {word for word, answer in zip(asked, _answers(done.stdout), strict=True) if not all(answer)}


DICTIONARIES: Final = {
    "en": Dictionary(("hunspell", "-a", "-i", "utf-8", "-d", "en_GB"), "hunspell hunspell-en-gb"),
    "cy": Dictionary(("aspell", "-a", "--encoding=utf-8", "--lang=cy"), "aspell aspell-cy"),
    "ga": Dictionary(("aspell", "-a", "--encoding=utf-8", "--lang=ga"), "aspell aspell-ga"),
    "gd": Dictionary(("hunspell", "-a", "-i", "utf-8", "-d", "gd_GB"), "hunspell hunspell-gd"),
    "pl": Dictionary(("hunspell", "-a", "-i", "utf-8", "-d", "pl_PL"), "hunspell hunspell-pl"),
}
"""Debian has no Urdu dictionary: Urdu is not checked."""


def _answers(output: str) -> Iterator[list[bool]]:
    """Yield, for each line asked in ispell's `-a` protocol, whether each word of it is known; a blank line ends it."""
    known: list[bool] = []
    for line in output.splitlines()[1:]:  # the first line names the program
        if line:
            known.append(line[0] in "*+-")
        else:
            yield known
            known = []


def listed(name: str) -> set[str]:
    """Return the words of the reviewed list `words/<name>.txt`; none if there is no such list."""
    path = WORDS / f"{name}.txt"
    lines = path.read_text("utf-8").splitlines() if path.is_file() else []
    return {line for line in lines if line and not line.startswith("#")}
