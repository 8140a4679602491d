"""Pictures: uploaded images and their renditions. Alternative text belongs to a picture's placement, never to the picture."""

from __future__ import annotations

import secrets
from pathlib import PurePosixPath
from typing import Any

from django.db import models
from django.db.models.fields.files import FieldFile
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import AbstractImage, AbstractRendition

from compat.django import is_stored
from compat.wagtail import set_file_hash
from home.sanitising import SanitisedFile, sanitised_upload


class Picture(AbstractImage):
    """An uploaded image: stripped of everything but its pixels and colour profile before it is first written."""

    file: Any  # Wagtail's field, untyped
    credit = models.CharField(
        _("credit"),
        max_length=200,
        blank=True,
        help_text=_(
            "Who made this picture, as they wish to be named. Shown under it wherever a page names nobody else."
        ),
    )

    admin_form_fields = (
        "title",
        "file",
        "credit",
        "collection",
        "tags",
        *(f"focal_point_{side}" for side in ("x", "y", "width", "height")),
    )

    class Meta(AbstractImage.Meta):
        indexes = [models.Index(fields=["file"], name="pictures_by_file")]
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    @property
    def default_alt_text(self) -> str:
        """Nothing: Wagtail would offer the title, often a file name, as what the picture shows."""
        return ""

    def get_upload_to(self, filename: str) -> str:
        """Return a random name under `pictures/`: an unpublished picture's address cannot be guessed."""
        suffix = PurePosixPath(filename).suffix.lower()
        return f"pictures/{secrets.token_urlsafe(16)}{suffix}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Save; a new file is stripped of metadata first, so nothing unstripped ever touches the storage."""
        if self.file and not is_stored(self.file):
            if not isinstance(self.file.file, SanitisedFile):
                self.file = sanitised_upload(self.file.file, self.file.name)
            self._set_image_file_metadata_from(self.file)
        super().save(*args, **kwargs)

    def _set_image_file_metadata_from(self, upload: FieldFile) -> None:
        """Measure the file again: re-encoding changes its size and hash."""
        self.file_size = upload.size
        set_file_hash(self)


class PictureRendition(AbstractRendition):
    """One size and format of a picture."""

    image = models.ForeignKey(Picture, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        indexes = [models.Index(fields=["file"], name="renditions_by_file")]  # whose file it is, is asked for each
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_a_spec")
        ]

    def get_upload_to(self, filename: str) -> str:
        """Return a random name under `renditions/`."""
        suffix = PurePosixPath(filename).suffix.lower()
        return f"renditions/{secrets.token_urlsafe(16)}{suffix}"
