"""Members, stories and forms for the tests of the desk."""

from __future__ import annotations

import json
import re
from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from accounts.models import User
from partners.desk.merging import marks
from partners.models import Membership, Organisation
from stories.desk.draft_mapping import read
from stories.desk.saving import begin, change
from stories.desk.story_draft import declaration_of
from stories.models import Submission
from tests.factories import make_organisation, make_strand

WORDS = "Every Thursday at three, Blessing carries one pan up four flights of stairs. By the top she has company."
COMPLETE: dict[str, Any] = {
    "title": "Soup for the night shift",
    "text": WORDS,
    "region": "wales",
    "people_answer": "nobody",
}


def make_member(organisation: Organisation, name: str = "Gwen", role: str = "contributor") -> User:
    """Make a person without any group who is a member of `organisation`."""
    person = User.objects.create_user(
        f"{name.lower()}-{organisation.key}", f"{name.lower()}@{organisation.key}.example", first_name=name
    )
    Membership.objects.create(organisation=organisation, user=person, role=role)
    return person


def make_submission(person: User, organisation: Organisation, **values: Any) -> Submission:
    """Begin a story and put values into it."""
    make_strand()
    key = f"{Submission.objects.count():032x}"
    submission = begin(organisation, person, key, values.get("language", "en"))
    change(submission, person, lambda now: now.with_values(values))
    submission.refresh_from_db()
    submission.page.refresh_from_db()
    return submission


def values_of(submission: Submission) -> dict[str, Any]:
    """Return the values of a story as they are saved."""
    fresh = Submission.objects.get(pk=submission.pk)
    draft = read(fresh, fresh.story())
    return {**draft.values(), "pictures": [placed.key for placed in draft.pictures]}


def posted(values: dict[str, Any], **more: Any) -> dict[str, Any]:
    """Return the fields of a form that had shown `values`, with what the writer changes as `more`."""
    fields = {name: value for name, value in values.items() if name != "pictures"}
    return {**fields, "seen": json.dumps(marks(fields, declaration_of)), "whole": "1", "action": "save", **more}


def address(submission: Submission, rest: str = "", language: str = "en") -> str:
    """Return the address of a story at its desk."""
    return f"/{language}/desk/{submission.organisation.key}/stories/{submission.pk}/{rest}"


def photo(name: str = "photo.jpg", size: tuple[int, int] = (60, 40), kind: str = "JPEG") -> SimpleUploadedFile:
    """Return a small picture as a browser sends it."""
    content = BytesIO()
    Image.new("RGB", size, "teal").save(content, kind)
    return SimpleUploadedFile(name, content.getvalue(), f"image/{kind.lower()}")


class Desk:
    """A member's browser at the desk of an organisation."""

    def __init__(self, organisation: Organisation | None = None, name: str = "Gwen") -> None:
        self.organisation = organisation or make_organisation(main_strand=make_strand())
        self.person = make_member(self.organisation, name)
        self.client = Client()
        self.client.force_login(self.person)

    def story(self, **values: Any) -> Submission:
        """Make a story of this desk."""
        return make_submission(self.person, self.organisation, **values)

    def get(self, submission: Submission, rest: str = "", **query: Any) -> Any:
        """Ask for a page of a story."""
        return self.client.get(address(submission, rest), query)

    def post(self, submission: Submission, values: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send the form of a story that had shown `values` (what is saved now)."""
        return self.client.post(address(submission), posted(values or values_of(submission), **more))

    def save_by_script(self, submission: Submission, values: dict[str, Any] | None = None, **more: Any) -> Any:
        """Send the form as the script does."""
        data = posted(values or values_of(submission), **more)
        return self.client.post(address(submission), data, headers={"Accept": "application/json"})


def hidden(html: str, name: str) -> str:
    """Return the value of a hidden field of a page."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found, f"the page has no hidden field {name}"
    return found[1].replace("&quot;", '"').replace("&amp;", "&")
