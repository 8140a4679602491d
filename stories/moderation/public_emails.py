"""Letters to people who told us a story without an account, in the language they wrote in.

Nothing that was typed into the form stands in the first of them: nobody can send a third person words of their own through us.
"""

from __future__ import annotations

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from languages.email_parts import site_address
from partners.models import Organisation
from stories.models import PublicStory, Submission
from stories.moderation.news import News, Said, about, desk_path, tell
from stories.moderation.readers import owners_of


def _back(story: PublicStory) -> Callable[[], str]:
    return lambda: site_address(reverse("stories:tell_us_back", kwargs={"token": story.token}))


def _write(story: PublicStory, news: News, key: str) -> None:
    subject = f"public story {story.pk}"
    tell([story], news, subject=subject, key=f"{key} {subject}", link=_back(story))


def received(story: PublicStory) -> None:
    """Say that a story has arrived, and how to take it back."""
    news = News(
        _("We have your story"),
        [
            _(
                "Thank you for telling us a story. An editor reads it, usually within five working days, and writes to you."
            )
        ],
        [
            _("If you change your mind, or if it was not you who wrote to us, this page takes the story back:"),
        ],
        label=_("Take the story back"),
    )
    _write(story, news, "received")


def passed(story: PublicStory, organisation: Organisation) -> None:
    """Say which partner has the story now."""
    news = News(
        _("Your story is with a partner near you"),
        [_("You told us a story. We have passed it to a partner organisation, which will write to you:")],
        [_("You can still take your story back:")],
        [Said(_("Partner organisation"), organisation.display_name)],
        label=_("Take the story back"),
    )
    _write(story, news, "passed")


def taken_up(story: PublicStory) -> None:
    """Say that the editors write the story themselves."""
    news = News(
        _("We are taking up your story"),
        [_("You told us a story. An editor is writing it now, and shows it to you before anybody else can read it.")],
        [_("You can still take your story back:")],
        label=_("Take the story back"),
    )
    _write(story, news, "taken-up")


def declined(story: PublicStory) -> None:
    """Say, kindly, that the story is not taken up."""
    news = News(
        _("About the story you told us"),
        [
            _("Thank you for telling us a story. We have read it with care, and will not take it up."),
            _("That says nothing against it: we have few hands, and choose stories that help others to do the same."),
        ],
        [_("We delete it after 90 days. If you want it deleted now, open this page:")],
        label=_("Take the story back"),
    )
    _write(story, news, "declined")


def tell_partner(submission: Submission) -> None:
    """Tell the owners of an organisation that a story from the public waits at their desk."""
    news = News(
        _("A story for your organisation"),
        [
            _("Somebody near you told us a story without an account. They agreed that we pass it to you."),
            _("It is at your desk as a draft, with a note that says how to reach them. Please write to them soon."),
        ],
    )
    link = lambda: site_address(desk_path(submission))  # noqa: E731  # asked anew in each language
    subject = about(submission.page.translation_key)
    tell(owners_of(submission.organisation), news, subject=subject, key=f"passed-on {submission.pk}", link=link)
