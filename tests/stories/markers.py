"""A story with one word in every field that takes text, and looking for the word in everything the site keeps."""

from __future__ import annotations

import json
from typing import Any, TypeVar
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, default_storage
from django.db import connection
from django.db.models import CharField, JSONField, Model, TextField
from wagtail.admin.models import FormState
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents.models import Document
from wagtail.log_actions import log
from wagtail.models import Comment, Locale
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from accounts.models import User
from home.models import Picture
from home.text_uses import text_uses_of
from stories.consent.consent_records import Place, Said, appear, record, state
from stories.models import (
    Concern,
    KeptForm,
    PeopleStatement,
    Person,
    StoryPage,
    Submission,
    SubmissionNote,
    SubmissionPicture,
)
from stories.models.consent import evidence_storage
from tests.block_values import filled
from tests.factories import SmallSite, make_picture, make_story
from upkeep.backup.media_copy import names_in

MARKER = "zzyxqmark"
Row = TypeVar("Row", bound=Model)


TEXTS = sorted(
    name for name, use in text_uses_of(StoryPage).items() if use.is_read and name not in ("body", "slug", "short_title")
)
"""Every text field of a story; a name in menus is as short as the word itself."""


def body(picture: Picture) -> str:
    """Return a body of every kind of block, with the word in every place that takes words."""
    block = StoryPage._meta.get_field("body").stream_block
    return json.dumps(filled(block, lambda way: f"{MARKER} {way}"[:30], picture.pk))


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
    values: dict[str, Any] = {name: f"{MARKER} {name}" for name in TEXTS} | {
        "short_title": MARKER,
        "body": body(picture),
    }
    story = make_story(site.stories["en"], slug=f"a-{MARKER}", picture=picture, **values)
    person = _person(story, picture, user)
    _translate(story)
    welsh = StoryPage.objects.get(translation_key=story.translation_key, locale__language_code="cy")
    for page in (story, welsh):
        _edit(page, user)
    _surround(story, picture, user)
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


def _surround(story: StoryPage, picture: Picture, user: User) -> None:
    concern = {"text": MARKER, "email": f"{MARKER}@example.org", "language": "en", "fingerprint": "1"}
    Concern.objects.create(story_key=story.translation_key, page=story, **concern)
    document = Document.objects.create(title=MARKER, file=ContentFile(MARKER.encode(), f"{MARKER}.txt"))
    story.body = json.dumps(
        [
            *json.loads(body(picture)),
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
    _tell_at_the_desk(story, picture, user)


def _tell_at_the_desk(story: StoryPage, picture: Picture, user: User) -> None:
    """Leave the word in every text field of what the desk keeps of a story."""
    submission = _told(Submission, page=story, author=user)
    _told(SubmissionPicture, submission=submission, picture=picture)
    _told(SubmissionNote, submission=submission, author=user)
    _told(KeptForm, submission=submission, user=user)


def _told(model: type[Row], **about: Model) -> Row:
    """Make a row with the word in every field that takes words."""
    values: dict[str, Any] = {}
    for field in model._meta.get_fields():
        if isinstance(field, JSONField):
            values[field.name] = {"text": MARKER}
        elif isinstance(field, CharField | TextField) and not field.choices and not field.unique:
            values[field.name] = MARKER
    return model._default_manager.create(**values, **about)


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
