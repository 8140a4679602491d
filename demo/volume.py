"""Many more stories and partners, for measuring how the site grows. Written in bulk: saving pages one by one takes an hour."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection, models, transaction
from wagtail.models import Page

from compat.treebeard import first_child_path, next_path
from demo.consents import say_nobody
from demo.tree import translation_key
from home.models import BasePage
from home.regions import Region
from partners.models import DirectoryPage, Organisation, PartnerPage, Sector
from stories.models import StoryIndexPage, StoryPage

BATCH = 500
SUBJECTS = (
    "table",
    "bench",
    "choir",
    "garden",
    "kettle",
    "ladder",
    "minibus",
    "library",
    "canteen",
    "allotment",
    "harbour",
    "bakery",
)
PLACES = (
    "Northbeck",
    "Saltmarsh",
    "Fenside",
    "Exampleton",
    "Moor End",
    "Wharfside",
    "Marlby",
    "Canalside",
    "Tor Example",
)


def insert_rows(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    """Write `rows` into the model's own table only: the parents of multi-table inheritance are written already."""
    fields = list(model._meta.local_concrete_fields)
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(model._meta.db_table)
    values = [[field.get_db_prep_save(getattr(row, field.attname), connection) for field in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608  # names from models


def add_children(parent: Page, model: type[BasePage], values: Iterable[dict[str, Any]]) -> None:
    """Write live pages under `parent` in bulk: rows of the page table, then rows of the model's own."""
    parent = Page.objects.get(pk=parent.pk)
    last = parent.get_last_child()
    path = next_path(last) if last else first_child_path(parent)
    content_type = ContentType.objects.get_for_model(model)
    pages: list[BasePage] = []
    for number, row in enumerate(values):
        page = model(
            path=path,
            depth=parent.depth + 1,
            numchild=0,
            locale_id=parent.locale_id,
            content_type=content_type,
            live=True,
            **row,
        )
        page.translation_key = uuid5(translation_key(model.__name__), str(number) + row["slug"])
        page.url_path = f"{parent.url_path}{page.slug}/"
        page.draft_title = page.title
        pages.append(page)
        path = _next_path(path)
    with transaction.atomic():
        if model is StoryPage:
            say_nobody([page.translation_key for page in pages])
        for start in range(0, len(pages), BATCH):
            _write(model, pages[start : start + BATCH])
        Page.objects.filter(pk=parent.pk).update(numchild=models.F("numchild") + len(pages))


def _next_path(path: str) -> str:
    return next_path(Page(path=path, depth=len(path) // Page.steplen))


def _write(model: type[BasePage], pages: list[BasePage]) -> None:
    bases = [
        Page(
            **{
                field.attname: getattr(page, field.attname)
                for field in Page._meta.concrete_fields
                if field.name != "id"
            }
        )
        for page in pages
    ]
    for page, base in zip(pages, Page.objects.bulk_create(bases), strict=True):
        page.pk = page.page_ptr_id = page.id = base.pk
    insert_rows(model, pages)


def _story(number: int, examples: list[StoryPage], chance: random.Random) -> dict[str, object]:
    example = chance.choice(examples)
    subject, place = chance.choice(SUBJECTS), chance.choice(PLACES)
    return {
        "title": f"The {subject} at {place}, story {number}",
        "slug": f"story-{number}",
        "summary": example.summary,
        "people": example.people,
        "region": chance.choice(Region.values),
        "locality": place,
        "organisation_id": example.organisation_id,
        "strand_id": example.strand_id,
        "picture_id": example.picture_id,
        "picture_alt": example.picture_alt,
        "card_quote": example.card_quote,
        "original_language": "en",
        "story_date": date(2026, 10, 1) - timedelta(days=chance.randrange(1500)),
        "body": example.body,
    }


def add_stories(wanted: int) -> None:
    """Add English stories until there are `wanted`; each takes its words from a demonstration story."""
    index = StoryIndexPage.objects.filter(locale__language_code="en").first()
    have = StoryPage.objects.filter(locale__language_code="en").count()
    if index is None or have >= wanted:
        return
    examples = list(
        StoryPage.objects.filter(locale__language_code="en", original_language="en").exclude(slug__startswith="story-")[
            :30
        ]
    )
    chance = random.Random(have)  # noqa: S311  # the same stories on every machine, no secret
    add_children(index, StoryPage, (_story(number, examples, chance) for number in range(have, wanted)))
    call_command("update_index", verbosity=0)


def _organisations(first: int, last: int) -> list[Organisation]:
    chance = random.Random(first)  # noqa: S311  # the same partners on every machine, no secret
    rows = [
        Organisation(
            key=f"example-{number}",
            name=f"{chance.choice(PLACES)} Example {chance.choice(SUBJECTS).title()} {number}",
            sector=chance.choice(Sector.values),
            region=chance.choice(Region.values),
            joined=2024,
        )
        for number in range(first, last)
    ]
    return Organisation.objects.bulk_create(rows, batch_size=BATCH)


def add_partners(wanted: int) -> None:
    """Add English partner profiles, with their organisations, until there are `wanted`."""
    directory = DirectoryPage.objects.filter(locale__language_code="en").first()
    have = PartnerPage.objects.filter(locale__language_code="en").count()
    if directory is None or have >= wanted:
        return
    rows = (
        {"title": made.name, "slug": made.key, "summary": "A partner made for measuring.", "organisation_id": made.pk}
        for made in _organisations(have, wanted)
    )
    add_children(directory, PartnerPage, rows)
    call_command("update_index", verbosity=0)
