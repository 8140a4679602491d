"""The form every page is edited with."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.forms.pages import CopyForm

from compat.django import InstanceCheckForm


class DraftCopyForm(CopyForm):
    """A copy begins as a draft: only the gate puts a page live, and a copy has not asked it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.pop("publish_copies", None)


class BasePageForm(InstanceCheckForm, WagtailAdminPageForm):
    """Tells the page whether a draft is being saved, so that its own checks wait until it is sent to review or published.

    Wagtail defers required fields in drafts but runs the model's `clean` all the same. The form also asks what an edit means
    for translations; the page keeps the answer with the version that is saved.
    """

    is_minor_edit = forms.BooleanField(
        label=_("Minor edit"),
        required=False,
        help_text=_("A comma or a typing error: translations stay up to date, and nothing waits for them."),
    )
    is_whole_translation = forms.BooleanField(
        label=_("This is a complete translation of the newest original"),
        required=False,
        help_text=_("Tick it when nothing is left to translate. Then it can go to review."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._remember_minor_edit()
        for field in self.fields.values():
            # Django compares a field whose default is a function (the date of a story) with a hidden twin, which Wagtail does
            # not draw: every page would count as changed, and a reviewer's approval as an edit of their own.
            field.show_hidden_initial = False

    def _remember_minor_edit(self) -> None:
        """Show what was said of the draft that is being edited."""
        page = self.instance
        if page.pk and page.has_unpublished_changes and page.latest_revision_id:
            wording = page.revision_texts.filter(revision_id=page.latest_revision_id).first()
            self.initial["is_minor_edit"] = bool(wording and wording.is_minor)

    def clean(self) -> Any:
        """Hand the answers about translations to the page."""
        cleaned = super().clean() or {}
        self.instance.is_minor_edit = bool(cleaned.get("is_minor_edit"))
        self.instance.is_whole_translation = bool(cleaned.get("is_whole_translation"))
        return cleaned

    @contextmanager
    def checking_instance(self) -> Iterator[None]:
        """Tell the page, while it checks itself, whether a draft is being saved."""
        self.instance.is_draft_being_saved = self.is_deferred_validation
        try:
            yield
        finally:
            self.instance.is_draft_being_saved = False
