"""Letters about stories on their way, to those who wrote them, each in their own language.

Every function posts inside the transaction in which happens what it tells of (`news` says how).
"""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from languages.configured import language_for
from languages.email_parts import site_address
from languages.translations import PagesByLanguage
from stories.desk.presenting import HEADINGS
from stories.models import Part, Submission, SubmissionNote
from stories.moderation.news import Address, News, Said, about, tell, tell_writers
from stories.moderation.readers import readers_of, submission_of


def arrived(submission: Submission) -> None:
    """Tell that a story reached the editors."""
    news = News(
        _("Your story has arrived"),
        [_("Thank you. This story is with the editors now:")],
        [_("An editor reads it, usually within five working days. We write to you when there is something to do.")],
    )
    tell_writers(submission, news, f"arrived {submission.page.latest_revision_id}")


def arrived_again(submission: Submission) -> None:
    """Tell that a story came back to the editors, or that changes to a live one reached them."""
    news = News(
        _("Your changes have arrived"),
        [_("Thank you. Your changes to this story are with the editors now:")],
        [_("If the story is on the site already, it stays as it is until they are approved.")],
    )
    tell_writers(submission, news, f"arrived {submission.page.latest_revision_id}")


def changes_asked(submission: Submission, notes: Iterable[SubmissionNote]) -> None:
    """Tell what editors ask for, note by note."""
    told = list(notes)
    news = News(
        _("An editor has asked for changes to your story"),
        [_("An editor has read this story and asks you to change something:")],
        [_("Answer the notes at your desk, then send the story back.")],
        [Said(HEADINGS[Part(note.field)], note.text) for note in told],
        label=_("Read the notes and answer"),
    )
    tell_writers(submission, news, f"changes {told[0].pk}")


def live(submission: Submission, pages: PagesByLanguage) -> None:
    """Tell that a story is on the site, with its address in every language."""
    news = News(
        _("Your story is on the site"),
        [_("Thank you for telling it. Everyone can read this story now:")],
        [_("You can propose changes at any time, or ask us to take it down."), *_corrected(submission)],
        addresses=_addresses(pages),
    )
    tell_writers(submission, news, f"live {' '.join(sorted(pages))}")


def translated(submission: Submission, pages: PagesByLanguage) -> None:
    """Tell that a story that is on the site can be read in further languages."""
    news = News(
        _("Your story has been translated"),
        [_("This story can now be read in another language:")],
        addresses=_addresses(pages),
    )
    tell_writers(submission, news, f"translated {' '.join(sorted(pages))}")


def changes_live(submission: Submission) -> None:
    """Tell that changes to a live story are on the site."""
    news = News(
        _("Your changes are on the site"),
        [_("Everyone sees your changes to this story now:")],
        _corrected(submission),
        addresses=_addresses({submission.page.locale.language_code: submission.page}),
    )
    tell_writers(submission, news, f"changed {submission.page.latest_revision_id}")


def _corrected(submission: Submission) -> list[str | Promise]:
    from stories.moderation.story_differences import corrections

    if not corrections(submission):
        return []
    return [_("An editor corrected some words. Your desk shows what was changed.")]


def _addresses(pages: PagesByLanguage) -> list[Address]:
    found = ((language_for(code), page.get_url()) for code, page in sorted(pages.items()))
    return [Address(language, site_address(path)) for language, path in found if path]


def declined(submission: Submission, text: str, *, is_live: bool) -> None:
    """Tell that a story, or changes to a live one, were not taken up, in the editor's words."""
    first = _("We have read your changes to this story with care, and will not take them up:")
    if not is_live:
        first = _("We have read this story with care, and will not take it up:")
    news = News(_("About the story you sent us"), [first], notes=[Said(_("What an editor writes"), text)])
    tell_writers(submission, news, f"declined {submission.page.latest_revision_id}")


def taken_down(submission: Submission) -> None:
    """Tell that a story is off the site."""
    news = News(
        _("Your story has been taken down"),
        [_("This story is no longer on the site, in any language:")],
        [_("Search engines need some days to forget it. We keep a private record.")],
    )
    tell_writers(submission, news, f"taken-down {submission.version}")


def kept_live(submission: Submission, notes: Iterable[SubmissionNote]) -> None:
    """Tell why a story stays on the site although somebody asked for its taking down."""
    told = list(notes)
    news = News(
        _("About taking your story down"),
        [_("You asked us to take this story down. It is still on the site:")],
        [_("If you see it otherwise, ask again, and we will talk.")],
        [Said(_("What an editor writes"), note.text) for note in told],
    )
    tell_writers(submission, news, f"kept {told[0].pk}")


def hidden(story_key: UUID, number: int) -> None:
    """Tell that a story is hidden while a concern is looked into."""
    _about_concern(
        story_key,
        News(
            _("One of your stories is hidden for now"),
            [_("Because of a concern, this story is off the site until we have looked into it:")],
            [_("Nobody says that you did anything wrong. We will write to you.")],
        ),
        f"hidden {number}",
    )


def shown_again(story_key: UUID, number: int) -> None:
    """Tell that a concern has been dealt with."""
    _about_concern(
        story_key,
        News(_("A concern has been dealt with"), [_("This story may be on the site again:")]),
        f"shown-again {number}",
    )


def _about_concern(story_key: UUID, news: News, key: str) -> None:
    if submission := submission_of(story_key):
        tell_writers(submission, news, key)
    else:
        tell(readers_of(story_key), news, subject=about(story_key), key=f"{key} {story_key}")


def withdrawn(story_key: UUID) -> None:
    """Tell that somebody in a story has withdrawn: the letter names neither the story nor the person."""
    news = News(
        _("A story has been withdrawn"),
        [
            _("Somebody in one of your organisation's stories has changed their mind."),
            _("It is off the site in every language and is being erased. We do not say here which one it was."),
            _("Please delete your own copies of its words and pictures, too."),
        ],
    )
    tell(readers_of(story_key), news, subject=f"withdrawn {story_key}", key=f"withdrawn {story_key}")


def draft_waits(submission: Submission) -> None:
    """Remind, once, of a draft nobody has touched for long."""
    news = News(
        _("Your story is waiting for you"),
        [_("You began this story some time ago and have not sent it yet:")],
        [_("If nobody changes it within 30 days, we delete it. We do not keep what is not wanted.")],
        label=_("Carry on writing"),
    )
    tell_writers(submission, news, f"draft-waits {submission.version}")


def notes_wait(submission: Submission, newest: SubmissionNote) -> None:
    """Remind, once, of notes nobody has answered."""
    news = News(
        _("An editor is waiting for your answer"),
        [_("An editor asked for changes to this story, and has not heard from you yet:")],
        label=_("Read the notes and answer"),
    )
    tell_writers(submission, news, f"notes-wait {newest.pk}")
