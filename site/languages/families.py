"""A page with its translations and the words of each, read for any number of pages in three queries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from wagtail.models import Page, Site

from languages.configured import DEFAULT_LANGUAGE
from languages.locales import locale_code
from languages.models.revision_text import RevisionText
from languages.policy import Policy, default_policy, language_order, page_type_of, policies


@dataclass
class Family:
    """One page in all its languages: the pages by language code, and of each page the texts that matter.

    `offered` are the languages with a live home page. Aliases are left out: they have no words of their own.
    """

    key: UUID
    policy: Policy
    offered: frozenset[str]
    pages: dict[str, Page] = field(default_factory=dict)
    texts: dict[int, list[RevisionText]] = field(default_factory=lambda: defaultdict(list))

    @property
    def source_language(self) -> str:
        """The language the page was first written in: what it says itself, else English, else the first it stands in."""
        said = [text for words in self.texts.values() for text in words if text.original in self.pages]
        if said:
            return max(said, key=lambda text: text.pk).original
        return DEFAULT_LANGUAGE.code if DEFAULT_LANGUAGE.code in self.pages else language_order(self.pages)[0]

    @property
    def source(self) -> Page:
        """The page in that language."""
        return self.pages[self.source_language]

    def newest(self, page: Page) -> RevisionText | None:
        """Return the words of the latest version of `page`."""
        return self._of_revision(page, page.latest_revision_id) or max(
            self.texts[page.pk], key=lambda text: text.pk, default=None
        )

    def shown(self, page: Page) -> RevisionText | None:
        """Return the words readers see of `page`; `None` if it is not live, or if nobody has recorded them."""
        return self._of_revision(page, page.live_revision_id) if page.live else None

    def approved(self, page: Page) -> RevisionText | None:
        """Return the words of the version of `page` that is approved and waits for other languages."""
        return next((one for one in self.texts[page.pk] if approved_at(one)), None)

    def reference(self) -> RevisionText | None:
        """Return the words translations are to follow: those approved, else those shown, else the latest."""
        source = self.source
        return self.approved(source) or self.shown(source) or (None if source.live else self.newest(source))

    def languages(self) -> list[str]:
        """Return every language the page stands in or could."""
        return language_order({*self.offered, *self.pages})

    def _of_revision(self, page: Page, revision_id: int | None) -> RevisionText | None:
        return next((one for one in self.texts[page.pk] if one.revision_id == revision_id), None)


def approved_at(text: RevisionText) -> datetime | None:
    """Return when these words were approved, if they wait to go live with others."""
    moment: datetime | None = getattr(text, "approved_at", None)
    return moment


def families_of(keys: Iterable[UUID]) -> dict[UUID, Family]:
    """Return the family of each translation key that has a page, in three queries."""
    wanted = set(keys)
    pages, offered = _pages(wanted)
    rules = policies()
    families: dict[UUID, Family] = {}
    for page in sorted(pages, key=lambda page: page.pk):
        name = page_type_of(page)
        rule = rules.get(name) or default_policy(name)
        family = families.setdefault(page.translation_key, Family(page.translation_key, rule, offered))
        family.pages[locale_code(page.locale_id)] = page
    for text in _texts(wanted):
        families[text.page_key].texts[text.page_id].append(text)  # type: ignore[attr-defined]  # annotated
    return families


def family_of(page: Page) -> Family:
    """Return the family of a page; raises `KeyError` if the page is an alias or has been deleted."""
    return families_of([page.translation_key])[page.translation_key]


def offered_languages() -> frozenset[str]:
    """Return the languages with a live home page, in one query that no cache answers."""
    return _pages(set())[1]


def _pages(keys: set[UUID]) -> tuple[list[Page], frozenset[str]]:
    roots = Site.objects.filter(is_default_site=True, root_page__translation_key=OuterRef("translation_key"))
    pages = Page.objects.annotate(is_home=Exists(roots)).filter(Q(translation_key__in=keys) | Q(is_home=True))
    found = list(pages.filter(alias_of=None))
    offered = frozenset(locale_code(page.locale_id) for page in found if page.is_home and page.live)
    return [page for page in found if page.translation_key in keys], offered


def _texts(keys: set[UUID]) -> QuerySet[RevisionText]:
    """Return what is shown, what is latest, what is approved, and what a translation was made from."""
    made_from = Exists(RevisionText.objects.filter(source_revision=OuterRef("revision")))
    matters = (
        Q(revision=None)
        | Q(revision=F("page__live_revision"))
        | Q(revision=F("page__latest_revision"))
        | Q(revision__approval__isnull=False)
        | made_from
    )
    facts = {"approved_at": F("revision__approval__at"), "page_key": F("page__translation_key")}
    rows = RevisionText.objects.filter(page__translation_key__in=keys, page__alias_of=None).filter(matters)
    return rows.annotate(**facts).order_by("pk")
