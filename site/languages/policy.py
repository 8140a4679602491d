"""Which languages of a page go live together.

Administrators say it per type of page (`PublicationPolicy`). What nobody has said comes from the type itself: its class
attributes `languages_together` and `original_first`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, get_page_models

from languages.configured import LANGUAGES
from languages.models.publication import PublicationPolicy

TOGETHER = ("en", "cy")
"""English and Welsh: the two full languages of the site."""


@dataclass(frozen=True, slots=True)
class Policy:
    """The `languages` of a page that belong together, and whether the original may go live before the others."""

    languages: tuple[str, ...]
    original_first: bool = False

    def awaited(self, offered: Iterable[str]) -> tuple[str, ...]:
        """Return the languages that wait for each other, of those the site offers; none where the original goes first."""
        return () if self.original_first else self.wanted(offered)

    def wanted(self, offered: Iterable[str]) -> tuple[str, ...]:
        """Return the languages the page should stand in, of those the site offers."""
        known = set(offered)
        return tuple(code for code in self.languages if code in known)


def page_type_of(page: Page) -> str:
    """Return the name of the page's type, such as `home.strandpage`; no query once the process knows the types."""
    kind = ContentType.objects.get_for_id(page.content_type_id)
    return f"{kind.app_label}.{kind.model}"


def default_policy(page_type: str) -> Policy:
    """Return what the class called `page_type` says of itself."""
    model = _models().get(page_type)
    together = getattr(model, "languages_together", TOGETHER)
    return Policy(tuple(together), bool(getattr(model, "original_first", False)))


def policies() -> dict[str, Policy]:
    """Return the policy of every type of page, in one query."""
    said = {row.page_type: Policy(tuple(row.languages), row.original_first) for row in PublicationPolicy.objects.all()}
    return {name: said.get(name) or default_policy(name) for name in {*_models(), *said}}


def ensure_policies() -> None:
    """Write down the policy of every type of page that has none, so that administrators find it."""
    known = set(PublicationPolicy.objects.values_list("page_type", flat=True))
    new = {name: default_policy(name) for name in _models() if name not in known}
    PublicationPolicy.objects.bulk_create(
        [
            PublicationPolicy(page_type=name, languages=list(policy.languages), original_first=policy.original_first)
            for name, policy in new.items()
        ],
        ignore_conflicts=True,
    )


def language_order(codes: Iterable[str]) -> list[str]:
    """Return `codes` in the order of the configured languages."""
    wanted = set(codes)
    return [language.code for language in LANGUAGES if language.code in wanted]


def _models() -> dict[str, type[Page]]:
    return {model._meta.label_lower: model for model in get_page_models() if model is not Page}
