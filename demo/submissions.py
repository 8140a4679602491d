"""Stories on their way: drafts, stories with the editors, and what became of others. No letter is sent about any of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Revision, TaskState

from accounts.models import User
from demo.content_files import read_rows
from demo.tree import translation_key
from languages.translations import live_pages
from partners.models import Organisation
from stories.consent.consent_records import Place, Said, appear, record, state
from stories.consent.consent_wording import PURPOSES
from stories.desk.completeness import warnings
from stories.desk.draft_mapping import read
from stories.desk.saving import begin, change
from stories.desk.sending import send
from stories.models import Consent, Handling, PeopleStatement, Person, PublicStory, StoryPage, Submission
from stories.moderation import deciding
from stories.moderation.deciding import Seen
from stories.moderation.declining import Reason, kind_text
from upkeep.models import Effect
from upkeep.outbox.email_delivery import MAIL

Answer = PeopleStatement.Answer
Row = dict[str, Any]
TEXTS = ("title", "locality", "region", "people", "people_answer", "translation")


def load_submissions() -> None:
    """Make what is missing; call it when pages, organisations and accounts are there."""
    people = {person.username: person for person in User.objects.all()}
    organisations = {one.key: one for one in Organisation.objects.all()}
    known = set(Submission.objects.values_list("key", flat=True))
    for row in read_rows("submissions.toml"):
        author, organisation = people.get(row["author"]), organisations.get(row["organisation"])
        if author and organisation and _key(row["key"]) not in known and "moderator" in people:
            _load(row, organisation, author, people["moderator"])
    for row in read_rows("told.toml"):
        _tell(row)
    Effect.objects.filter(kind__in=[MAIL, "tell_story_is_live"], subject__startswith="story ").delete()


def _key(name: str) -> str:
    return hashlib.blake2s(name.encode(), digest_size=16).hexdigest()


def _load(row: Row, organisation: Organisation, author: User, moderator: User) -> None:
    if row["state"] == "published":
        submission = _of_page(row, organisation, author)
    else:
        submission = _write(row, organisation, author)
        _bring_to[row["state"]](submission, row, author, moderator)
    if submission is not None:
        _date_back(submission, row, timezone.now() - timedelta(days=row["days"]))


def _of_page(row: Row, organisation: Organisation, author: User) -> Submission | None:
    """Let the desk of an organisation have a story that is on the site."""
    key = translation_key(row["story"])
    page = StoryPage.objects.filter(translation_key=key, locale__language_code=row["language"], submission=None).first()
    if page is None:
        return None
    values = {"page": page, "organisation": organisation, "author": author, "changed_by": author}
    people = Submission.People.ADULTS
    submission = Submission.objects.create(
        **values, key=_key(row["key"]), strand_left_to_editors=False, people_answer=people
    )
    if reason := row.get("taking_down"):
        submission.taking_down_asked, submission.taking_down_reason = timezone.now() - timedelta(days=1), reason
        submission.save()
    Handling.objects.create(submission=submission, told_languages=sorted(live_pages([key])[key]))
    return submission


def _write(row: Row, organisation: Organisation, author: User) -> Submission:
    submission = begin(organisation, author, _key(row["key"]), row["language"])
    values = {name: row[name] for name in TEXTS} | {"text": row["text"].strip()}
    change(submission, author, lambda now: now.with_values(values))
    submission.refresh_from_db()
    _answer_warnings(submission, row.get("warnings", {}))
    return submission


def _answer_warnings(submission: Submission, answers: dict[str, str]) -> None:
    found = warnings(read(submission, submission.story()))
    submission.warnings_answered = {
        one.key: {"kind": one.kind.value, "words": one.words, "answer": answers.get(one.words, "")} for one in found
    }
    submission.save(update_fields=["warnings_answered"])


def _send(submission: Submission, row: Row, author: User, moderator: User) -> None:
    send(submission, author)
    submission.refresh_from_db()
    submission.page.refresh_from_db()
    named = [*row.get("agreed", []), *row.get("asked", [])]
    state(submission.page, Answer.LISTED if named else Answer.NOBODY)
    for name in named:
        person = Person.objects.create(
            name=name, age_band="adult", language=row["language"], organisation=submission.organisation
        )
        appear(person, submission.page.translation_key, [Place(None, is_named=True)])
        if name in row.get("agreed", []):
            said = Said(frozenset(PURPOSES), how=Consent.How.PAPER, language=row["language"])
            record(person, submission.page.translation_key, said)


def _seen(submission: Submission) -> Seen:
    page = StoryPage.objects.get(pk=submission.page_id)
    task: TaskState = page.current_workflow_task_state
    return Seen(task.pk, page.latest_revision_id or 0)


def _ask(submission: Submission, row: Row, author: User, moderator: User) -> None:
    _send(submission, row, author, moderator)
    deciding.ask_for_changes(submission, moderator, _seen(submission), dict(row["notes"]))


def _decline(submission: Submission, row: Row, author: User, moderator: User) -> None:
    _send(submission, row, author, moderator)
    deciding.decline(submission, moderator, _seen(submission), kind_text(submission, Reason(row["reason"])))


def _take_down(submission: Submission, row: Row, author: User, moderator: User) -> None:
    _send(submission, row, author, moderator)
    deciding.approve(submission, moderator, _seen(submission))
    deciding.take_down(submission, moderator)


_bring_to: dict[str, Callable[[Submission, Row, User, User], None]] = {
    "draft": lambda *about: None,
    "with-editors": _send,
    "changes": _ask,
    "declined": _decline,
    "taken-down": _take_down,
}


def _date_back(submission: Submission, row: Row, moment: datetime) -> None:
    """Let it have happened when the row says."""
    rows = Submission.objects.filter(pk=submission.pk)
    rows.update(changed=moment, created=moment - timedelta(days=3))
    if row["state"] != "draft":
        rows.update(sent=moment)
    rows.exclude(declined=None).update(declined=moment)
    submission.notes.update(created=moment)
    if row["state"] != "published":
        Revision.objects.page_revisions().filter(object_id=str(submission.page_id)).update(created_at=moment)
        StoryPage.objects.filter(pk=submission.page_id).update(latest_revision_created_at=moment)


def _tell(row: Row) -> None:
    """Make a story from the public, unless it is there."""
    values = {name: row[name] for name in ("name", "email", "region", "locality", "people", "may_pass", "language")}
    created = timezone.now() - timedelta(days=row["days"])
    defaults = {**values, "text": row["text"].strip(), "created": created}
    PublicStory.objects.get_or_create(fingerprint=hashlib.sha256(row["email"].encode()).hexdigest(), defaults=defaults)
