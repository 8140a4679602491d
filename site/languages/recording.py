"""Writing down the words of every version as it is saved, and what translators say of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page, Revision

from languages.families import Family, families_of
from languages.models.revision_text import Kind, Wording
from languages.translatable_words import Words, words_of

if TYPE_CHECKING:
    from accounts.models import User

INHERITED = ("source_basis", "source_revision_id", "kind", "is_ready", "by_id", "at")


def record_wording(revision: Revision, page: Page, is_minor: bool | None = None) -> Wording:
    """Write down the words of `page`, which is what `revision` holds, and return them.

    Words that were there before keep their basis, so that going back to them makes translations current again. What was said
    of the version before, such as what it translates, is said of this one until somebody says otherwise. `is_minor` says
    whether translators need not follow this version; `None` leaves what was said of it.
    """
    words = words_of(page)
    with transaction.atomic():
        record_baselines(page)
        others = Wording.objects.filter(page_id=page.pk).exclude(revision=revision).order_by("pk")
        known = Wording.objects.filter(revision=revision).first()
        wording = known or Wording(page_id=page.pk, revision=revision, **_facts(others.last()))
        wording.is_minor = wording.is_minor if is_minor is None else is_minor
        same = others.filter(digest=words.digest).last()
        _describe(wording, page, words)
        wording.basis = same.basis if same else _basis(wording)
        wording.save()
    return wording


def record_baselines(page: Page) -> None:
    """Write down the words of live pages of the family that have none yet: what readers see is taken to be up to date."""
    family = families_of([page.translation_key]).get(page.translation_key)
    if family is None:
        return
    unknown = [one for one in family.pages.values() if one.live and not family.wordings[one.pk]]
    if not unknown:
        return
    has_any = set(Wording.objects.filter(page__in=unknown).values_list("page_id", flat=True))
    for one in sorted(unknown, key=lambda one: one.pk != family.source.pk):
        if one.pk not in has_any:
            family.wordings[one.pk].append(_baseline(family, one))


def record_translation(
    page: Page,
    *,
    source_revision: Revision | None,
    kind: str = Kind.PERSON,
    by: User | None = None,
    ready: bool = False,
) -> Wording:
    """Say that the latest version of `page` translates `source_revision` (`None`: the original as it is live).

    `kind` says how it came about, `ready` that the translator calls it complete; a machine's translation that nobody has read
    is never ready. Raises `ValueError` where the version of the original is not known here.
    """
    with transaction.atomic():
        wording = _latest_wording(page)
        source = _source_wording(page, source_revision)
        wording.source_basis, wording.source_revision_id = source.basis, source.revision_id
        wording.kind, wording.is_ready = kind, ready and kind != Kind.MACHINE_UNCHECKED
        wording.by_id, wording.at = by.pk if by else None, timezone.now()
        wording.save()
        _refresh(page)
    return wording


def record_as_current(page: Page, by: User | None = None) -> None:
    """Say that the latest version of `page` is a complete translation of the original as it is wanted; nothing of an original."""
    family = families_of([page.translation_key]).get(page.translation_key)
    reference = family.reference() if family and family.source.pk != page.pk else None
    if reference is None:
        return
    wording = _latest_wording(page)
    kind = Kind.MACHINE_CHECKED if wording.kind in (Kind.MACHINE_UNCHECKED, Kind.MACHINE_CHECKED) else Kind.PERSON
    wording.source_basis, wording.source_revision_id = reference.basis, reference.revision_id
    wording.kind, wording.is_ready = kind, True
    wording.by_id, wording.at = by.pk if by else None, timezone.now()
    wording.save()
    _refresh(page)


def forget_translation(page: Page) -> None:
    """Say that `page` translates nothing: it was an alias, and still has the words of the original."""
    said = {"source_basis": "", "source_revision": None, "kind": "", "is_ready": False}
    Wording.objects.filter(page_id=page.pk).update(**said)
    _refresh(page)


def mark_minor(revision: Revision, is_minor: bool = True) -> None:
    """Say that `revision` changed nothing translators need to follow, or that it did after all."""
    wording = Wording.objects.filter(revision=revision).select_related("page").first()
    if wording is None:
        return
    wording.is_minor = is_minor
    wording.basis = _basis(wording)
    with transaction.atomic():
        wording.save(update_fields=["is_minor", "basis"])
        _refresh(wording.page)


def _facts(before: Wording | None) -> dict[str, Any]:
    return {name: getattr(before, name) for name in INHERITED} if before else {}


def _basis(wording: Wording) -> str:
    """Return the basis of words that are new: of a minor edit that of the words translators know, else their own digest.

    Those are the words approved, else shown, else written before: a draft saved on the way to a minor edit does not count.
    """
    others = Wording.objects.filter(page_id=wording.page_id).exclude(pk=wording.pk).order_by("pk")
    if not wording.is_minor:
        return wording.digest
    known = (
        others.filter(revision__approval__isnull=False).last()
        or others.filter(Q(revision=F("page__live_revision")) | Q(revision=None), page__live=True).last()
        or others.filter(**({"pk__lt": wording.pk} if wording.pk else {})).last()
    )
    return known.basis if known else wording.digest


def _describe(wording: Wording, page: Page, words: Words) -> None:
    wording.digest, wording.words, wording.pieces = words.digest, words.count, list(words.pieces)
    wording.original = getattr(page, "original_language", "")
    wording.about = page.report_subjects() if hasattr(page, "report_subjects") else {}


def _baseline(family: Family, page: Page) -> Wording:
    """Return the words of a live page, newly written down; a translation is taken to follow the original as it is live."""
    wording = _as_it_stands(page, page.live_revision_id)
    source = family.shown(family.source)
    if page.pk != family.source.pk and source:
        wording.source_basis, wording.source_revision_id = source.basis, source.revision_id
        wording.kind, wording.is_ready = Kind.PERSON, True
    wording.save()
    return wording


def _latest_wording(page: Page) -> Wording:
    known = Wording.objects.filter(page_id=page.pk).order_by("pk").last()
    if known is not None:
        return known
    revision = Page.objects.select_related("latest_revision").get(pk=page.pk).latest_revision
    if revision is not None:
        return record_wording(revision, revision.as_object())
    return _as_it_stands(page, None)


def _as_it_stands(page: Page, revision_id: int | None) -> Wording:
    """Return the words of `page` as the database has it, not written down yet."""
    specific = page.specific
    words = words_of(specific)
    wording = Wording(page_id=page.pk, revision_id=revision_id, basis=words.digest)
    _describe(wording, specific, words)
    return wording


def _source_wording(page: Page, revision: Revision | None) -> Wording:
    record_baselines(page)
    if revision is not None:
        known = Wording.objects.filter(revision=revision).first()
        return known or record_wording(revision, revision.as_object())
    family = families_of([page.translation_key])[page.translation_key]
    source = family.shown(family.source) or family.newest(family.source)
    if source is None:
        raise ValueError("The original has no words that are known here.")
    return source


def _refresh(page: Page) -> None:
    from languages.status_rows import refresh

    refresh([page.translation_key])
