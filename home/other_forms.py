"""The other forms of a page: British Sign Language, audio, Easy Read, large print. They stand beside its languages."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page, ReferenceIndex
from wagtail.query import PageQuerySet

from home.blocks.media import FORMS
from languages.locales import locale_code
from languages.report.forms import counts_forms


@dataclass(frozen=True, slots=True)
class OtherForm:
    """The page in another form: its format by name, and the file with its kind and its size in bytes."""

    name: str
    url: str
    extension: str
    size: int


def other_forms(page: Page) -> list[OtherForm]:
    """Return the other forms an editor put on `page`, in their order; a file that was deleted is left out."""
    return [
        OtherForm(str(FORMS[kind]), file.url, file.file_extension, file.get_file_size() or 0)
        for kind, file in _placed(page)
    ]


@counts_forms
def count_other_forms() -> dict[str, Counter[str]]:
    """Return, by the name of each form, how many live pages of each language have it."""
    counted: dict[str, Counter[str]] = {str(name): Counter() for name in FORMS.values()}
    for page in _pages_with_forms():
        for name in {form.name for form in other_forms(page)}:
            counted[name][locale_code(page.locale_id)] += 1
    return counted


def _pages_with_forms() -> PageQuerySet[Page]:
    """Return the live pages that have other forms; aliases are left out, which have the forms of their source."""
    pages = ContentType.objects.get_for_model(Page)
    referring = ReferenceIndex.objects.filter(base_content_type=pages, model_path__startswith="body.alternatives.")
    ids = {int(value) for value in referring.values_list("object_id", flat=True)}
    return Page.objects.live().filter(pk__in=ids, alias_of=None).specific()


def _placed(page: Page) -> list[tuple[str, AbstractDocument]]:
    """Return the kind and the document of each form in the body of `page`."""
    blocks = [block for block in getattr(page, "body", None) or [] if block.block_type == "alternatives"]
    forms = [form for block in blocks for form in block.value["alternatives"]]
    return [(form["kind"], form["file"]) for form in forms if form["file"] is not None and form["kind"] in FORMS]
