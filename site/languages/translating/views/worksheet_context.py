"""What the template of the worksheet is given."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.documents import get_document_model
from wagtail.documents.widgets import AdminDocumentChooser
from wagtail.images import get_image_model
from wagtail.images.widgets import AdminImageChooser

from languages.locales import locale_code
from languages.translating.form import CHOICE, Sent, unsaved
from languages.translating.lines import ChoiceLine, by_part, lines_of
from languages.translating.machine.filling import missing_rows
from languages.translating.machine.translation_services import configured_service
from languages.translating.pairing import Leftover
from languages.translating.permissions import may_send
from languages.translating.rows import Choice
from languages.translating.worksheet import Worksheet
from languages.translating.workspace import Job, others_present


def worksheet_context(
    request: HttpRequest,
    job: Job,
    worksheet: Worksheet,
    *,
    sent: Sent | None = None,
    typed: Mapping[str, str] | None = None,
    theirs: Mapping[str, str] | None = None,
    missing: list[str] | None = None,
) -> dict[str, Any]:
    """Return the template's context.

    `sent` is what was typed and not saved as it is, `typed` the same put together with somebody else's words, `theirs` the
    words of theirs that both changed. `missing` says why the translation is not complete.
    """
    page, person = job.page, request.user
    shown = typed if typed is not None else (unsaved(sent, worksheet.rows) if sent else None)
    lines = lines_of(worksheet, locale_code(page.locale_id), typed=shown, theirs=theirs, live=_live_words(job))
    faults = sent.faults if sent else {}
    choices = [_choice_line(choice, faults.get(choice.variable.key, "")) for choice in worksheet.choices]
    lock = page.get_lock()
    return {
        "job": job,
        "worksheet": worksheet,
        "parts": by_part(lines),
        "choices": choices,
        "unplaced": sent.unplaced if sent else [],
        "missing": missing or [],
        "counts": {state.value: number for state, number in worksheet.counts().items()},
        "first_key": next((line.row.key for line in lines if line.is_outstanding), ""),
        "others": others_present(person, page),
        "lock": lock if lock and lock.for_user(person) else None,
        "may_send": may_send(person, page),
        "machine": _machine(worksheet),
        "leftovers": [_leftover(worksheet, left) for left in worksheet.leftovers],
        "media": _media(worksheet),
        **_addresses(page),
        **_review(page, person),
    }


def _live_words(job: Job) -> dict[str, str] | None:
    """Return what readers read now, by row, while a new draft of a live page is in review."""
    page = job.page
    if not (page.live and page.workflow_in_progress and page.live_revision_id):
        return None
    return {row.key: row.on_page for row in job.worksheet(page.live_revision_id).rows}


def _machine(worksheet: Worksheet) -> dict[str, Any] | None:
    """Return the name of the service and how many words it would be asked for; `None` if there is nothing to ask."""
    service, rows = configured_service(), missing_rows(worksheet)
    if service is None or not rows:
        return None
    return {"name": service.name, "words": sum(row.segment.words for row in rows)}


def _addresses(page: Any) -> dict[str, str]:
    names = ("translating:preview", "translating:po", "translating:import", "translating:languages")
    found = {name.split(":")[1] + "_url": reverse(name, args=[page.pk]) for name in names}
    return {**found, "editor_url": reverse("wagtailadmin_pages:edit", args=[page.pk])}


def _review(page: Any, person: Any) -> dict[str, Any]:
    """Return the review the page is in, and what this person may do in it."""
    task = page.current_workflow_task
    if task is None:
        return {"review": None}
    state = page.current_workflow_task_state
    offered = [name for name, _label, _modal in task.get_actions(page, person) if name in ("approve", "reject")]
    back = urlencode({"next": reverse("translating:edit", args=[page.pk])})
    action = "wagtailadmin_pages:workflow_action"
    urls = {name: f"{reverse(action, args=[page.pk, name, state.pk])}?{back}" for name in offered}
    return {"review": {"state": state, "urls": urls}}


def _choice_line(choice: Choice, fault: str) -> ChoiceLine:
    name = f"{CHOICE}{choice.variable.key}"
    attrs = {"id": name}
    if choice.kind == "picture":
        html, original = AdminImageChooser().render(name, choice.own, attrs), _file(get_image_model(), choice)
    elif choice.kind == "document":
        html, original = AdminDocumentChooser().render(name, choice.own, attrs), _file(get_document_model(), choice)
    else:
        html, original = "", choice.variable.value
    return ChoiceLine(choice, html, original, fault)


def _file(model: Any, choice: Choice) -> Any:
    return model.objects.filter(pk=choice.variable.value).first()


def _media(worksheet: Worksheet) -> Any:
    kinds = {choice.kind for choice in worksheet.choices}
    media = AdminImageChooser().media if "picture" in kinds else AdminDocumentChooser().media
    return media + AdminDocumentChooser().media if "document" in kinds else media


def _leftover(worksheet: Worksheet, left: Leftover) -> tuple[Leftover, str, str]:
    """Return a block only the translation has, its words, and what editors call such a block."""
    field: Any = worksheet.target.page._meta.get_field(left.field_name)
    block = field.stream_block.child_blocks.get(left.block["type"])
    return left, strip_tags(" ".join(_strings(left.block["value"]))), str(block.label if block else left.block["type"])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    for one in inner:
        yield from _strings(one)
