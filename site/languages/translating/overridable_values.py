"""What a language may choose for itself: its own picture, its own file, its own address of a link.

Links between pages of the site are not among it: they lead to the reader's own language by themselves.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.documents import get_document_model
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import StreamField
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageBlock, ImageChooserBlock
from wagtail.models import Page
from wagtail.permissions import policy_registry
from wagtail_localize.models import SegmentOverride

from languages.translating.engine_records import Recorder
from languages.translating.pairing import Pairs
from languages.translating.rows import Choice
from languages.translating.segment_labels import definition_at, place_of
from languages.translating.segments import Content

if TYPE_CHECKING:
    from accounts.models import User

Own = Mapping[str, Any]


def kind_of(page: Page, path: str) -> str:
    """Return what kind of thing `path` holds: `picture`, `document`, `address`, `email`, or '' for what is not chosen here."""
    name, *_rest = path.split(".")
    field = page._meta.get_field(name)
    if "'" in path:
        return "address"
    if isinstance(field, StreamField):
        return _kind_of_block(definition_at(page, path))
    if isinstance(field, models.ForeignKey):
        return {get_image_model(): "picture", get_document_model(): "document"}.get(field.related_model, "")
    if isinstance(field, models.EmailField):
        return "email"
    return "address" if isinstance(field, models.URLField) else ""


def _kind_of_block(block: Any) -> str:
    kinds = (
        (ImageBlock | ImageChooserBlock, "picture"),
        (DocumentChooserBlock, "document"),
        (blocks.URLBlock, "address"),
        (blocks.EmailBlock, "email"),
    )
    return next((kind for cls, kind in kinds if isinstance(block, cls)), "")


def own_choices(key: UUID, locale_id: int) -> dict[str, Any]:
    """Return what a language has chosen for itself on a page, by path, in one query."""
    rows = SegmentOverride.objects.filter(context__object_id=key, locale_id=locale_id)
    return {path: json.loads(data) for path, data in rows.values_list("context__path", "data_json")}


def choices_of(source: Content, target: Content, pairs: Pairs, own: Own, *, is_by_hand: bool) -> Iterator[Choice]:
    """Yield a choice for each thing of the original that has a kind.

    `own` is what was chosen on the translators' side. A page written by hand (`is_by_hand`) shows what it has chosen itself.
    """
    shown = {pairs.path_in_original(one.path): one.value for one in target.variables} if is_by_hand else {}
    seen = set()
    for variable in source.variables:
        kind = kind_of(source.page, variable.path)
        if not kind or variable.path in seen or variable.value in (None, ""):
            continue
        seen.add(variable.path)
        value = own.get(variable.path, shown.get(variable.path))
        place = place_of(source.page, variable.path)
        yield Choice(variable, place, kind, value if value != variable.value else None)


def chosen(choice: Choice, typed: str, person: Any) -> Any:
    """Return what somebody chose, `None` for the original's own; raises `ValidationError` for what cannot be chosen."""
    typed = typed.strip()
    if not typed:
        return None
    if choice.kind in ("picture", "document"):
        model = get_image_model() if choice.kind == "picture" else get_document_model()
        return _allowed(model, typed, person, choice.own)
    validate_email(typed) if choice.kind == "email" else _check_address(typed)
    return typed


def _check_address(typed: str) -> None:
    if not typed.startswith(("/", "#", "mailto:", "tel:")):
        URLValidator(schemes=["http", "https"])(typed)


def _allowed(model: type[models.Model], typed: str, person: Any, before: Any) -> int:
    """Return the id of a file this person may choose, or of the one that was chosen before."""
    if typed.isdecimal() and int(typed) == before:
        return int(typed)
    policy = policy_registry.get_by_type(model)
    found = policy.instances_user_has_any_permission_for(person, ["choose", "change"])
    if not typed.isdecimal() or not found.filter(pk=int(typed)).exists():
        raise ValidationError(_("You cannot choose this file, or it is not there any more."))
    return int(typed)


def save_choices(recorder: Recorder, variables: Mapping[str, Any], by: User | None) -> None:
    """Keep what a language chose, by path; `None` goes back to what the original has."""
    for path, value in variables.items():
        context, locale = recorder.context(path), recorder.locale_id
        if value is None:
            SegmentOverride.objects.filter(context=context, locale_id=locale).delete()
            continue
        values = {"data_json": json.dumps(value), "last_translated_by": by, "has_error": False}
        SegmentOverride.objects.update_or_create(context=context, locale_id=locale, defaults=values)
