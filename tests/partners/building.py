"""Small sites for the tests of partners: each test builds only what it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale, Page, Site

from home.models import HomePage, Picture, SectionPage, StandardPage, Strand
from partners.models import Application, DirectoryPage, JoinPage, Organisation, PartnerPage, Pledge
from tests.snapshots import kept


@dataclass
class Tree:
    """The pages of a small site, by language code."""

    homes: dict[str, Page] = field(default_factory=dict)
    directories: dict[str, DirectoryPage] = field(default_factory=dict)
    joins: dict[str, JoinPage] = field(default_factory=dict)


def _home(code: str, first: HomePage | None) -> HomePage:
    home = HomePage(
        title="Home",
        slug=f"home-{code}",
        summary="Home.",
        hero_title="Pull up",
        primary_label="Go",
        locale=locale(code),
    )
    if first is not None:
        home.translation_key = first.translation_key
    return Page.get_first_root_node().add_child(instance=home)


def locale(code: str) -> Locale:
    """Return the Locale of a language."""
    return Locale.objects.get_or_create(language_code=code)[0]


@kept
def build_tree(*codes: str) -> Tree:
    """Make a home page, a directory and a pledge form in each language; the first language holds the site root."""
    Page.objects.filter(depth=2).delete()
    Page.objects.update(numchild=0)
    tree = Tree()
    for code in codes:
        home = _home(code, tree.homes.get(codes[0]))
        tree.homes[code] = home
        tree.directories[code] = home.add_child(
            instance=DirectoryPage(title="Partners", slug="partners", summary="All of them.", locale=locale(code))
        )
        section = home.add_child(
            instance=SectionPage(title="Take part", slug="take-part", summary="How.", locale=locale(code))
        )
        tree.joins[code] = section.add_child(
            instance=JoinPage(title="Make a pledge", slug="pledge", summary="One clear thing.", locale=locale(code))
        )
    for pages in (tree.directories, tree.joins):
        for code in codes[1:]:
            pages[code].translation_key = pages[codes[0]].translation_key
            pages[code].save()
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=tree.homes[codes[0]], is_default_site=True)
    return tree


def make_words(home: Page) -> StandardPage:
    """Make a page of words below a home page: it asks for nothing but what stands around every page."""
    return home.add_child(instance=StandardPage(title="Words", slug="words", summary="W.", locale_id=home.locale_id))


def make_picture() -> Picture:
    """Make a small picture; its renditions are made when the transaction is stored."""
    content = BytesIO()
    Image.new("RGB", (8, 8), "red").save(content, "PNG")
    return Picture.objects.create(title="Logo", file=ContentFile(content.getvalue(), "logo.png"))


def make_strand(slug: str = "meet", number: int = 2, tone: str = "meet") -> Strand:
    """Make a strand with a name in English and Welsh."""
    names = {"talk": {"en": "Talk", "cy": "Siarad"}, "meet": {"en": "Meet", "cy": "Cwrdd"}}.get(slug, {"en": slug})
    return Strand.objects.create(slug=slug, number=number, tone=tone, names=names)


def make_organisation(name: str, **fields: Any) -> Organisation:
    """Make an organisation that takes part now."""
    fields.setdefault("key", f"partner-{Organisation.objects.count() + 1}")
    fields.setdefault("sector", "charity")
    fields.setdefault("region", "wales")
    return Organisation.objects.create(name=name, **fields)


def make_profile(directory: DirectoryPage, organisation: Organisation, **fields: Any) -> PartnerPage:
    """Make a live profile of `organisation` under a directory, in the directory's language."""
    fields = {"title": organisation.name, "summary": "Who they are.", "locale_id": directory.locale_id, **fields}
    return directory.add_child(instance=PartnerPage(organisation=organisation, **fields))


def make_partner(directory: DirectoryPage, name: str, **fields: Any) -> Organisation:
    """Make an organisation with a live profile."""
    organisation = make_organisation(name, **fields)
    make_profile(directory, organisation)
    return organisation


def make_pledge(organisation: Organisation, words: str = "mend ten bicycles.", **fields: Any) -> Pledge:
    """Make a pledge in English."""
    return Pledge.objects.create(organisation=organisation, **{"promise": {"en": words}, **fields})


def make_application(**fields: Any) -> Application:
    """Make an application of a business that was confirmed."""
    values: dict[str, Any] = {
        "kind": "business",
        "name": "Example & Sons Bakers",
        "region": "wales",
        "promise": "bake for the whole street.",
        "email": "baker@example.org",
        "agreed": True,
        "language": "en",
        "state": Application.State.CONFIRMED,
    }
    return Application.objects.create(**{**values, **fields})
