"""Who can be recognised in a story, and what they agreed to. Consent belongs to a person, not to a story.

A `Person` makes `Appearance`s, each in the words of a story or in one of its pictures; to an appearance belong `Consent`s, which
are only ever added to. What is said here of a story holds in all its languages: it hangs on the translation key of its pages.
Nothing of it is ever public.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from datetime import date, datetime
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.core.files.storage import Storage, storages
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from languages.configured import language_choices
from partners.models import Organisation


class AppendOnlyError(Exception):
    """Consent is a record: it may be withdrawn and it may be erased, never changed."""


class AgeBand(models.TextChoices):
    """How old somebody is, as far as consent asks."""

    ADULT = "adult", _("18 or older")
    SIXTEEN = "16-17", _("16 or 17")
    THIRTEEN = "13-15", _("13 to 15")
    UNDER_13 = "under-13", _("Under 13")


UNDER_16 = (AgeBand.THIRTEEN, AgeBand.UNDER_13)
UNDER_18 = (AgeBand.SIXTEEN, *UNDER_16)


class PeopleStatement(models.Model):
    """The answer to "Who can be recognised?" for one story in all its languages, and the pictures and films it was given for."""

    class Answer(models.TextChoices):
        """Who can be recognised."""

        NOBODY = "nobody", _("Nobody can be recognised")
        LISTED = "listed", _("The people who are listed")
        NOT_ASKED = "not-asked", _("Not asked yet")

    story_key = models.UUIDField(_("story"), unique=True)
    answer = models.CharField(_("who can be recognised"), max_length=10, choices=Answer.choices)
    # What `rules.media_of` found in the story then: a picture or film that came later was not part of the question.
    media: models.JSONField[Any, Any] = models.JSONField(_("pictures and films"), default=list)
    stated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("stated by")
    )
    stated_at = models.DateTimeField(_("stated"), default=timezone.now)
    # Only of stories that were live before anybody was asked: until then their words may still be mended.
    grace_until = models.DateField(_("to be answered by"), null=True)

    class Meta:
        verbose_name = _("answer about people")
        verbose_name_plural = _("answers about people")

    def __str__(self) -> str:
        return f"{self.story_key}: {self.get_answer_display()}"


class PersonQuerySet(models.QuerySet["Person"]):
    """People in the words of the desk."""

    def in_story(self, story_key: Any) -> PersonQuerySet:
        """Those who appear in a story."""
        return self.filter(appearances__story_key=story_key).distinct()

    def nowhere(self) -> PersonQuerySet:
        """Those who appear in no story any more."""
        return self.filter(appearances=None)


class Person(models.Model):
    """Somebody who can be recognised in stories. Names and contact details are for those who ask for consent, nobody else."""

    name = models.CharField(_("name"), max_length=120)
    shown_as = models.CharField(
        _("name in the story"), max_length=120, blank=True, help_text=_("If it is not their real one.")
    )
    age_band = models.CharField(_("age"), max_length=10, choices=AgeBand.choices)
    language = models.CharField(_("language"), max_length=10, choices=language_choices)
    email = models.EmailField(_("email address"), blank=True)
    phone = models.CharField(_("phone number"), max_length=40, blank=True)
    guardian_name = models.CharField(_("parent or guardian"), max_length=120, blank=True)
    guardian_email = models.EmailField(_("email address of the parent or guardian"), blank=True)
    stays_unidentified = models.BooleanField(_("must not be identified"), default=False)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("partner who asks")
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("entered by")
    )
    created_at = models.DateTimeField(_("entered"), default=timezone.now)

    objects = PersonQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name

    @property
    def is_under_16(self) -> bool:
        """Whether a parent or guardian has to agree as well."""
        return self.age_band in UNDER_16


class Appearance(models.Model):
    """A person in the words of a story, or in one of its pictures."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="appearances", verbose_name=_("person"))
    story_key = models.UUIDField(_("story"), db_index=True)
    picture = models.ForeignKey(
        "home.Picture", null=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("picture")
    )
    is_named = models.BooleanField(_("named"), default=False)
    is_recognisable = models.BooleanField(_("can be recognised"), default=True)

    class Meta:
        verbose_name = _("appearance")
        verbose_name_plural = _("appearances")
        constraints = [
            models.UniqueConstraint(fields=["person", "story_key", "picture"], name="appearance_once_a_picture"),
            models.UniqueConstraint(
                fields=["person", "story_key"], condition=models.Q(picture=None), name="appearance_once_in_words"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} in {self.story_key}"


@cache
def _evidence() -> Storage:
    return storages["evidence"]


def evidence_storage() -> Storage:
    """Return where evidence is kept, the one the field has: a folder of its own that no address of the site leads to."""
    return _evidence()


def evidence_name(consent: Consent, filename: str) -> str:
    """Return a random name: what a scanned form was called may name a person."""
    return f"consent/{secrets.token_urlsafe(16)}{PurePosixPath(filename).suffix.lower()[:6]}"


class Giver(models.TextChoices):
    """Who speaks for a person."""

    PERSON = "person", _("The person")
    GUARDIAN = "guardian", _("Their parent or guardian")


class Decider(models.TextChoices):
    """Who withdrew."""

    PERSON = "person", _("The person")
    GUARDIAN = "guardian", _("Their parent or guardian")
    PARTNER = "partner", _("The partner, for them")
    EDITOR = "editor", _("An editor, for them")


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Consents, which are only added to."""

    def standing(self) -> ConsentQuerySet:
        """Those that have not been withdrawn."""
        return self.filter(withdrawn_at=None)

    def withdraw(self, *, by: str, at: datetime) -> int:
        """Mark those that stand as withdrawn; returns how many there were."""
        return super(ConsentQuerySet, self.standing()).update(withdrawn_at=at, withdrawn_by=by)

    def update(self, **kwargs: Any) -> int:
        """Raise `AppendOnlyError`."""
        raise AppendOnlyError("A consent is never changed.")


class Consent(models.Model):
    """What somebody agreed to, once: for what, in which words, asked by whom, how and when."""

    class How(models.TextChoices):
        """How somebody was asked."""

        LINK = "link", _("With the private link")
        PAPER = "paper", _("On paper")
        SPOKEN = "spoken", _("Spoken, and recorded")

    appearance = models.ForeignKey(
        Appearance, on_delete=models.CASCADE, related_name="consents", verbose_name=_("appearance")
    )
    giver = models.CharField(_("given by"), max_length=10, choices=Giver.choices)
    guardian_name = models.CharField(_("parent or guardian"), max_length=120, blank=True)
    for_website = models.BooleanField(_("for this website"), default=False)
    for_press = models.BooleanField(_("for newspapers and broadcasters"), default=False)
    for_social = models.BooleanField(_("for social media"), default=False)
    wording_version = models.CharField(_("version of the wording"), max_length=20)
    wording_language = models.CharField(_("language of the wording"), max_length=10)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("asked by")
    )
    asked_how = models.CharField(_("asked"), max_length=10, choices=How.choices)
    given_at = models.DateTimeField(_("given"), default=timezone.now)
    evidence = models.FileField(_("record"), storage=evidence_storage, upload_to=evidence_name, blank=True)
    review_on = models.DateField(_("to be asked again"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)
    withdrawn_by = models.CharField(_("withdrawn by"), max_length=10, choices=Decider.choices, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-pk"]
        verbose_name = _("consent")
        verbose_name_plural = _("consents")

    def __str__(self) -> str:
        return f"{self.appearance_id}, {self.given_at:%Y-%m-%d}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store a new record; raises `AppendOnlyError` for one that is stored already."""
        if not self._state.adding:
            raise AppendOnlyError("A consent is never changed.")
        super().save(*args, **kwargs)

    def holds(self, today: date) -> bool:
        """Say whether the site may show the person by this consent."""
        return self.for_website and self.withdrawn_at is None and self.review_on > today

    def purposes(self) -> Iterable[str]:
        """Return what was agreed to, of `website`, `press` and `social`."""
        return [name for name in ("website", "press", "social") if getattr(self, f"for_{name}")]


class PrivateLink(models.Model):
    """A link by which a person, or their guardian, gives, sees and withdraws consent. Only a hash of its token is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links", verbose_name=_("person"))
    holder = models.CharField(_("for"), max_length=10, choices=Giver.choices)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("made by")
    )
    made_at = models.DateTimeField(_("made"), default=timezone.now)

    class Meta:
        verbose_name = _("private link")
        verbose_name_plural = _("private links")

    def __str__(self) -> str:
        return f"{self.get_holder_display()}, {self.made_at:%Y-%m-%d}"
