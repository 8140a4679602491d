"""What an address under `/media/` stands for: a picture, in whatever size, or a document. Anything else is not known."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import normpath
from typing import Final, Literal

from django.db import models
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

Kind = Literal["picture", "document", "drawn"]

_public_folders: set[str] = set()
MAX_LENGTH: Final = 255


@dataclass(frozen=True, slots=True)
class MediaFile:
    """A file: the name it has in the storage, what kind of thing it belongs to, and the primary key of that thing.

    A file that was `drawn` from what a live page shows belongs to nothing (key 0): it is there as long as the page is live.
    """

    name: str
    kind: Kind
    pk: int

    @property
    def model(self) -> type[models.Model] | None:
        """The model of the thing; none for what was drawn."""
        return {"picture": get_image_model, "document": get_document_model}.get(self.kind, lambda: None)()

    def thing(self) -> Model | None:
        """Return the picture or document itself; `None` if it is gone by now, or if the file was drawn."""
        return self.model._default_manager.filter(pk=self.pk).first() if self.model else None


def make_public(folder: str) -> None:
    """Declare that whatever lies in `folder` of the storage (`cards/`) is there for readers, and taken away when it is not."""
    _public_folders.add(folder)


def find(name: str) -> MediaFile | None:
    """Return the file called `name` in the storage; `None` for a file that is nobody's, and for names that are no names."""
    if not name or len(name) > MAX_LENGTH or "\0" in name or normpath(f"/{name}") != f"/{name}":
        return None
    if name.startswith(tuple(_public_folders)):
        return MediaFile(name, "drawn", 0)
    picture = _picture_of(name)
    if picture is not None:
        return MediaFile(name, "picture", picture)
    document = get_document_model().objects.filter(file=name).values_list("pk", flat=True).first()
    return MediaFile(name, "document", document) if document is not None else None


def _picture_of(name: str) -> int | None:
    """Return the key of the picture that `name` is the original or a rendition of."""
    picture = get_image_model()
    renditions = picture.get_rendition_model().objects.filter(file=name).values_list("image_id", flat=True)
    found: int | None = picture.objects.filter(file=name).values_list("pk", flat=True).union(renditions).first()
    return found
