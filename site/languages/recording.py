"""Writing down the words of every version as it is saved, and what translators say of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone
from wagtail.models import Page, Revision

from languages.families import Family, families_of
from languages.models.revision_text import RevisionText, TranslationKind
from languages.state import refresh
from languages.translatable_words import Words, words_of

if TYPE_CHECKING:
    from accounts.models import User

INHERITED = ("source_basis", "source_revision_id", "kind", "is_ready", "by_id", "at")


def record_revision_text(revision: Revision, page: Page, is_minor: bool | None = None) -> RevisionText:
    """Write down the words of `page`, which is what `revision` holds, and return them.

    Words that were there before keep their basis, so that going back to them makes translations current again. What was said
    of the version before, such as what it translates, is said of this one until somebody says otherwise. `is_minor` says
    whether translators need not follow this version; `None` leaves what was said of it.
    """
    words = words_of(page)
    with transaction.atomic():
        record_baselines(page)
        others = RevisionText.objects.filter(page_id=page.pk).exclude(revision=revision).order_by("pk")
        known = RevisionText.objects.filter(revision=revision).first()
        text = known or RevisionText(page_id=page.pk, revision=revision, **_facts(others.last()))
        text.is_minor = text.is_minor if is_minor is None else is_minor
        same = others.filter(digest=words.digest).last() or _written_otherwise(others.last(), words)
        _describe(text, page, words)
        text.basis = same.basis if same else _basis(text)
        text.save()
    return text


def record_baselines(page: Page) -> None:
    """Write down the words of live pages of the family that have none yet: what readers see is taken to be up to date."""
    family = families_of([page.translation_key]).get(page.translation_key)
    if family is None:
        return
    unknown = [one for one in family.pages.values() if one.live and not family.texts[one.pk]]
    if not unknown:
        return
    has_any = set(RevisionText.objects.filter(page__in=unknown).values_list("page_id", flat=True))
    for one in sorted(unknown, key=lambda one: one.pk != family.source.pk):
        if one.pk not in has_any:
            family.texts[one.pk].append(_baseline(family, one))


def record_translation(
    page: Page,
    *,
    source_revision: Revision | None,
    kind: str = TranslationKind.PERSON,
    by: User | None = None,
    ready: bool = False,
) -> RevisionText:
    """Say that the latest version of `page` translates `source_revision` (`None`: the original as it is live).

    `kind` says how it came about, `ready` that the translator calls it complete; a machine's translation that nobody has read
    is never ready. Raises `ValueError` where the version of the original is not known here.
    """
    with transaction.atomic():
        text = _latest_text(page)
        source = _source_text(page, source_revision)
        text.source_basis, text.source_revision_id = source.basis, source.revision_id
        text.kind, text.is_ready = kind, ready and kind != TranslationKind.MACHINE_UNCHECKED
        text.by_id, text.at = by.pk if by else None, timezone.now()
        text.save()
        refresh([page.translation_key])
    return text


def record_as_current(page: Page, by: User | None = None) -> None:
    """Say that the latest version of `page` is a complete translation of the original as it is wanted; nothing of an original."""
    family = families_of([page.translation_key]).get(page.translation_key)
    reference = family.reference() if family and family.source.pk != page.pk else None
    if reference is None:
        return
    text = _latest_text(page)
    kind = (
        TranslationKind.MACHINE_CHECKED
        if text.kind in (TranslationKind.MACHINE_UNCHECKED, TranslationKind.MACHINE_CHECKED)
        else TranslationKind.PERSON
    )
    text.source_basis, text.source_revision_id = reference.basis, reference.revision_id
    text.kind, text.is_ready = kind, True
    text.by_id, text.at = by.pk if by else None, timezone.now()
    text.save()
    refresh([page.translation_key])


def forget_translation(page: Page) -> None:
    """Say that `page` translates nothing: it was an alias, and still has the words of the original."""
    said = {"source_basis": "", "source_revision": None, "kind": "", "is_ready": False}
    RevisionText.objects.filter(page_id=page.pk).update(**said)
    refresh([page.translation_key])


def mark_minor(revision: Revision, is_minor: bool = True) -> None:
    """Say that `revision` changed nothing translators need to follow, or that it did after all."""
    text = RevisionText.objects.filter(revision=revision).select_related("page").first()
    if text is None:
        return
    text.is_minor = is_minor
    text.basis = _basis(text)
    with transaction.atomic():
        text.save(update_fields=["is_minor", "basis"])
        refresh([text.page.translation_key])


def _written_otherwise(before: RevisionText | None, words: Words) -> RevisionText | None:
    """Return the text before if its version says these words, which only its digest, made before there was a normal form, hides."""
    if before is None or before.revision is None:
        return None
    return before if words_of(before.revision.as_object()).digest == words.digest else None


def _facts(before: RevisionText | None) -> dict[str, Any]:
    return {name: getattr(before, name) for name in INHERITED} if before else {}


def _basis(text: RevisionText) -> str:
    """Return the basis of words that are new: of a minor edit that of the words translators know, else their own digest.

    Those are the words approved, else shown, else written before: a draft saved on the way to a minor edit does not count.
    """
    others = RevisionText.objects.filter(page_id=text.page_id).exclude(pk=text.pk).order_by("pk")
    if not text.is_minor:
        return text.digest
    known = (
        others.filter(revision__approval__isnull=False).last()
        or others.filter(Q(revision=F("page__live_revision")) | Q(revision=None), page__live=True).last()
        or others.filter(**({"pk__lt": text.pk} if text.pk else {})).last()
    )
    return known.basis if known else text.digest


def _describe(text: RevisionText, page: Page, words: Words) -> None:
    text.digest, text.words, text.pieces = words.digest, words.count, list(words.pieces)
    text.original = getattr(page, "original_language", "")
    text.about = page.report_subjects() if hasattr(page, "report_subjects") else {}


def _baseline(family: Family, page: Page) -> RevisionText:
    """Return the words of a live page, newly written down; a translation is taken to follow the original as it is live."""
    text = _as_it_stands(page, page.live_revision_id)
    source = family.shown(family.source)
    if page.pk != family.source.pk and source:
        text.source_basis, text.source_revision_id = source.basis, source.revision_id
        text.kind, text.is_ready = TranslationKind.PERSON, True
    text.save()
    return text


def _latest_text(page: Page) -> RevisionText:
    known = RevisionText.objects.filter(page_id=page.pk).order_by("pk").last()
    if known is not None:
        return known
    revision = Page.objects.select_related("latest_revision").get(pk=page.pk).latest_revision
    if revision is not None:
        return record_revision_text(revision, revision.as_object())
    return _as_it_stands(page, None)


def _as_it_stands(page: Page, revision_id: int | None) -> RevisionText:
    """Return the words of `page` as the database has it, not written down yet."""
    specific = page.specific
    words = words_of(specific)
    text = RevisionText(page_id=page.pk, revision_id=revision_id, basis=words.digest)
    _describe(text, specific, words)
    return text


def _source_text(page: Page, revision: Revision | None) -> RevisionText:
    record_baselines(page)
    if revision is not None:
        known = RevisionText.objects.filter(revision=revision).first()
        return known or record_revision_text(revision, revision.as_object())
    family = families_of([page.translation_key])[page.translation_key]
    source = family.shown(family.source) or family.newest(family.source)
    if source is None:
        raise ValueError("The original has no words that are known here.")
    return source
