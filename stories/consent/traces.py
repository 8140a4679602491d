"""Everything a story has left on the site: its pages, their drafts and copies, files, words, and the people in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, default_storage
from django.db.models import Model
from wagtail.documents.models import Document
from wagtail.models import ReferenceIndex, Revision

from compat.wagtail import references_in
from home.models import Picture
from home.social_cards import card_name
from languages.locales import locale_code
from stories.consent import rules
from stories.consent.gone import addresses_of
from stories.models import Appearance, Consent, StoryPage, SubmissionPicture, Withdrawal
from stories.models.consent import evidence_storage

File = tuple[Storage, str]


@dataclass(slots=True)
class Traces:
    """What there is of a story. `texts` are its words by language, drafts included; `titles` all it was ever called."""

    story_key: UUID
    pages: list[StoryPage] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)
    documents: list[Document] = field(default_factory=list)
    files: set[File] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    texts: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    titles: set[str] = field(default_factory=set)

    @property
    def page_ids(self) -> list[int]:
        """The keys of the pages."""
        return [page.pk for page in self.pages]


def find(withdrawal: Withdrawal) -> Traces:
    """Return what there is to erase of a withdrawn story; reads only."""
    found = Traces(withdrawal.story_key)
    found.pages = _pages(withdrawal.story_key)
    found.addresses = addresses_of(found.pages)
    references: set[tuple[int, str]] = set()
    for page in found.pages:
        for version in (page, *_drafts(page)):
            references.update(references_in(version))
            _note_words(found, version)
    _find_pictures(found, references, withdrawal.pictures)
    _find_documents(found, references)
    found.files |= set(_files(found))
    return found


def _pages(story_key: UUID) -> list[StoryPage]:
    """Return the pages of a story in all languages, aliases and copies of them included."""
    keys = [story_key]
    for key in keys:  # a copy may have been copied in its turn: what is found is looked through as well
        keys += [copy for copy in _copies_of(key) if copy not in keys]
    return list(StoryPage.objects.filter(translation_key__in=keys))


def _copies_of(story_key: UUID) -> list[UUID]:
    """Return the keys of stories made by copying one: the older drafts of a copy still bear the key of the original."""
    copied = Revision.objects.page_revisions().filter(content__translation_key=str(story_key))
    ids = {int(key) for key in copied.values_list("object_id", flat=True)}
    found = StoryPage.objects.filter(pk__in=ids).exclude(translation_key=story_key)
    return list(found.values_list("translation_key", flat=True).distinct())


def _drafts(page: StoryPage) -> Iterator[StoryPage]:
    for revision in Revision.objects.for_instance(page).iterator():
        yield revision.as_object()


def _note_words(found: Traces, version: StoryPage) -> None:
    found.texts[locale_code(version.locale_id)] += [rules.text_of(version), version.searchable_facts(), version.slug]
    found.titles.add(version.title)
    found.files.add((default_storage, card_name(version)))


def _wanted(references: Iterable[tuple[int, str]], model: type[Model]) -> set[int]:
    kind = ContentType.objects.get_for_model(model).pk
    return {int(key) for type_id, key in references if type_id == kind}


def _find_pictures(found: Traces, references: set[tuple[int, str]], of_person: list[int]) -> None:
    """Take the pictures nobody else uses, and those of the person who withdrew that they did not agree to elsewhere."""
    appearances = Appearance.objects.filter(story_key=found.story_key).exclude(picture=None)
    keys = _wanted(references, Picture) | set(appearances.values_list("picture_id", flat=True)) | set(of_person)
    keys |= _uploads(found)
    for picture in Picture.objects.filter(pk__in=keys):
        if not _is_used_elsewhere(picture, found) or (
            picture.pk in of_person and not _is_agreed_elsewhere(picture, found)
        ):
            found.pictures.append(picture)


def _uploads(found: Traces) -> set[int]:
    """Return the pictures that were uploaded at the desk for these pages, those taken out again included."""
    uploads = SubmissionPicture.objects.filter(submission__page__in=found.page_ids)
    return set(uploads.values_list("picture_id", flat=True))


def _find_documents(found: Traces, references: set[tuple[int, str]]) -> None:
    documents = Document.objects.filter(pk__in=_wanted(references, Document))
    found.documents = [one for one in documents if not _is_used_elsewhere(one, found)]


def _is_used_elsewhere(thing: Model, found: Traces) -> bool:
    """Say whether anything but these pages, and what is said of the people in them, refers to a picture or document."""
    ours = [str(key) for key in found.page_ids]
    pages = ContentType.objects.get_for_models(*{type(page) for page in found.pages}).values()
    kinds = {kind.pk for kind in pages} | {ContentType.objects.get_by_natural_key("wagtailcore", "page").pk}
    others = ReferenceIndex.get_references_to(thing).exclude(base_content_type_id__in=kinds, object_id__in=ours)
    # What is said of people, and which story a picture was sent with, show nobody the picture.
    told = ContentType.objects.get_for_models(Appearance, SubmissionPicture).values()
    return others.exclude(content_type__in=told).exists()


def _is_agreed_elsewhere(picture: Picture, found: Traces) -> bool:
    """Say whether another story shows the picture and somebody in it agreed to that."""
    consents = Consent.objects.standing().filter(appearance__picture=picture, for_website=True)
    return consents.exclude(appearance__story_key=found.story_key).exists()


def _files(found: Traces) -> Iterator[File]:
    """Yield the files of the pictures with all renditions, of the documents, and the records of consent."""
    for picture in found.pictures:
        for holder in (picture, *picture.renditions.all()):
            yield holder.file.storage, holder.file.name
    for document in found.documents:
        yield document.file.storage, document.file.name
    consents = Consent.objects.filter(appearance__story_key=found.story_key).exclude(evidence="")
    for name in consents.values_list("evidence", flat=True):
        yield evidence_storage(), name
