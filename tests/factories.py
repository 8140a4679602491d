"""Pages and things for tests, composed from the bottom up; each test makes only what it needs."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from itertools import count
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image
from wagtail.models import Locale, Page, Site

from home.models import BasePage, HomePage, Picture, SectionPage, StandardPage, Strand
from languages.models import PublicationPolicy
from partners.models import DirectoryPage, Organisation, PartnerPage
from stories.consent.rules import media_of
from stories.models import PeopleStatement, StoryIndexPage, StoryPage
from tests.snapshots import kept

_numbers = count(1)
STRAND_NAMES = {"talk": {"en": "Talk", "cy": "Siarad"}, "meet": {"en": "Meet", "cy": "Cwrdd"}, "act": {"en": "Act"}}


@dataclass
class SmallSite:
    """The pages of a small site, by language code."""

    homes: dict[str, HomePage] = field(default_factory=dict)
    stories: dict[str, StoryIndexPage] = field(default_factory=dict)
    directories: dict[str, DirectoryPage] = field(default_factory=dict)
    sections: dict[str, SectionPage] = field(default_factory=dict)


def let_go_alone(model: type[BasePage]) -> None:
    """Let every language of a type of page go live alone: for tests that are not about translations."""
    PublicationPolicy.objects.filter(page_type=model._meta.label_lower).update(languages=[])


def make_locale(code: str) -> Locale:
    """Return the Locale of a language."""
    return Locale.objects.get_or_create(language_code=code)[0]


def add_page(parent: Page, model: type[BasePage], source: BasePage | None = None, **values: Any) -> Any:
    """Make a live page under `parent` in its language; `source` makes it a translation of that page."""
    values = {"title": model.__name__, "summary": "A sentence.", "locale_id": parent.locale_id, **values}
    page = model(**values)
    if source is not None:
        page.translation_key = source.translation_key
    if isinstance(page, StoryPage):
        say_nobody(page)
    return parent.add_child(instance=page)


def say_nobody(page: StoryPage) -> None:
    """Say that nobody can be recognised in a story, whatever it shows: it may go live."""
    known = PeopleStatement.objects.filter(story_key=page.translation_key).first()
    media = sorted(media_of(page) | set(known.media if known else ()))
    values = {"answer": PeopleStatement.Answer.NOBODY, "media": media}
    PeopleStatement.objects.update_or_create(story_key=page.translation_key, defaults=values)


@kept
def build_site(*codes: str) -> SmallSite:
    """Make a small site in each language; the first holds the root of the only site."""
    Page.objects.filter(depth=2).delete()
    Page.objects.filter(depth=1).update(numchild=0)
    tree = SmallSite()
    for code in codes:
        _build_language(tree, code, codes[0])
    Site.objects.all().delete()
    Site.objects.create(hostname="testserver", root_page=tree.homes[codes[0]], is_default_site=True)
    return tree


def _build_language(tree: SmallSite, code: str, first: str) -> None:
    root = Page.get_first_root_node()
    home = HomePage(
        title=f"Home {code}",
        slug=f"home-{code}",
        summary="A kinder, closer country.",
        hero_title="Pull up a chair.",
        primary_label="Go",
        locale=make_locale(code),
    )
    if tree.homes:
        home.translation_key = tree.homes[first].translation_key
    tree.homes[code] = root.add_child(instance=home)
    for pages, model, title in (
        (tree.stories, StoryIndexPage, "Stories"),
        (tree.directories, DirectoryPage, "Partners"),
        (tree.sections, SectionPage, "Our work"),
    ):
        pages[code] = add_page(home, model, pages.get(first), title=title)


def make_strand(slug: str = "meet") -> Strand:
    """Return the strand with this slug: talk is number 1, meet 2, act 3."""
    number = list(STRAND_NAMES).index(slug) + 1
    values = {"number": number, "tone": slug, "names": STRAND_NAMES[slug]}
    return Strand.objects.get_or_create(slug=slug, defaults=values)[0]


def make_organisation(name: str = "", **values: Any) -> Organisation:
    """Make an organisation that takes part now."""
    number = next(_numbers)
    values = {"sector": "charity", "region": "wales", "key": f"organisation-{number}", **values}
    return Organisation.objects.create(name=name or f"Example Organisation {number}", **values)


def make_partner_page(directory: DirectoryPage, organisation: Organisation | None = None, **values: Any) -> PartnerPage:
    """Make a live profile under a directory."""
    organisation = organisation or make_organisation()
    return add_page(directory, PartnerPage, organisation=organisation, **{"title": organisation.name, **values})


def make_story(index: StoryIndexPage, source: StoryPage | None = None, **values: Any) -> StoryPage:
    """Make a live story under a list of stories, in its language."""
    number = next(_numbers)
    about = {"region": "wales", "strand": source.strand if source else make_strand(), "story_date": date(2026, 11, 1)}
    language = source.original_language if source else index.locale.language_code
    texts = {"title": f"Story {number}", "slug": f"story-{number}", "original_language": language}
    return add_page(index, StoryPage, source, **{**about, **texts, **values})


def make_standard_page(parent: Page, source: BasePage | None = None, **values: Any) -> StandardPage:
    """Make a live page of words."""
    return add_page(parent, StandardPage, source, **{"title": f"Words {next(_numbers)}", **values})


def make_picture(colour: str = "red", size: tuple[int, int] = (40, 30)) -> Picture:
    """Make a small picture; its renditions are made once the transaction is stored."""
    content = BytesIO()
    Image.new("RGB", size, colour).save(content, "PNG")
    return Picture.objects.create(
        title=f"Picture {next(_numbers)}", file=ContentFile(content.getvalue(), "picture.png")
    )
