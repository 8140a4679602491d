"""The story that is told, in both languages, and the small words that stand nowhere else."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Tale:
    """A story in Welsh about Mair, who can be recognised in its photograph. `mark` is a word that stands nowhere else on the site."""

    mark: str
    photograph: Path

    @property
    def working_title(self) -> str:
        """The title it begins with."""
        return f"Cawl {self.mark}"

    @property
    def first_title(self) -> str:
        """The title before an editor has read it."""
        return f"Cawl poeth {self.mark}"

    @property
    def title(self) -> str:
        """The title readers see."""
        return f"Cawl i bawb {self.mark}"

    @property
    def english_title(self) -> str:
        """The title in English."""
        return f"Soup for everyone {self.mark}"

    @property
    def english_slug(self) -> str:
        """The last part of its address in English."""
        return f"soup-for-everyone-{self.mark}"

    @property
    def first(self) -> str:
        """What is typed while there is a connection."""
        return "Bob dydd Iau mae Mair yn cario sosban fawr o gawl i fyny'r grisiau."

    @property
    def second(self) -> str:
        """What is typed in a tunnel."""
        return f"Mae deugain o bobl yn bwyta wrth un bwrdd hir. {self.mark}"

    @property
    def shows(self) -> str:
        """What the photograph shows, once an editor has asked for more."""
        return f"Mair wrth y drws, gyda sosban fawr yn ei dwylo. {self.mark}"

    @property
    def english(self) -> dict[str, str]:
        """Each text of the story with its translation."""
        return {
            self.title: self.english_title,
            self.first: "Every Thursday Mair carries a large pan of soup up the stairs.",
            self.second: f"Forty people eat at one long table. {self.mark}",
            "Cwm Enghraifft": "Cwm Enghraifft",
            self.shows: f"Mair at the door with a large pan in her hands. {self.mark}",
        }
