"""A story with one word in every field that takes text, and looking for the word in everything the site keeps."""

from __future__ import annotations

import json
from typing import Any
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import connection
from wagtail.admin.models import FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import Comment, Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import User
from home.models import Picture
from stories.consent.consent_records import Place, Said, appear, record, state
from stories.models import Concern, PeopleStatement, Person, StoryPage
from stories.models.consent import evidence_storage
from tests.factories import SmallSite, make_picture, make_story
from upkeep.backup.media_copy import names_in

MARKER = "zzyxqmark"


def body() -> str:
    """Return a body of every kind of words."""
    blocks = [
        ("heading", {"text": MARKER}),
        ("text", f"<p>{MARKER} bread</p>"),
        ("quote", {"words": MARKER, "attribution": MARKER}),
    ]
    return json.dumps([{"type": kind, "value": value, "id": str(uuid4())} for kind, value in blocks])


def marked_picture() -> Picture:
    """Make a picture whose title, credit and tag are the word."""
    picture = make_picture()
    picture.title = picture.credit = MARKER
    picture.save()
    picture.tags.add(MARKER)
    return picture


def marked_story(site: SmallSite, user: User) -> tuple[StoryPage, Person]:
    """Make a live story in English and Welsh with the word in it everywhere, and a person in it."""
    picture = marked_picture()
    texts = ("title", "summary", "people", "picture_alt", "picture_caption", "card_quote", "locality", "seo_title")
    values: dict[str, Any] = {name: f"{MARKER} {name}" for name in texts} | {
        "search_description": MARKER,
        "body": body(),
    }
    story = make_story(site.stories["en"], slug=f"a-{MARKER}", picture=picture, **values)
    person = _person(story, picture, user)
    _translate(story)
    welsh = StoryPage.objects.get(translation_key=story.translation_key, locale__language_code="cy")
    for page in (story, welsh):
        _edit(page, user)
    _surround(story, user)
    return StoryPage.objects.get(pk=story.pk), person


def _person(story: StoryPage, picture: Picture, user: User) -> Person:
    contact = {"email": f"{MARKER}@example.org", "guardian_email": f"g{MARKER}@example.org", "phone": MARKER}
    names = {"name": MARKER.title(), "shown_as": MARKER, "guardian_name": MARKER}
    person = Person.objects.create(age_band="adult", language="cy", created_by=user, **names, **contact)
    state(story, PeopleStatement.Answer.LISTED, user)
    appear(person, story.translation_key, [Place(None), Place(picture.pk)])
    evidence = ContentFile(MARKER.encode(), f"{MARKER}.pdf")
    said = Said(frozenset({"website"}), how="paper", guardian_name=MARKER, evidence=evidence)
    record(person, story.translation_key, said, user)
    log(person, "wagtail.create")
    return person


def _translate(story: StoryPage) -> None:
    """Translate a story into Welsh with the translation editor, each string by the word."""
    welsh = Locale.objects.get(language_code="cy")
    source, _made = TranslationSource.update_or_create_from_instance(story)
    translation = Translation.objects.create(source=source, target_locale=welsh)
    for segment in source.stringsegment_set.all():
        StringTranslation.objects.create(
            translation_of=segment.string, locale=welsh, context=segment.context, data=f"{MARKER} cyfieithiad"
        )
    translation.save_target(publish=True)


def _edit(page: StoryPage, user: User) -> None:
    """Leave drafts, a comment, an unsaved form, entries in the log and an old address behind."""
    page.title = f"{MARKER} older {page.locale_id}"
    page.save_revision(user=user, log_action=True)
    page.save_revision(user=user, log_action=True).publish(user=user)
    Comment.objects.create(page=page, user=user, text=MARKER, contentpath="title")
    FormState.objects.update_or_create_by_instance(
        page, user=user, defaults={"data": f"title={MARKER}", "last_updated_at": page.latest_revision_created_at}
    )
    log(page, "wagtail.edit", user=user, data={"comment": MARKER})
    Redirect.objects.create(old_path=f"/{page.locale.language_code}/stories/old-{MARKER}", redirect_page=page)


def _surround(story: StoryPage, user: User) -> None:
    concern = {"text": MARKER, "email": f"{MARKER}@example.org", "language": "en", "fingerprint": "1"}
    Concern.objects.create(story_key=story.translation_key, page=story, **concern)
    document = Document.objects.create(title=MARKER, file=ContentFile(MARKER.encode(), f"{MARKER}.txt"))
    story.body = json.dumps(
        [
            *json.loads(body()),
            {
                "type": "text",
                "value": f'<p><a linktype="document" id="{document.pk}">{MARKER}</a></p>',
                "id": str(uuid4()),
            },
        ]
    )
    state(story, PeopleStatement.Answer.LISTED, user)
    story.save_revision(user=user).publish(user=user)
    copy = story.copy(update_attrs={"slug": f"copy-{MARKER}", "title": f"Copy {MARKER}"}, keep_live=False, user=user)
    copy.save_revision(user=user)


def tables_with(word: str) -> list[str]:
    """Return the tables any row of which holds a word, the hidden tables of the full-text index included."""
    with connection.cursor() as cursor:
        tables = [table.name for table in connection.introspection.get_table_list(cursor)]
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            tables = [name for (name,) in cursor.fetchall()]
        return [table for table in tables if _holds(cursor, table, word)]


def _holds(cursor: Any, table: str, word: str) -> bool:
    cursor.execute(f'SELECT * FROM "{table}"')  # noqa: S608  # the names of tables come from the database itself
    return any(word in _text(value) for row in cursor.fetchall() for value in row)


def _text(value: Any) -> str:
    return bytes(value).decode("latin-1").lower() if isinstance(value, bytes | memoryview) else str(value).lower()


def files_with(word: str) -> list[str]:
    """Return the names of uploaded files that hold a word, by their name or in their bytes."""
    return [name for storage in (default_storage, evidence_storage()) for name in _files(storage, word)]


def _files(storage: Storage, word: str) -> list[str]:
    return [name for name in names_in(storage) if word in name or word.encode() in storage.open(name).read()]
