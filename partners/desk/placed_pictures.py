"""A picture in its place: at the head of a page or in its text, with the words that stand beside it there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from home.text_uses import SAME_IN_ALL_LANGUAGES, SHOWN, TextUse
from partners.desk.declared_fields import Control, Declaration, declared, texts


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture by its key, and what is said of it. `decorative` is for editors to say."""

    key: int
    alt: str = declared(
        "",
        Declaration(
            label=_("Describe the picture"),
            help_text=_(
                "Imagine reading it down the phone. Say who and what is there, in one or two sentences. No need for “photo of”."
            ),
            control=Control.SHORT,
            limit=250,
            missing=_("Describe your picture for people who cannot see it"),
            example=_(
                "Three people in aprons stand round one big pan. Steam hides half of a clock that says ten past three."
            ),
            use=SHOWN,
        ),
    )
    caption: str = declared(
        "",
        Declaration(
            label=_("Words under the picture"),
            help_text=_("For example: The kitchen on Ward 9, at three in the morning."),
            limit=250,
            use=SHOWN,
        ),
    )
    photographer: str = declared(
        "",
        Declaration(
            label=_("Who took it"),
            help_text=_("As they wish to be named. For example: Siân Puw."),
            limit=120,
            use=SAME_IN_ALL_LANGUAGES,
        ),
    )
    decorative: bool = False

    @property
    def words(self) -> dict[str, str]:
        """What is said of it, by the names of the fields."""
        return {name: str(getattr(self, name)) for name in PICTURE_TEXTS}


PICTURE_TEXTS: Final = texts(PlacedPicture)
"""The declared words of a picture. At the head of a page each is a field `picture_…`, in its text a child of the block."""


def picture_text_uses() -> Mapping[str, TextUse]:
    """Return what becomes of the words of the picture at the head of a page, by the names of the page's fields."""
    return {f"picture_{name}": one.use for name, one in PICTURE_TEXTS.items() if one.use}
