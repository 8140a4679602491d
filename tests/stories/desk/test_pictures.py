"""Pictures of a story: added, described, moved and removed; and a file that is none costs nothing else."""

from __future__ import annotations

import json

import pytest

from partners.desk.placed_pictures import PICTURE_TEXTS
from stories.models import Submission
from tests.stories.desk.building import WORDS, Desk, photo, values_of

pytestmark = pytest.mark.django_db


def test_a_picture_is_added_stripped_and_comes_first(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    assert desk.post(submission, files=[photo("ward kitchen.jpg")], action="upload").status_code == 303
    story = Submission.objects.get().story()
    assert story.picture.title == "ward kitchen"
    assert Submission.objects.get().pictures.get().name == "ward kitchen.jpg"


def test_the_script_gets_the_fields_of_a_new_picture(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    told = desk.save_by_script(submission, files=[photo("pan.jpg")]).json()
    (key,) = values_of(submission)["pictures"]
    assert f'name="alt-{key}"' in told["pictures"]
    assert told["version"] == Submission.objects.get().version


def test_words_typed_about_a_new_picture_are_no_conflict(desk: Desk) -> None:
    """The script goes on with the marks it was told: those of the form, and those of the fields that have just appeared."""
    submission = desk.story(title="Soup")
    before = values_of(submission)
    told = desk.save_by_script(submission, files=[photo("pan.jpg")]).json()
    (key,) = values_of(submission)["pictures"]
    seen = json.dumps({**told["seen"], **told["shown"]})
    typed = {f"{name}-{key}": f"Words for {name}" for name in PICTURE_TEXTS}
    assert desk.save_by_script(submission, before, **typed, seen=seen).status_code == 200
    assert {name: values_of(submission)[name] for name in typed} == typed


def test_a_file_that_is_no_picture_costs_neither_text_nor_other_pictures(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    broken = photo("broken.jpg")
    broken.file.truncate(40)
    response = desk.post(submission, text=WORDS, files=[photo("one.jpg"), broken, photo("two.png", kind="PNG")])
    values = values_of(submission)
    assert response.status_code == 422
    assert "broken.jpg" in response.content.decode()
    assert (values["text"].split("\n")[0], len(values["pictures"])) == (WORDS, 2)


def test_twenty_pictures_are_too_many_and_the_first_are_kept(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    response = desk.post(submission, files=[photo(f"{number}.jpg", (4, 3)) for number in range(20)])
    assert response.status_code == 422
    assert len(values_of(submission)["pictures"]) == 12


def test_pictures_are_described_moved_and_removed(desk: Desk) -> None:
    submission = desk.story(title="Soup", text=WORDS)
    desk.post(submission, files=[photo("a.jpg"), photo("b.jpg"), photo("c.jpg")])
    first, second, third = values_of(submission)["pictures"]
    desk.post(submission, **{f"alt-{second}": "A pan", f"caption-{second}": "Photo: Siân", "action": f"up-{second}"})
    assert values_of(submission)["pictures"] == [second, first, third]
    story = Submission.objects.get().story()
    assert (story.picture_id, story.picture_alt, story.picture_caption) == (second, "A pan", "Photo: Siân")
    desk.post(submission, action=f"remove-{first}")
    assert values_of(submission)["pictures"] == [second, third]
    assert values_of(submission)["text"] == f"{WORDS}\n\n[picture 2]"


def test_words_of_pictures_that_came_since_are_on_the_form_that_comes_back(desk: Desk) -> None:
    """A form that was opened before a picture came has no fields for it; when it is shown again, it has, with what is saved there."""
    submission = desk.story(title="Soup")
    before = values_of(submission)
    desk.post(submission, files=[photo("pan.jpg")])
    (key,) = values_of(submission)["pictures"]
    desk.post(submission, **{f"{name}-{key}": f"Words for {name}" for name in PICTURE_TEXTS})
    page = desk.post(submission, before, title="x" * 201).content.decode()
    assert [name for name in PICTURE_TEXTS if f"Words for {name}" not in page] == []
