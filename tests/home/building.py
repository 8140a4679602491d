"""A small site with people in every role, for the tests of the editors' side."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.contrib.auth.models import Group
from wagtail.models import Locale, Page, Site

from accounts.models import User
from home.models import HomePage, SectionPage, StandardPage, Strand
from partners.models import Organisation
from stories.models import StoryIndexPage, StoryPage
from tests.factories import say_nobody
from tests.snapshots import kept

ROLES = {
    "administrator": "Administrators",
    "moderator": "Moderators",
    "editor": "Comms editors",
    "translator": "Translators (Cymraeg)",
}


@dataclass
class Tree:
    """The pages of a small site, by language code."""

    homes: dict[str, HomePage] = field(default_factory=dict)
    sections: dict[str, SectionPage] = field(default_factory=dict)
    stories: dict[str, StoryIndexPage] = field(default_factory=dict)


def _home(code: str, first: HomePage | None) -> HomePage:
    locale = Locale.objects.get_or_create(language_code=code)[0]
    home = HomePage(
        title=f"Home {code}",
        slug=f"home-{code}",
        summary="Home.",
        hero_title="Pull up",
        primary_label="Go",
        locale=locale,
    )
    if first is not None:
        home.translation_key = first.translation_key
    return Page.get_first_root_node().add_child(instance=home)


@kept
def build_tree(*codes: str) -> Tree:
    """Make a home page, a section and a story index in each language; the first language holds the site root."""
    Page.objects.filter(depth=2).delete()
    Page.objects.update(numchild=0)
    tree = Tree()
    for code in codes:
        home = tree.homes[code] = _home(code, tree.homes.get(codes[0]))
        about = SectionPage(title="About", slug="about", summary="Us.", locale=home.locale)
        index = StoryIndexPage(title="Stories", slug="stories", summary="All.", locale=home.locale)
        if tree.sections:
            about.translation_key = tree.sections[codes[0]].translation_key
            index.translation_key = tree.stories[codes[0]].translation_key
        tree.sections[code] = home.add_child(instance=about)
        tree.stories[code] = home.add_child(instance=index)
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=tree.homes[codes[0]], is_default_site=True)
    return tree


def make_person(role: str, number: int = 1) -> User:
    """Return somebody in a role (a key of `ROLES`, or "superuser"); made the first time."""
    username = f"{role}-{number}"
    if person := User.objects.filter(username=username).first():
        return person
    if role == "superuser":
        return User.objects.create_superuser(username, f"{username}@example.org", "secret")
    person = User.objects.create_user(username, f"{username}@example.org", "secret")
    person.groups.add(Group.objects.get(name=ROLES[role]))
    return person


def make_strand(slug: str = "meet", number: int = 2) -> Strand:
    """Return a strand; made the first time."""
    return Strand.objects.get_or_create(
        slug=slug, defaults={"number": number, "tone": slug, "names": {"en": slug.title()}}
    )[0]


def make_organisation(name: str = "Example Choir") -> Organisation:
    """Make an organisation."""
    key = f"partner-{Organisation.objects.count() + 1}"
    return Organisation.objects.create(key=key, name=name, sector="arts", region="wales")


def make_story(index: StoryIndexPage, title: str = "A table", by: User | None = None, **fields: Any) -> StoryPage:
    """Make a story under `index` with a revision by `by`; a draft unless `live=True`."""
    values: dict[str, Any] = {"summary": "Short.", "region": "wales", "live": False, **fields}
    story = StoryPage(title=title, strand=make_strand(), owner=by, locale_id=index.locale_id, **values)
    say_nobody(story)
    index.add_child(instance=story)
    revision = story.save_revision(user=by, clean=False)
    if story.live:
        revision.publish(skip_permission_checks=True)
    return StoryPage.objects.get(pk=story.pk)


def make_words(section: SectionPage, title: str = "Words", by: User | None = None, live: bool = False) -> StandardPage:
    """Make a standard page with a revision by `by`."""
    page = section.add_child(
        instance=StandardPage(title=title, summary="W.", owner=by, live=live, locale_id=section.locale_id)
    )
    page.save_revision(user=by)
    return StandardPage.objects.get(pk=page.pk)


def submit(page: Page, by: User) -> None:
    """Send `page` to review, as the editor's button does."""
    page.get_workflow().start(page, by)


def fresh(page: Any) -> Any:
    """Return `page` as the database has it now, without anything remembered."""
    return type(page).objects.get(pk=page.pk)
