"""The form pictures are uploaded with: whatever is sent, the answer is a picture without secrets or a sentence that helps."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.forms.fields import FileField
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from home.sanitising import SanitisedFile, sanitised_upload


class PictureField(WagtailImageField):
    """A file that is made safe while it is checked: its content decides what it is, not its name."""

    def to_python(self, data: Any) -> SanitisedFile | None:
        """Return the sanitised picture, or `None` without one; raises `RefusedPictureError` with what to do instead."""
        upload = FileField.to_python(self, data)
        return sanitised_upload(upload, upload.name or "") if upload else None


class PictureForm(BaseImageForm):
    """Wagtail's picture form with a `PictureField`."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        if wagtails := self.fields.get("file"):
            field = PictureField(label=wagtails.label, required=wagtails.required, widget=wagtails.widget)
            self.fields["file"] = field

    def save(self, commit: bool = True) -> object:
        """Save in one transaction: a replaced file loses its old renditions before the new ones are made."""
        with transaction.atomic():
            return super().save(commit=commit)
