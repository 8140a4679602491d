"""What is not as it should be between the languages' trees: found once a night, and by `manage.py check_trees`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import F, OuterRef, Q, Subquery
from django.db.models.functions import Length, Substr
from wagtail.models import Page

from languages.families import Family, families_of, offered_languages
from languages.locales import locale_code
from languages.models import RevisionText, TranslationStatus
from languages.policy import language_order

BATCH = 200


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong: a `code` for programs, the page by id, and a sentence for whoever mends it."""

    code: str
    page_id: int
    sentence: str

    def __str__(self) -> str:
        return f"{self.code} {self.page_id}: {self.sentence}"


def findings() -> Iterator[Finding]:
    """Yield everything that is wrong, page by page."""
    pages = Page.objects.filter(depth__gt=1, alias_of=None).order_by("path")
    keys = list(dict.fromkeys(pages.values_list("translation_key", flat=True)))
    for start in range(0, len(keys), BATCH):
        for family in families_of(keys[start : start + BATCH]).values():
            yield from _of_family(family)
    yield from _of_parents()
    yield from _of_addresses()
    yield from _of_aliases()
    yield from _of_records()
    yield from _of_languages()


def _of_family(family: Family) -> Iterator[Finding]:
    """Find languages that go together and do not, and times that differ."""
    awaited = family.policy.awaited(family.offered)
    live = [code for code in awaited if code in family.pages and family.pages[code].live]
    if not live:
        return
    first = family.pages[live[0]]
    if missing := [code for code in awaited if code not in live]:
        names = ", ".join(language_order(missing))
        yield Finding("languages.apart", first.pk, f"{first.title} is live without: {names}.")
    times = {family.pages[code].last_published_at for code in live}
    if len(times) > 1 and None not in times:
        yield Finding("languages.times", first.pk, f"{first.title} went live at different times in its languages.")


def _of_parents() -> Iterator[Finding]:
    """Find translations that stand under a page that does not translate the parent of their original."""
    parent_key = Page.objects.filter(path=OuterRef("parent_path")).values("translation_key")[:1]
    pages = Page.objects.filter(depth__gt=2, alias_of=None).annotate(
        parent_path=Substr("path", 1, Length("path") - Page.steplen), parent_key=Subquery(parent_key)
    )
    seen: dict[object, tuple[object, int]] = {}
    for pk, key, above, title in pages.order_by("path").values_list("pk", "translation_key", "parent_key", "title"):
        known = seen.setdefault(key, (above, pk))
        if known[0] != above:
            yield Finding("tree.parent", pk, f"{title} stands under another page than its translation {known[1]}.")


def _of_addresses() -> Iterator[Finding]:
    """Find pages whose address does not follow from their slug and the address above."""
    paths = dict(Page.objects.values_list("path", "url_path"))
    for pk, path, slug, address in Page.objects.filter(depth__gt=2).values_list("pk", "path", "slug", "url_path"):
        above = paths.get(path[: -Page.steplen])
        if above is not None and address != f"{above}{slug}/":
            yield Finding("tree.address", pk, f"The address {address} is not the one of its place and slug.")


def _of_aliases() -> Iterator[Finding]:
    """Find aliases that are live though their original is not, or the other way round."""
    for alias in Page.objects.exclude(alias_of=None).exclude(live=F("alias_of__live")):
        yield Finding("tree.alias", alias.pk, f"{alias.title} and the page it repeats are not live at the same time.")


def _of_records() -> Iterator[Finding]:
    """Find what is kept of translations and no longer agrees with the pages."""
    pages = Page.objects.values("translation_key")
    for row in TranslationStatus.objects.exclude(translation_key__in=pages):
        yield Finding("records.page", row.page_id or 0, f"{row.title} is listed in the report and gone.")
    wrong = TranslationStatus.objects.exclude(page=None).exclude(is_live=F("page__live"))
    for row in wrong:
        yield Finding(
            "records.state", row.page_id or 0, f"The report says something else of {row.title} than the page."
        )
    lost = RevisionText.objects.filter(~Q(source_basis=""), page__alias_of__isnull=False)
    for text in lost:
        yield Finding("records.alias", text.page_id, "A page that repeats another is recorded as a translation.")


def _of_languages() -> Iterator[Finding]:
    """Find live pages in languages that are not offered: readers cannot reach them."""
    offered = offered_languages()
    for pk, locale_id, title in Page.objects.live().filter(depth__gt=2).values_list("pk", "locale_id", "title"):
        if locale_code(locale_id) not in offered:
            yield Finding("languages.off", pk, f"{title} is live in a language without a live home page.")
