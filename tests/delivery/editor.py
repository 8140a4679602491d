"""Everything an editor does on a small site, by name: what pages show, and what none shows."""

from __future__ import annotations

from django.db import connection
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page, PageViewRestriction, Site

from accounts.models import User
from home.models import Menu, MenuItem, SiteSettings, Theme
from partners.models import Application, Pledge
from stories.models import FeaturedStory
from tests.factories import (
    make_locale,
    make_organisation,
    make_partner_page,
    make_picture,
    make_standard_page,
    make_story,
    make_strand,
)


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
