"""A story as the desk knows it. What is to be known of a field stands where it is declared; nothing else lists the fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext_lazy as _

from home.models import Strand, Theme
from home.regions import Region
from home.text_uses import SEARCHED
from languages.configured import language_choices, language_for
from partners.desk.declared_fields import (
    Choices,
    Control,
    Declaration,
    Merging,
    Value,
    declarations,
    declared,
    texts,
)
from partners.desk.placed_pictures import PICTURE_TEXTS, PlacedPicture
from partners.form_fields import region_choices
from stories.models import Part, Submission

MAX_TEXT: Final = 60_000
"""Characters of a story: ten times what we ask for. What is longer was pasted by mistake."""
CREDITED, UNCREDITED = "yes", "no"


def _strands() -> Choices:
    return [*((strand.slug, strand.name) for strand in Strand.objects.all()), ("", _("I am not sure. Editors choose."))]


def _themes() -> Choices:
    return sorted(((theme.slug, theme.name) for theme in Theme.objects.all()), key=lambda pair: pair[1].casefold())


def _credits() -> Choices:
    return [(CREDITED, _("Yes, say it comes from us")), (UNCREDITED, _("No, leave our name out"))]


def _region(value: Value) -> str:
    return str(Region(value).label) if value in Region.values else ""


def _names(value: Value) -> str:
    """Return the names of strands and themes by their slugs."""
    slugs = [value] if isinstance(value, str) else list(value)
    named = {one.slug: one.name for model in (Strand, Theme) for one in model.objects.filter(slug__in=slugs)}
    return ", ".join(sorted(named.values()))


@dataclass(frozen=True, slots=True)
class StoryDraft:
    """What is written of a story and answered about it; the default of each field is what nobody has filled in yet."""

    title: str = declared(
        "",
        Declaration(
            label=_("Title"),
            help_text=_("Up to 10 words. What would make a neighbour stop and read?"),
            part=Part.TITLE,
            limit=200,
            missing=_("Give your story a title"),
            use=SEARCHED,
        ),
    )
    text: str = declared(
        "",
        Declaration(
            label=_("The story"),
            help_text=_("300 to 800 words. Who was there, what happened, what changed?"),
            part=Part.TEXT,
            control=Control.TEXT,
            limit=MAX_TEXT,
            missing=_("Write your story"),
            merging=Merging.SENTENCES,
            use=SEARCHED,
        ),
    )
    region: str = declared(
        "",
        Declaration(
            label=_("Nation or region"),
            part=Part.PLACE,
            control=Control.SELECT,
            choices=region_choices,
            missing=_("Choose the nation or region where it happened"),
            told=_region,
        ),
    )
    locality: str = declared("", Declaration(label=_("Town or village"), part=Part.PLACE, limit=80, use=SEARCHED))
    strand: str = declared(
        "",
        Declaration(
            label=_("Which strand fits best?"),
            part=Part.STRAND,
            control=Control.RADIOS,
            choices=_strands,
            told=_names,
        ),
    )
    themes: tuple[str, ...] = declared(
        (),
        Declaration(
            label=_("What is it about?"), part=Part.STRAND, control=Control.BOXES, choices=_themes, told=_names
        ),
    )
    language: str = declared(
        "",
        Declaration(
            label=_("Language you are writing in"),
            part=Part.LANGUAGE,
            control=Control.SELECT,
            choices=language_choices,
            told=lambda code: language_for(str(code)).name,
        ),
    )
    people: str = declared(
        "",
        Declaration(
            label=_("Who told it"),
            help_text=_("First names, as they asked to be named. For example: Told by Blessing, a nurse."),
            part=Part.PEOPLE,
            limit=250,
            use=SEARCHED,
        ),
    )
    people_answer: str = declared(
        "",
        Declaration(
            label=_("Who can be recognised, in the words or the pictures?"),
            control=Control.RADIOS,
            choices=lambda: Submission.People.choices,
            missing=_("Tell us who can be recognised in your story"),
        ),
    )
    credits_organisation: str = declared(
        CREDITED,
        Declaration(label=_("May we name your organisation?"), control=Control.RADIOS, choices=_credits),
    )
    translation: str = declared(
        "",
        Declaration(
            label=_("Shall it be read in another language too?"),
            control=Control.RADIOS,
            choices=lambda: Submission.Translation.choices,
        ),
    )
    pictures: tuple[PlacedPicture, ...] = ()

    def values(self) -> dict[str, Value]:
        """Return what each field of the form holds, those of the pictures included."""
        own: dict[str, Value] = {name: getattr(self, name) for name in FIELDS}
        return {**own, **self.picture_values()}

    def picture_values(self) -> dict[str, str]:
        """Return what the fields of the pictures hold."""
        return {field_name(name, placed.key): text for placed in self.pictures for name, text in placed.words.items()}

    def with_values(self, values: Mapping[str, Value]) -> StoryDraft:
        """Return the draft with these values of its form; what belongs to a picture it no longer has is left out."""
        pictures = tuple(_with_words(placed, values) for placed in self.pictures)
        return replace(self, **{name: values[name] for name in FIELDS if name in values}, pictures=pictures)  # type: ignore[arg-type]  # each by its own name

    def words(self) -> list[str]:
        """Return every text that readers get to see and that may name a person."""
        return [
            str(value)
            for name, value in self.values().items()
            if (use := declaration_of(name).use) and use.is_read and use.may_name
        ]


FIELDS: Final = declarations(StoryDraft)
TEXTS: Final = texts(StoryDraft)


def _with_words(placed: PlacedPicture, values: Mapping[str, Value]) -> PlacedPicture:
    said = {name: values.get(field_name(name, placed.key), text) for name, text in placed.words.items()}
    return replace(placed, **said)  # type: ignore[arg-type]  # words of its own fields


def field_name(name: str, key: int) -> str:
    """Return what the field of a picture is called in the form."""
    return f"{name}-{key}"


def declaration_of(name: str) -> Declaration:
    """Return what is declared of a field of the form; raises `KeyError` for one that no story has."""
    own, dash, _key = name.partition("-")
    return PICTURE_TEXTS[own] if dash else FIELDS[name]
