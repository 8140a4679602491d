"""Deciding, without changing anything, what goes live when one version of one page is approved.

The order of the rules, for a page whose policy has languages that go together:

1. A translation that a machine made and nobody checked never goes live, nor one that is marked as unfinished.
2. A translation goes live alone when it follows the original as readers see it, or when it mends one that is live already.
3. When the original changes, every language that goes together must have a version that follows the change and is finished;
   it must be live already, or approved, or one that the person publishing may put live without anybody's approval.
4. Whatever then goes live goes live together. If something is missing, nothing does.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, Revision

from languages.families import Family
from languages.gate.missing import missing
from languages.gate.obstacles import Obstacle
from languages.models.revision_text import RevisionText
from languages.state import is_current

if TYPE_CHECKING:
    from accounts.models import User


@dataclass
class Plan:
    """What is to go live, of each page (by id) which version, and what is missing. `wished` is the page it began with."""

    family: Family
    wished: int
    versions: dict[int, int] = field(default_factory=dict)
    lacks: list[Obstacle] = field(default_factory=list)

    def take(self, page: Page, revision_id: int | None) -> None:
        """Have this version of `page` go live; none where what is live stays."""
        if revision_id is not None and revision_id != (page.live_revision_id if page.live else None):
            self.versions[page.pk] = revision_id


@dataclass(frozen=True)
class Wish:
    """A version of a page somebody wants live: the words of it, and who wants it (`None`: a schedule, or code)."""

    family: Family
    page: Page
    text: RevisionText
    user: User | None = None

    @property
    def language(self) -> str:
        """The language of the page."""
        return next(code for code, page in self.family.pages.items() if page.pk == self.page.pk)

    @property
    def is_original(self) -> bool:
        """Whether this is the language the page was first written in."""
        return self.family.source.pk == self.page.pk

    @property
    def awaited(self) -> tuple[str, ...]:
        """The languages that go together with this page; none where its own is not one of them."""
        together = self.family.policy.awaited({*self.family.offered, self.language})
        return together if self.language in together else ()


def plan_for(wish: Wish) -> Plan:
    """Return what goes live if `wish` is granted, and what is missing for it."""
    plan = Plan(wish.family, wish.page.pk)
    plan.versions[wish.page.pk] = wish.text.revision_id or 0
    if wish.is_original:
        _bring_translations(plan, wish, wish.text)
    else:
        _judge_translation(plan, wish)
    return plan


def _judge_translation(plan: Plan, wish: Wish) -> None:
    """Add what a translation itself lacks, and the original where it has to come along."""
    family, text = wish.family, wish.text
    reference = family.reference()
    if reason := _unfinished(text, reference):
        plan.lacks.append(missing(reason, family, wish.language, reference))
        return
    if not wish.awaited or family.source_language not in wish.awaited:
        return
    approved, shown = family.approved(family.source), family.shown(family.source)
    if approved and text.source_basis == approved.basis:
        plan.take(family.source, approved.revision_id)
        _bring_translations(plan, wish, approved)
    elif not family.source.live and approved:
        plan.lacks.append(missing("stale", family, wish.language, approved))
    elif not family.source.live or _translates_a_draft(text, shown):
        plan.lacks.append(missing("original", family, family.source_language))
    elif not is_current(text, shown) and not wish.page.live:
        plan.lacks.append(missing("stale", family, wish.language, shown))


def _unfinished(text: RevisionText, reference: RevisionText | None) -> str:
    """Return why a translation cannot go live whatever the others do, '' if it can."""
    if text.is_unchecked:
        return "unchecked"
    if text.kind and not text.is_ready:
        return "unfinished"
    if not text.kind and has_words_of(text, reference):
        return "untranslated"
    return ""


def has_words_of(text: RevisionText, reference: RevisionText | None) -> bool:
    """Say whether a page still has the very words of its original; names alone may, once somebody has said so."""
    return reference is not None and text.words > 0 and text.digest == reference.digest


def _translates_a_draft(text: RevisionText, shown: RevisionText | None) -> bool:
    """Say whether a translation was made from a version of the original that is newer than the one shown."""
    if shown is None or text.source_basis in ("", shown.basis):
        return False
    made_from = RevisionText.objects.filter(page_id=shown.page_id, basis=text.source_basis)
    return made_from.filter(pk__gt=shown.pk).exists()


def _bring_translations(plan: Plan, wish: Wish, reference: RevisionText) -> None:
    """Find for every other language the version that follows `reference`, or say what is missing."""
    family = wish.family
    for code in wish.awaited:
        page = family.pages.get(code)
        if code == family.source_language or (page and page.pk == wish.page.pk):
            continue
        if page is None:
            plan.lacks.append(missing("missing", family, code, reference))
            continue
        text, reason = _version_of(wish, page, reference)
        if reason:
            plan.lacks.append(missing(reason, family, code, reference))
        elif text:
            plan.take(page, text.revision_id)


def _version_of(wish: Wish, page: Page, reference: RevisionText) -> tuple[RevisionText | None, str]:
    """Return the words of `page` that go with `reference`, or the reason why there are none."""
    family = wish.family
    approved, shown, newest = family.approved(page), family.shown(page), family.newest(page)
    if approved and is_current(approved, reference):
        return approved, ""
    if page.live and is_current(shown, reference):
        return shown, ""
    if newest is None or not is_current(newest, reference):
        return None, "stale" if page.live or (newest and newest.is_ready) else "unfinished"
    if reason := _unfinished(newest, reference) or ("" if newest.is_ready else "unfinished"):
        return None, reason
    if is_for_later(newest.revision_id):
        return None, "scheduled"
    return (newest, "") if _may_go(wish.user, page) else (None, "unapproved")


def _may_go(user: User | None, page: Page) -> bool:
    """Say whether `user` may put `page` live with nobody's approval. A schedule and code may not: nobody has read it."""
    return user is not None and bool(page.specific.permissions_for_user(user).can_publish())


def is_for_later(revision_id: int | None) -> bool:
    """Say whether a version names a date to come on which it is to go live."""
    moment = Revision.objects.get(pk=revision_id).as_object().go_live_at if revision_id else None
    return moment is not None and moment > timezone.now()


def faults_of(plan: Plan) -> list[Obstacle]:
    """Return what keeps the versions of other languages from being whole pages, such as a picture without its words."""
    found = []
    for code, page in plan.family.pages.items():
        if page.pk in plan.versions and page.pk != plan.wished:
            try:
                Revision.objects.get(pk=plan.versions[page.pk]).as_object().full_clean()
            except ValidationError as fault:
                found.append(missing("invalid", plan.family, code, details=tuple(fault.messages)))
    return found
