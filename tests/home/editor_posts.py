"""What a browser posts when somebody opens a page in the editor and presses a button without touching anything."""

from __future__ import annotations

from typing import Any

from django.forms import BaseFormSet, BoundField, Form
from django.http import QueryDict
from wagtail.admin.panels import get_edit_handler
from wagtail.admin.rich_text.editors.draftail import DraftailRichTextArea
from wagtail.blocks import Block, FieldBlock, ListBlock, StreamBlock, StructBlock
from wagtail.images.blocks import ImageBlock
from wagtail.models import Page

from accounts.models import User


def editing_form(page: Page, person: User, data: QueryDict | None = None) -> Any:
    """Return the form with which `person` edits `page`, bound to `data` where there is some."""
    form_class = get_edit_handler(type(page)).get_form_class()
    return form_class(data, instance=page, parent_page=page.get_parent().specific, for_user=person)


def untouched(page: Page, person: User) -> QueryDict:
    """Return what is posted of the editing form as it is shown, for a page as its latest revision has it."""
    form = editing_form(page, person)
    data = QueryDict(mutable=True)
    _add_form(data, form)
    for formset in form.formsets.values():
        _add_formset(data, formset)
    return data


def _add_form(data: QueryDict, form: Form) -> None:
    for bound in form:
        _add_field(data, bound)


def _add_formset(data: QueryDict, formset: BaseFormSet) -> None:
    _add_form(data, formset.management_form)
    for form in formset.initial_forms:
        _add_form(data, form)
        for nested in getattr(form, "formsets", {}).values():
            _add_formset(data, nested)


def _add_field(data: QueryDict, bound: BoundField) -> None:
    block = getattr(bound.field, "block", None)
    if block is not None:
        add_block(data, block, bound.value(), bound.html_name)
        return
    _add_widget(data, bound.field.widget, bound.value(), bound.html_name)


def _add_widget(data: QueryDict, widget: Any, value: Any, name: str) -> None:
    """Add what the widget's input would post: nothing for a box that is not ticked or a file that is not chosen."""
    if isinstance(widget, DraftailRichTextArea):
        data[name] = widget.format_value(value)
        return
    subwidgets = getattr(widget, "widgets", None)
    if subwidgets:
        for sub, part, suffix in zip(subwidgets, widget.decompress(value), widget.widgets_names, strict=True):
            _add_widget(data, sub, part, name + suffix)
        return
    shown = widget.format_value(value.pk if hasattr(value, "pk") else value)
    if getattr(widget, "input_type", "") == "checkbox" and not hasattr(widget, "choices"):
        if value:
            data[name] = "on"
    elif getattr(widget, "needs_multipart_form", False) or shown is None:
        return
    else:
        data.setlist(name, [str(one) for one in shown] if isinstance(shown, list | tuple | set) else [str(shown)])


def add_block(data: QueryDict, block: Block, value: Any, prefix: str) -> None:
    """Add the inputs of one block and of all inside it."""
    if isinstance(block, StreamBlock):
        _add_children(data, [(child.block, child.value, child.id, child.block_type) for child in value], prefix)
    elif isinstance(block, ListBlock):
        _add_children(
            data, [(block.child_block, child.value, child.id, "item") for child in value.bound_blocks], prefix
        )
    elif isinstance(block, ImageBlock):
        value = block._image_to_struct_value(value)
        for name, inner in block.child_blocks.items():
            add_block(data, inner, value.get(name), f"{prefix}-{name}")
    elif isinstance(block, StructBlock):
        for name, inner in block.child_blocks.items():
            add_block(data, inner, value.get(name), f"{prefix}-{name}")
    elif isinstance(block, FieldBlock):
        _add_widget(data, block.field.widget, block.field.prepare_value(block.value_for_form(value)), prefix)


def _add_children(data: QueryDict, children: list[tuple[Block, Any, str | None, str]], prefix: str) -> None:
    data[f"{prefix}-count"] = str(len(children))
    for number, (block, value, key, kind) in enumerate(children):
        name = f"{prefix}-{number}"
        data.update(
            {f"{name}-deleted": "", f"{name}-order": str(number), f"{name}-type": kind, f"{name}-id": key or ""}
        )
        add_block(data, block, value, f"{name}-value")
