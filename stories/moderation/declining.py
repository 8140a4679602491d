"""Declining kindly: a text for each reason, in the language of whoever wrote the story, for an editor to make their own."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from languages.email_parts import languages_of
from stories.models import Submission


class Reason(models.TextChoices):
    """Why a story is not taken up."""

    NOT_TOGETHER = "not-together", _("It is not about people building something together")
    ADVERT = "advert", _("It is mainly about an organisation or a product")
    ALREADY = "already", _("We have told this story, or one very like it")
    SAFETY = "safety", _("We cannot tell it without putting somebody at risk")
    THIN = "thin", _("There is too little in it to tell yet")
    OTHER = "other", _("Another reason")


TEXTS = {
    Reason.NOT_TOGETHER: _(
        "Thank you for telling us this. We publish stories in which people do something together, and we could not find that "
        "in this one. If there is such a part of it, we would be glad to read it."
    ),
    Reason.ADVERT: _(
        "Thank you for sending this. It tells us a lot about the organisation, and less about the people. We publish stories "
        "that begin with a person doing something. If you know one of those, please send it."
    ),
    Reason.ALREADY: _(
        "Thank you for sending this. We have told a very similar story not long ago, and want to make room for others. "
        "Your next one is welcome."
    ),
    Reason.SAFETY: _(
        "Thank you for trusting us with this. We have thought about it with care, and do not see how to tell it without "
        "putting somebody in it at risk. This says nothing against the story, or against you."
    ),
    Reason.THIN: _(
        "Thank you for sending this. There is something in it, but too little for readers to see what happened. If you can "
        "tell more of who did what, and what changed, please write it again."
    ),
    Reason.OTHER: _("Thank you for sending this. We have read it with care, and will not take it up, because"),
}


def kind_text(submission: Submission, reason: Reason) -> str:
    """Return the text for a reason in the language of the one who wrote the story; in English and Welsh if it is not known."""
    writer = submission.changed_by or submission.author
    parts = []
    for code in languages_of(writer.language if writer else ""):
        with override(code):
            parts.append(str(TEXTS[reason]))
    return "\n\n".join(parts)
