"""A walk through every text field of a story, on its page and at the desk: whatever looks through stories looks through all of them."""

from __future__ import annotations

import json

import pytest
from django.db.models import CharField
from django.http import QueryDict
from wagtail.fields import StreamField

from home.text_uses import text_uses_of
from partners.desk.body_markdown import text_of as text_of_body
from partners.desk.declared_fields import Control, Declaration
from partners.desk.placed_pictures import PICTURE_TEXTS, PlacedPicture
from stories.consent import rules
from stories.desk.completeness import warnings
from stories.desk.draft_mapping import draft_of, write
from stories.desk.forms import StoryForm
from stories.desk.story_draft import TEXTS, StoryDraft, declaration_of, field_name
from stories.models import StoryPage
from stories.moderation.reviewing import fields as review_fields
from stories.moderation.story_differences import changes
from tests.block_values import filled
from tests.factories import SmallSite, make_picture, make_story
from tests.stories.desk.building import COMPLETE, Desk, make_submission

pytestmark = pytest.mark.django_db
PHONE = "07700 900123"
PAGE_TEXTS = sorted(name for name, use in text_uses_of(StoryPage).items() if use.is_read and name != "body")
DRAFT_TEXTS = [*TEXTS, *(field_name(name, 1) for name in PICTURE_TEXTS)]
every_text_of_a_draft = pytest.mark.parametrize("name", DRAFT_TEXTS)


def draft_with(name: str, value: str) -> StoryDraft:
    """Return a draft with one picture and one text filled in."""
    return StoryDraft(pictures=(PlacedPicture(1),)).with_values({name: value})


@pytest.mark.parametrize("name", PAGE_TEXTS)
def test_consent_looks_through_every_text_of_a_page(name: str, site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    setattr(story, name, "Told by Aisha")
    assert "Told by Aisha" in rules.text_of(story)


def test_consent_looks_through_every_text_of_every_block(site_tree: SmallSite) -> None:
    places: list[str] = []

    def word(way: str) -> str:
        places.append(way)
        return f"Word{len(places)}end"

    block = StoryPage._meta.get_field("body").stream_block
    story = make_story(site_tree.stories["en"], body=json.dumps(filled(block, word, make_picture().pk)))
    told = rules.text_of(story)
    assert len(places) > 20
    assert [way for number, way in enumerate(places, start=1) if f"Word{number}end" not in told] == []


@every_text_of_a_draft
def test_warnings_look_through_every_text(name: str) -> None:
    assert [warning.words for warning in warnings(draft_with(name, f"Ring {PHONE} now"))] == [PHONE]


@every_text_of_a_draft
def test_form_asks_for_every_text_and_keeps_it(name: str, site_tree: SmallSite) -> None:
    form = StoryForm(None, draft=draft_with(name, "Words"))
    assert form[name].label == declaration_of(name).label
    assert form[name].value() == "Words"


@every_text_of_a_draft
def test_text_too_long_is_said_and_not_cut(name: str, site_tree: SmallSite) -> None:
    limit = declaration_of(name).limit
    data = QueryDict(mutable=True)
    data[name] = "x" * (limit + 3)
    form = StoryForm(data, draft=draft_with(name, ""))
    assert name not in form.typed()
    assert "3" in str(form.errors[name])
    assert form[name].value() == data[name]
    assert "maxlength" not in str(form[name])


@every_text_of_a_draft
def test_editors_see_that_a_text_has_changed_and_what_it_says(name: str, site_tree: SmallSite) -> None:
    desk = Desk()
    picture = make_picture()
    name = name.replace("-1", f"-{picture.pk}")
    submission = make_submission(desk.person, desk.organisation, **COMPLETE)
    before, after = submission.story(), submission.story()
    write(
        submission, before, StoryDraft(title="T", text="Before.", region="wales", pictures=(PlacedPicture(picture.pk),))
    )
    write(submission, after, draft_of(before).with_values({name: "Quite other words"}))
    assert ["Quite other words" in str(change.words) for change in changes(before, after)] == [True]
    shown = review_fields(submission, after, {})
    words = [text for one in shown for picture in one.pictures for _label, text in picture.words]
    assert any("Quite other words" in one for one in [*words, *(one.value for one in shown)])


def test_page_keeps_every_word_of_a_draft(site_tree: SmallSite) -> None:
    """At the head of the page and in its text, and no field of the page holds less than the form takes."""
    desk = Desk()
    submission = make_submission(desk.person, desk.organisation)
    pictures = tuple(
        PlacedPicture(make_picture(colour).pk, **{name: f"{name} {colour}" for name in PICTURE_TEXTS})
        for colour in ("red", "blue")
    )
    words = {name: f"Some {name}" for name in TEXTS}
    draft = StoryDraft(**words, region="wales", language="en", pictures=pictures)
    story = submission.story()
    write(submission, story, draft)
    kept = draft_of(story)
    assert kept.text == text_of_body(story.body.get_prep_value()) == "Some text\n\n[picture 2]"
    assert kept.pictures == pictures
    assert {name: getattr(kept, name) for name in TEXTS if name != "text"} == {
        k: v for k, v in words.items() if k != "text"
    }
    for name, declaration in {**{f"picture_{one}": two for one, two in PICTURE_TEXTS.items()}, **TEXTS}.items():
        if declaration.control != Control.TEXT:
            assert room_of(name) >= declaration.limit, name


def room_of(name: str) -> int:
    """Return how many characters a field of a story's page holds."""
    field = StoryPage._meta.get_field(name)
    assert isinstance(field, CharField)
    return field.max_length or 0


def test_blocks_of_pictures_hold_what_the_form_takes() -> None:
    body = StoryPage._meta.get_field("body")
    assert isinstance(body, StreamField)
    children = body.stream_block.child_blocks["picture"].child_blocks
    for name, declaration in PICTURE_TEXTS.items():
        if name != "alt":
            assert children[name].field.max_length >= declaration.limit, name


def test_every_text_of_a_draft_is_seen_by_readers_and_says_where_it_belongs() -> None:
    declared: dict[str, Declaration] = {**TEXTS, **PICTURE_TEXTS}
    assert all(one.use and one.use.is_read and one.use.may_name for one in declared.values())
    assert all(one.label and one.limit for one in declared.values())
    assert all(one.part for one in TEXTS.values())
