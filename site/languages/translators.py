"""Who translates into a language: the members of its group."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.auth import get_user_model
from django.db.models import QuerySet

from languages.configured import LANGUAGES, Language

if TYPE_CHECKING:
    from accounts.models import User


def translator_group_name(language: Language) -> str:
    """Return the name of the group of those who translate into `language`; its own name, never translated."""
    return f"Translators ({language.name})"


def translators_of(language: Language) -> QuerySet[User]:
    """Return those who translate into a language and can be written to, in a fixed order."""
    people: QuerySet[Any] = get_user_model().objects.filter(groups__name=translator_group_name(language))
    return people.filter(is_active=True).exclude(email="").order_by("pk")


def translated_languages(person: Any) -> list[str]:
    """Return the codes of the languages `person` translates into, in one query."""
    names = set(person.groups.values_list("name", flat=True)) if person.is_authenticated else set()
    return [language.code for language in LANGUAGES if translator_group_name(language) in names]
