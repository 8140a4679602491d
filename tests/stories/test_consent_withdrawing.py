"""One withdrawal takes a story off every public surface, in every language; then nothing of it is left anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import LazySettings
from django.core.files.storage import default_storage
from django.test import Client
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail_localize.models import StringTranslation

from accounts.models import User
from home.models import Picture
from home.social_cards import card_name, make_card
from languages.recording import record_baselines
from languages.state import refresh
from languages.translating.remembering import post_remembering, remember_all
from stories.consent.consent_records import Place, Said, record
from stories.consent.withdrawing import withdraw
from stories.models import Consent, GoneAddress, Person, StoryPage, Withdrawal
from stories.models.consent import evidence_storage
from tests.factories import SmallSite, make_picture, make_story
from tests.stories.markers import MARKER, files_with, marked_story, tables_with
from tests.stories.people import make_person, put_into
from upkeep import erasures
from upkeep.backup.media_copy import names_in
from upkeep.models import Effect


@pytest.fixture(autouse=True)
def ledger(settings: LazySettings, tmp_path: Path) -> Path:
    """A ledger of our own."""
    settings.ERASURE_LEDGER = tmp_path / "erasures.jsonl"
    return settings.ERASURE_LEDGER


@pytest.fixture(autouse=True)
def _no_files() -> None:
    """Forget the files of other tests: those in memory outlive the rows they belonged to."""
    for storage in (default_storage, evidence_storage()):
        for name in list(names_in(storage)):
            storage.delete(name)


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_superuser("admin", "admin@example.org", "secret")


@pytest.fixture
def marked(
    site_tree: SmallSite, user: User, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> tuple[StoryPage, Person]:
    with django_capture_on_commit_callbacks(execute=True):
        return marked_story(site_tree, user)


def addresses(story: StoryPage) -> list[str]:
    pages = StoryPage.objects.filter(translation_key=story.translation_key)
    own = [page.get_url() for page in pages]
    embeds = [f"/{page.locale.language_code}/embed/stories/{page.slug}/" for page in pages]
    return [*own, *embeds, f"/en/stories/old-{MARKER}/", f"/cy/en/stories/{story.slug}/"]


def test_the_word_is_everywhere_before(marked: tuple[StoryPage, Person]) -> None:
    found = set(tables_with(MARKER))
    for table in (
        "wagtailcore_page",
        "stories_storypage",
        "wagtailcore_revision",
        "wagtailcore_pagelogentry",
        "wagtailcore_comment",
        "wagtailadmin_formstate",
        "wagtail_localize_string",
        "wagtail_localize_stringtranslation",
        "wagtail_localize_translationsource",
        "wagtailsearch_indexentry",
        "search_word",
        "stories_person",
        "stories_consent",
        "stories_concern",
        "home_picture",
        "wagtaildocs_document",
        "taggit_tag",
        "wagtailredirects_redirect",
    ):
        assert table in found
    assert len(files_with(MARKER)) == 3, "a document, and the record of consent with both appearances"


def test_nothing_of_the_word_is_left_after_the_erasure(
    marked: tuple[StoryPage, Person], client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    story, person = marked
    gone, card = addresses(story), card_name(story)
    make_card(story)
    with django_capture_on_commit_callbacks(execute=True):
        withdrawal = withdraw(story.translation_key, by="person", person=person)
    withdrawal.refresh_from_db()
    assert withdrawal.erased_at is not None
    assert not Effect.objects.left_over().exclude(kind="mail").exists()
    assert tables_with(MARKER) == []
    assert files_with(MARKER) == []
    assert not default_storage.exists(card)
    assert not Picture.objects.exists()
    assert not [name for name in names_in(default_storage) if name.startswith(("pictures/", "renditions/"))]
    assert [client.get(address).status_code for address in gone] == [410] * len(gone)


def test_the_translation_memory_forgets_the_story_and_nothing_else(
    marked: tuple[StoryPage, Person],
    site_tree: SmallSite,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    story, person = marked
    pages = StoryPage.objects.filter(translation_key=story.translation_key)
    StringTranslation.objects.all().delete()
    other = make_story(site_tree.stories["en"], title="The bread oven")
    welsh = make_story(site_tree.stories["cy"], other, title="Y popty bara")
    record_baselines(welsh)
    refresh([story.translation_key, other.translation_key])
    remember_all()
    remembered = remembered_words()
    assert "The bread oven" in remembered
    assert any(MARKER in text for text in remembered)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story.translation_key, by="person", person=person)
        post_remembering(StoryPage, pages.get(locale__language_code="cy"))
    assert not any(MARKER in text for text in remembered_words())
    assert "The bread oven" in remembered_words()


def remembered_words() -> list[str]:
    return [text for pair in StringTranslation.objects.values_list("translation_of__data", "data") for text in pair]


def test_story_is_gone_at_once_before_anything_is_erased(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"], title="Soup for Aisha", slug="soup-for-aisha")
    person = make_person()
    put_into(story, person)
    embed = f"/en/embed/stories/{story.slug}/"
    withdraw(story.translation_key, by="person", person=person)
    response = client.get(story.get_url())
    assert response.status_code == 410
    assert "Aisha" not in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex"
    assert response["Cache-Control"] == "no-store"
    assert client.get(embed).status_code == 410
    assert "frame-ancestors *" in client.get(embed)["Content-Security-Policy"]
    for surface in ("/en/stories/", "/en/stories/feed/", "/en/search/?q=soup", "/sitemap.xml", "/en/", "/cy/stories/"):
        assert "soup-for-aisha" not in client.get(surface).content.decode()
    assert client.get(f"/oembed/?url=http://testserver{story.get_url()}").status_code == 404
    assert Effect.objects.filter(kind="erase_story").exists()


def test_gone_page_speaks_the_readers_language(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["cy"])
    withdraw(story.translation_key, by="editor")
    assert '<html lang="cy"' in client.get(story.get_url()).content.decode()
    assert client.get("/cy/straeon/nothing/").status_code == 404


def test_addresses_are_kept_without_their_names(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"], slug="aisha")
    withdraw(story.translation_key, by="editor")
    assert GoneAddress.objects.exists()
    assert not any("aisha" in digest for digest in GoneAddress.objects.values_list("digest", flat=True))


def test_withdrawing_twice_is_withdrawing_once(site_tree: SmallSite, ledger: Path) -> None:
    story = make_story(site_tree.stories["en"])
    first = withdraw(story.translation_key, by="editor")
    assert withdraw(story.translation_key, by="person") == first
    assert len(ledger.read_bytes().splitlines()) == 1


def test_ledger_that_cannot_be_written_leaves_the_story(site_tree: SmallSite, settings: LazySettings) -> None:
    settings.ERASURE_LEDGER = Path("/proc/nowhere/erasures.jsonl")
    story = make_story(site_tree.stories["en"])
    with pytest.raises(OSError, match="nowhere"):
        withdraw(story.translation_key, by="editor")
    assert StoryPage.objects.get(pk=story.pk).live
    assert not Withdrawal.objects.exists()


def test_restored_story_is_erased_again(
    marked: tuple[StoryPage, Person], client: Client, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    """The ledger alone is enough: here it has the line, and the database still has all of the story."""
    story, person = marked
    address = story.get_url()
    with django_capture_on_commit_callbacks(execute=True):
        erasures._replays["erase_story"](f"{story.translation_key} {person.pk}")
    assert tables_with(MARKER) == []
    assert files_with(MARKER) == []
    assert client.get(address).status_code == 410
    assert not Effect.objects.filter(kind="mail").exists(), "nobody is written to twice"


def test_people_in_other_stories_stay_with_those(
    site_tree: SmallSite, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    first, second = (make_story(site_tree.stories["en"]) for _ in range(2))
    person, other = make_person(), make_person("Other")
    for story in (first, second):
        put_into(story, person)
    put_into(first, other)
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(first.translation_key, by="person", person=person)
    assert [e.error for e in Effect.objects.left_over()] == []
    assert StoryPage.objects.get().live
    assert list(Person.objects.all()) == [person]
    assert Consent.objects.standing().count() == 1


def test_picture_that_another_page_shows_is_kept_unless_it_is_of_the_person(
    site_tree: SmallSite, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    shared, face = make_picture(), make_picture("blue")
    story = make_story(site_tree.stories["en"], picture=shared, picture_decorative=True)
    make_story(site_tree.stories["en"], picture=shared, picture_decorative=True)
    make_story(site_tree.stories["en"], picture=face, picture_decorative=True)
    person = make_person()
    put_into(story, person, Place(face.pk))
    with django_capture_on_commit_callbacks(execute=True):
        withdraw(story.translation_key, by="person", person=person)
    assert list(Picture.objects.all()) == [shared]


def test_taking_back_the_press_leaves_the_story(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    person = make_person()
    put_into(story, person)
    record(person, story.translation_key, Said(frozenset({"website", "press", "social"})))
    record(person, story.translation_key, Said(frozenset({"website"})))
    assert list(Consent.objects.standing().get().purposes()) == ["website"]
    assert StoryPage.objects.get(pk=story.pk).live


def test_receipt_is_written_in_the_persons_language(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"], title="Named in no letter")
    person = make_person(email="person@example.org", language="cy")
    put_into(story, person)
    withdrawal = withdraw(story.translation_key, by="person", person=person)
    letters = [effect.payload["message"] for effect in Effect.objects.filter(kind="mail")]
    (letter,) = [one for one in letters if one["to"] == ["person@example.org"]]
    assert f"/cy/consent/receipt/{withdrawal.receipt}/" in letter["body"]
    assert letter["headers"]["Content-Language"] == "cy"
    assert not any("Named in no letter" in str(one) for one in letters)
