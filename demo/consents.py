"""Who can be recognised in the demonstration's stories, and that they agreed. They are as invented as the stories."""

from __future__ import annotations

from uuid import UUID

from demo.content_files import entries
from demo.tree import Tree, translation_key
from stories.consent.consent_records import Place, Said, appear, record, state
from stories.consent.consent_wording import PURPOSES
from stories.models import Consent, PeopleStatement, Person, StoryPage

Answer = PeopleStatement.Answer


def record_consents(tree: Tree) -> None:
    """Say of every story that was just made who is in it; those who are named agreed on paper, to everything."""
    told = {
        translation_key(entry.key): entry.data.get("consented", []) for entry in entries("stories") if entry.is_original
    }
    for page, _language, _body in tree.made:
        if isinstance(page, StoryPage):
            names = told[page.translation_key]
            state(page, Answer.LISTED if names else Answer.NOBODY)
            _agree(page, names)


def _agree(page: StoryPage, names: list[str]) -> None:
    if Person.objects.in_story(page.translation_key).exists():
        return
    for name in names:
        person = Person.objects.create(
            name=name, age_band="adult", language=page.original_language, organisation=page.organisation
        )
        appear(person, page.translation_key, [Place(None, is_named=True)])
        said = Said(frozenset(PURPOSES), how=Consent.How.PAPER, language=page.original_language)
        record(person, page.translation_key, said)


def say_nobody(keys: list[UUID]) -> None:
    """Say of stories that are made in bulk, for measuring, that nobody can be recognised."""
    rows = [PeopleStatement(story_key=key, answer=Answer.NOBODY) for key in keys]
    PeopleStatement.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)
