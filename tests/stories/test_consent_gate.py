"""A story goes live only when whoever can be recognised in it has agreed, whichever way it is put live."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from wagtail.models import Page

from languages.gate.obstacles import NotReadyError, obstacles_to
from stories.consent.consent_obstacles import consent_obstacles
from stories.consent.consent_records import Place, Said, record, state
from stories.consent.withdrawing import withdraw
from stories.models import Appearance, Concern, Consent, PeopleStatement, StoryPage
from stories.models.consent import AppendOnlyError
from tests.factories import SmallSite, add_page, make_organisation, make_picture, make_story, make_strand
from tests.stories.people import YES, make_person, put_into

Answer = PeopleStatement.Answer


@pytest.fixture
def story(site_tree: SmallSite) -> StoryPage:
    """A draft about which nobody has been asked anything."""
    draft = make_story(site_tree.stories["en"], live=False)
    PeopleStatement.objects.all().delete()
    return draft


def codes(story: StoryPage) -> set[str]:
    return {obstacle.code for obstacle in consent_obstacles(story)}


def test_story_nobody_was_asked_about_stays_a_draft(story: StoryPage) -> None:
    with pytest.raises(NotReadyError, match="Nobody has said yet"):
        story.save_revision().publish()
    state(story, Answer.NOBODY)
    story.save_revision().publish()
    assert StoryPage.objects.get(pk=story.pk).live


def test_adult_who_agreed_may_be_shown(story: StoryPage) -> None:
    put_into(story, make_person())
    assert codes(story) == set()


def test_somebody_can_be_recognised_but_nobody_is_listed(story: StoryPage) -> None:
    state(story, Answer.LISTED)
    assert codes(story) == {"consent.nobody-listed"}
    with pytest.raises(IntegrityError), transaction.atomic():
        StoryPage.objects.filter(pk=story.pk).update(live=True)


def test_missing_consent_names_the_person(story: StoryPage) -> None:
    put_into(story, make_person("Bronwen Sampl"), agreed=False)
    (obstacle,) = consent_obstacles(story)
    assert obstacle.code == "consent.missing"
    assert "Bronwen Sampl" in str(obstacle.text)


def test_gate_asks_about_people(story: StoryPage) -> None:
    assert "consent.unasked" in {obstacle.code for obstacle in obstacles_to(story)}


def test_agreeing_to_the_press_alone_is_not_enough(story: StoryPage) -> None:
    person = make_person()
    put_into(story, person, agreed=False)
    record(person, story.translation_key, Said(frozenset({"press", "social"})))
    assert codes(story) == {"consent.missing"}


def test_consent_that_is_two_years_old_has_to_be_asked_for_again(story: StoryPage) -> None:
    person = make_person()
    put_into(story, person, agreed=False)
    record(person, story.translation_key, Said(YES, given_at=timezone.now() - timedelta(days=731)))
    assert codes(story) == {"consent.missing"}


@pytest.mark.parametrize("age", ["13-15", "under-13"])
def test_under_16_both_guardian_and_child_agree(story: StoryPage, age: str) -> None:
    person = make_person(age_band=age)
    put_into(story, person, agreed=False)
    assert codes(story) == {"consent.child", "consent.guardian"}
    record(person, story.translation_key, Said(YES, giver="guardian", guardian_name="Parent"))
    assert codes(story) == {"consent.child"}
    record(person, story.translation_key, Said(YES))
    assert codes(story) == set()


def test_sixteen_year_old_decides_alone(story: StoryPage) -> None:
    put_into(story, make_person(age_band="16-17"))
    assert codes(story) == set()


def test_childs_name_does_not_stand_beside_their_picture(story: StoryPage) -> None:
    story.picture = make_picture()
    person = make_person("Cadi Sampl", age_band="13-15")
    put_into(story, person, Place(story.picture.pk), by=("person", "guardian"))
    assert codes(story) == set()
    story.summary = "Cadi brought the cake."
    assert codes(story) == {"consent.child-named"}


def test_somebody_not_to_be_identified_is_not(story: StoryPage) -> None:
    story.picture, story.locality, story.organisation = make_picture(), "Fenside", make_organisation()
    story.people = "Told by Dorota"
    person = make_person("Dorota Example", stays_unidentified=True, shown_as="Ewa")
    put_into(story, person, Place(None), Place(story.picture.pk))
    assert codes(story) == {"consent.named", "consent.face", "consent.place"}
    story.people, story.locality = "Told by Ewa", ""
    put_into(story, person, Place(None), Place(story.picture.pk, is_recognisable=False))
    assert codes(story) == set()


def test_new_picture_means_asking_again(story: StoryPage) -> None:
    state(story, Answer.NOBODY)
    story.picture = make_picture()
    assert codes(story) == {"consent.new-picture"}
    state(story, Answer.NOBODY)
    assert codes(story) == set()


def test_person_in_a_picture_that_was_taken_out_is_no_longer_asked(story: StoryPage) -> None:
    story.picture = make_picture()
    put_into(story, make_person(), Place(story.picture.pk), agreed=False)
    story.picture = None
    PeopleStatement.objects.all().delete()
    state(story, Answer.NOBODY)
    assert codes(story) == set()


def test_story_that_was_live_before_anybody_asked_has_a_grace(story: StoryPage) -> None:
    until = timezone.localdate() + timedelta(days=1)
    statement = PeopleStatement.objects.create(
        story_key=story.translation_key, answer=Answer.NOT_ASKED, grace_until=until
    )
    assert codes(story) == set()
    story.picture = make_picture()
    assert codes(story) == {"consent.new-picture"}
    story.picture, statement.grace_until = None, date(2026, 1, 1)
    statement.save()
    assert codes(story) == {"consent.unasked"}


def test_withdrawn_story_never_goes_live_again(story: StoryPage) -> None:
    state(story, Answer.NOBODY)
    withdraw(story.translation_key, by="editor")
    again = StoryPage(translation_key=story.translation_key, title="Again")
    assert codes(again) == {"consent.withdrawn"}


def test_concern_keeps_a_story_hidden(story: StoryPage) -> None:
    state(story, Answer.NOBODY)
    Concern.objects.create(story_key=story.translation_key, text="Look", language="en", state="hidden", fingerprint="1")
    assert codes(story) == {"consent.concern"}


def test_saving_as_live_is_refused(story: StoryPage) -> None:
    story.live = True
    with pytest.raises(NotReadyError):
        story.save()


def test_copy_of_a_live_story_is_a_draft(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    assert not story.copy(update_attrs={"slug": "copy"}).live


def test_alias_of_a_live_story_is_refused(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    with pytest.raises(NotReadyError), transaction.atomic():
        story.create_alias(update_slug="alias")


def test_translation_shares_the_answer(site_tree: SmallSite) -> None:
    story = make_story(site_tree.stories["en"])
    assert list(consent_obstacles(story.copy_for_translation(site_tree.stories["cy"].locale))) == []


@pytest.mark.parametrize("model", [Page, StoryPage])
def test_database_refuses_an_update_to_live(story: StoryPage, model: type[Page]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.filter(pk=story.pk).update(live=True)
    state(story, Answer.NOBODY)
    assert model.objects.filter(pk=story.pk).update(live=True) == 1


def test_database_refuses_a_child_without_a_guardian(story: StoryPage) -> None:
    put_into(story, make_person(age_band="13-15"))
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.filter(pk=story.pk).update(live=True)


def test_database_refuses_rows_written_in_bulk(site_tree: SmallSite) -> None:
    index = site_tree.stories["en"]
    story = StoryPage(
        title="Bulk",
        slug="bulk",
        live=True,
        strand=make_strand(),
        region="wales",
        locale=index.locale,
        path=f"{index.path}0001",
    )
    story.depth, story.url_path = index.depth + 1, f"{index.url_path}bulk/"
    base = Page(**{field.attname: getattr(story, field.attname) for field in Page._meta.concrete_fields})
    with pytest.raises(IntegrityError), transaction.atomic():
        Page.objects.bulk_create([base])


def test_other_pages_are_not_asked_about(site_tree: SmallSite) -> None:
    from home.models import StandardPage

    assert add_page(site_tree.homes["en"], StandardPage, title="Words").live


def test_consent_is_only_added_to(story: StoryPage) -> None:
    put_into(story, make_person())
    consent = Consent.objects.get()
    consent.for_press = True
    with pytest.raises(AppendOnlyError):
        consent.save()
    with pytest.raises(AppendOnlyError):
        Consent.objects.update(for_press=True)
    assert not Consent.objects.get().for_press


def test_answering_again_keeps_what_was_said_before(story: StoryPage) -> None:
    person = make_person()
    put_into(story, person)
    record(person, story.translation_key, Said(YES | {"press"}))
    assert Consent.objects.count() == 2
    assert Consent.objects.standing().get().for_press
    assert Appearance.objects.count() == 1
