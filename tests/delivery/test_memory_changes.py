"""Every change to what pages show is noticed; nothing else is."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from accounts.models import User
from delivery.memory import generation as generation_module
from delivery.memory.page_changes import changes_pages, pause_recording, record_change, resume_recording
from delivery.models import PageChange
from home.models import Menu, MenuItem, SiteSettings, Theme
from languages import locales
from languages.locales import locale_id
from partners.models import Application, Pledge
from stories.models import FeaturedStory
from tests.delivery.asking import Application as Answering
from tests.delivery.asking import ask
from tests.factories import (
    make_locale,
    make_organisation,
    make_partner_page,
    make_picture,
    make_standard_page,
    make_story,
    make_strand,
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


class Editor:
    """Does what editors do, by name, on a small site."""

    def __init__(self, tree) -> None:
        self.tree = tree
        self.story = make_story(tree.stories["en"], organisation=make_organisation())
        self.partner = make_partner_page(tree.directories["en"], self.story.organisation)
        self.page = make_standard_page(tree.sections["en"])
        self.theme = Theme.objects.create(slug="food", names={"en": "Food"})
        self.menu = Menu.objects.create(place="header")
        self.item = MenuItem.objects.create(menu=self.menu, page=self.page)
        self.redirect = Redirect.objects.create(old_path="/old", redirect_page=self.page)
        self.pledge = Pledge.objects.create(
            organisation=self.story.organisation, promise={"en": "Help"}, due="2027-01-01", strand=make_strand()
        )
        self.picture = make_picture()

    def publish(self) -> None:
        self.story.title = "Another title"
        self.story.save_revision().publish()

    def unpublish(self) -> None:
        self.story.unpublish()

    def move(self) -> None:
        self.page.move(self.tree.homes["en"], "last-child")

    def reorder(self) -> None:
        self.tree.sections["en"].refresh_from_db()
        self.tree.sections["en"].move(self.tree.stories["en"], "left")

    def change_slug(self) -> None:
        self.page.slug = "elsewhere"
        self.page.save()

    def delete(self) -> None:
        self.page.delete()

    def add(self) -> None:
        make_standard_page(self.tree.sections["en"])

    def update_without_signal(self) -> None:
        Page.objects.filter(pk=self.page.pk).update(title="Changed")

    def write_by_hand(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE home_theme SET slug = 'bread'")

    def add_in_bulk(self) -> None:
        Theme.objects.bulk_create([Theme(slug="a"), Theme(slug="b")])

    def choose_themes(self) -> None:
        self.story.themes.add(self.theme)
        self.story.save()

    def feature(self) -> None:
        FeaturedStory.objects.create(index_page=self.tree.stories["en"], story=self.story)

    def change_menu(self) -> None:
        self.menu.names = {"en": "Main"}
        self.menu.save()

    def delete_menu_item(self) -> None:
        self.item.delete()

    def change_settings(self) -> None:
        SiteSettings.objects.create(site=Site.objects.get(), contact_email="other@together.example")

    def change_site(self) -> None:
        Site.objects.update(port=8080)

    def change_strand(self) -> None:
        strand = make_strand()
        strand.names = {"en": "Meet up"}
        strand.save()

    def rename_organisation(self) -> None:
        self.story.organisation.name = "Renamed"
        self.story.organisation.save()

    def keep_pledge(self) -> None:
        self.pledge.state = Pledge.State.KEPT
        self.pledge.save()

    def retitle_picture(self) -> None:
        self.picture.credit = "Somebody"
        self.picture.save()

    def delete_rendition(self) -> None:
        self.picture.get_rendition("max-20x20").delete()

    def redirect_elsewhere(self) -> None:
        self.redirect.redirect_page = self.story.page_ptr
        self.redirect.save()

    def delete_redirect(self) -> None:
        self.redirect.delete()

    def restrict(self) -> None:
        PageViewRestriction.objects.create(page=self.page, restriction_type="password", password="x")

    def add_language(self) -> None:
        make_locale("pl")

    # What nobody but editors sees.

    def save_draft(self) -> None:
        self.story.title = "Not yet"
        self.story.save_revision()

    def lock(self) -> None:
        self.story.locked = True
        self.story.save(update_fields=["locked"])

    def sign_in(self) -> None:
        User.objects.create_user("somebody", "somebody@together.example", "x")

    def apply(self) -> None:
        Application.objects.create()


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
