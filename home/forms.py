"""The form every page is edited with."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms import WagtailAdminPageForm


class BasePageForm(WagtailAdminPageForm):
    """Tells the page whether a draft is being saved, so that its own checks wait until it is sent to review or published.

    Wagtail defers required fields in drafts but runs the model's `clean` all the same.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            # Django compares a field whose default is a function (the date of a story) with a hidden twin, which Wagtail does
            # not draw: every page would count as changed, and a reviewer's approval as an edit of their own.
            field.show_hidden_initial = False

    def _post_clean(self) -> None:
        self.instance.is_draft_being_saved = self.is_deferred_validation
        try:
            super()._post_clean()
        finally:
            self.instance.is_draft_being_saved = False
