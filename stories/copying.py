"""Copying stories in the admin: a copy is a draft, since the people in a new story are asked anew."""

from __future__ import annotations

from typing import Any

from wagtail.admin.forms.pages import CopyForm


class DraftCopyForm(CopyForm):
    """Wagtail's form without the boxes that would put the copy, or an alias, live at once."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("publish_copies", "alias"):
            self.fields.pop(name, None)
