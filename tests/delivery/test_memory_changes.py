"""Every change to what pages show is noticed; nothing else is."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import transaction

from delivery.memory import generation as generation_module
from delivery.memory.page_changes import changes_pages, pause_recording, record_change, resume_recording
from delivery.models import PageChange
from home.models import Theme
from languages import locales
from languages.locales import locale_id
from tests.delivery.asking import Application as Answering
from tests.delivery.asking import ask
from tests.delivery.editor import Editor
from tests.factories import (
    make_locale,
)


@pytest.mark.parametrize(
    "sql",
    [
        'INSERT INTO "stories_storypage" ("page_ptr_id") VALUES (%s)',
        'INSERT OR IGNORE INTO "stories_storypage_themes" ("a") VALUES (%s)',
        'UPDATE "wagtailcore_page" SET "title" = %s WHERE "wagtailcore_page"."id" = %s',
        'UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "id" = %s',
        'UPDATE "wagtailcore_page" SET "draft_title" = "wagtailcore_page"."title", "live" = %s',
        "UPDATE wagtailcore_page SET numchild = numchild + 1 WHERE path = %s",
        'DELETE FROM "home_menuitem" WHERE "id" IN (%s)',
        'UPDATE "some_new_table" SET "draft" = %s',
        "WITH x AS (SELECT 1) UPDATE home_theme SET slug = %s",
        "TRUNCATE home_theme",
        'CREATE TABLE "x" (id int)',
        "  \n update home_theme set slug = %s",
        "MERGE INTO x",
        "",
    ],
)
def test_statement_that_may_change_pages(sql):
    assert changes_pages(sql)


@pytest.mark.parametrize(
    "sql",
    [
        'SELECT "wagtailcore_page"."title" FROM "wagtailcore_page" FOR UPDATE',
        "(SELECT 1) UNION (SELECT 2)",
        "WITH RECURSIVE x AS (SELECT 1) SELECT * FROM x",
        'SAVEPOINT "s1"',
        "BEGIN IMMEDIATE",
        "PRAGMA foreign_keys = ON",
        'INSERT INTO "django_session" ("session_key") VALUES (%s)',
        'UPDATE "accounts_user" SET "last_login" = %s',
        'INSERT INTO "wagtailcore_revision" ("id") VALUES (%s)',
        'INSERT INTO wagtailsearch_indexentry_fts(title) VALUES ("x")',
        'UPDATE "wagtailcore_page" SET "latest_revision_id" = %s, "draft_title" = %s WHERE "id" = %s',
    ],
)
def test_statement_that_changes_no_page(sql):
    assert not changes_pages(sql)


SHOWN = [name for name in vars(Editor) if not name.startswith("_")]
UNSHOWN = ["save_draft", "lock", "sign_in", "apply"]


@pytest.mark.parametrize("act", [name for name in SHOWN if name not in UNSHOWN])
def test_change_that_pages_show_begins_a_generation(site_tree, recording, shared, committing, act):
    editor = Editor(site_tree)
    before = shared.now
    with committing():
        getattr(editor, act)()
    assert shared.now > before


@pytest.mark.parametrize("act", UNSHOWN)
def test_change_that_no_page_shows_drops_nothing(site_tree, recording, shared, committing, act):
    editor = Editor(site_tree)
    before = shared.now, PageChange.objects.count()
    with committing():
        getattr(editor, act)()
    assert (shared.now, PageChange.objects.count()) == before


def test_transaction_leaves_one_record(recording, committing):
    with committing():
        for number in range(5):
            Theme.objects.create(slug=f"theme-{number}")
    assert PageChange.objects.count() == 1


def test_change_that_is_taken_back_leaves_no_record(recording, shared, committing):
    before = shared.now
    with committing():
        with transaction.atomic():
            Theme.objects.create(slug="a")
            transaction.set_rollback(True)
        assert not PageChange.objects.exists()
        assert shared.now == before
        Theme.objects.create(slug="b")
    assert PageChange.objects.count() == 1
    assert shared.now > before


def test_nothing_is_recorded_while_migrations_run_and_everything_after(recording, shared):
    pause_recording()
    Theme.objects.create(slug="a")
    assert not PageChange.objects.exists()
    resume_recording()
    assert PageChange.objects.count() == 1


def test_command_drops_all_pages(db, shared, capsys, committing):
    before = shared.now
    with committing():
        call_command("forget_pages")
    assert shared.now > before


def test_old_records_are_thrown_away(db, shared, monkeypatch, committing):
    monkeypatch.setattr(generation_module, "MAX_CHANGES", 20)
    for _number in range(60):
        with committing():
            before = shared.now
            record_change()
        assert shared.now > before
    assert PageChange.objects.count() <= 20


def test_change_without_an_answer_drops_everything(shared, monkeypatch, db):
    def gone(*args: object, **kwargs: object) -> None:
        raise generation_module.Error

    monkeypatch.setattr(PageChange.objects, "aggregate", gone)
    before = shared.now
    assert not generation_module.look(throw_away=True)
    assert shared.now > before


def test_process_forgets_what_another_has_changed(make_memory, shared, db):
    memory = make_memory(Answering())
    ask(memory)
    make_locale("cy")
    locale_id("cy")
    assert locales._codes
    shared.advance()
    ask(memory)
    assert not locales._codes
