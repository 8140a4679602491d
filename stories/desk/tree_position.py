"""Where in the tree a story stands: under the list of stories of the language it is written in.

A language may have no list of stories yet. The story then waits under the list of the site's first language that has one; its
`original_language` says what it is written in, and it moves as soon as there is a list for it and it is saved again.
"""

from __future__ import annotations

import secrets

from django.core.exceptions import ImproperlyConfigured

from accounts.models import User
from home.models import Strand
from languages.configured import DEFAULT_LANGUAGE, LANGUAGES
from partners.models import Organisation
from stories.desk.draft_mapping import NO_TITLE
from stories.models import StoryIndexPage, StoryPage


def index_for(code: str) -> StoryIndexPage:
    """Return the list of stories a story in the language `code` belongs under; raises `ImproperlyConfigured` without any."""
    pages = StoryIndexPage.objects.filter(alias_of=None).select_related("locale").order_by("pk")
    by_code: dict[str, StoryIndexPage] = {}
    for page in pages:
        by_code.setdefault(page.locale.language_code, page)
    for wanted in (code, DEFAULT_LANGUAGE.code, *(language.code for language in LANGUAGES)):
        if wanted in by_code:
            return by_code[wanted]
    raise ImproperlyConfigured("A site needs a list of stories before any can be written.")


def first_strand(organisation: Organisation) -> Strand:
    """Return the strand a story has until somebody chooses one: the organisation's own, else the first."""
    strand = organisation.main_strand or Strand.objects.order_by("number").first()
    if strand is None:
        raise ImproperlyConfigured("A site needs a strand before stories can be written.")
    return strand


def add_story(organisation: Organisation, person: User, code: str) -> StoryPage:
    """Add an empty story, not live, and return it. Its address is random until it is sent and has a title."""
    index = StoryIndexPage.objects.select_for_update().get(pk=index_for(code).pk)  # children are numbered one at a time
    page = StoryPage(
        title=NO_TITLE,
        slug=f"story-{secrets.token_hex(6)}",
        live=False,
        has_unpublished_changes=True,
        owner=person,
        locale_id=index.locale_id,
        organisation=organisation,
        strand=first_strand(organisation),
        region=organisation.region,
        locality=organisation.locality,
        original_language=code,
    )
    index.add_child(instance=page)
    return page


def move_to_language(page: StoryPage, story: StoryPage, code: str) -> None:
    """Have a story that was never live be written in the language `code`, and stand where such stories stand."""
    story.original_language = code
    index = index_for(code)
    if page.first_published_at or page.get_parent().pk == index.pk:
        return
    StoryIndexPage.objects.select_for_update().get(pk=index.pk)
    page.move(index, pos="last-child")
    moved = StoryPage.objects.get(pk=page.pk)
    moved.locale_id = index.locale_id
    moved.original_language = code
    moved.save()
    for name in ("path", "depth", "url_path", "slug", "locale_id"):
        setattr(story, name, getattr(moved, name))
    page.refresh_from_db()
