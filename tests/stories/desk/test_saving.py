"""Saving at the desk: what is typed is kept, whoever else types, and a story is begun once."""

from __future__ import annotations

from typing import Any

import pytest
from wagtail.models import Revision

from partners.desk.merging import marks, merge
from stories.desk.saving import LockedError, save
from stories.desk.sending import send
from stories.desk.story_draft import declaration_of
from stories.models import StoryPage, Submission
from tests.factories import SmallSite, build_site, make_organisation, make_story
from tests.stories.desk.building import COMPLETE, WORDS, Desk, address, hidden, values_of

pytestmark = pytest.mark.django_db


def first_form(desk: Desk, **more: Any) -> dict[str, Any]:
    """Return the fields of the first form of a story, as the page gives it."""
    page = desk.client.get(f"/en/desk/{desk.organisation.key}/stories/new/").content.decode()
    fields = {name: hidden(page, name) for name in ("seen", "seal", "key")}
    return {**fields, "whole": "1", "action": "save", "title": "", "text": "", "language": "en", **more}


def begin_at(desk: Desk, data: dict[str, Any]) -> Any:
    return desk.client.post(f"/en/desk/{desk.organisation.key}/stories/new/", data)


def test_opening_the_form_begins_nothing(desk: Desk) -> None:
    first_form(desk)
    assert not Submission.objects.exists()


def test_first_save_begins_a_story_that_is_not_live(desk: Desk) -> None:
    response = begin_at(desk, first_form(desk, title="Soup", text=WORDS))
    submission = Submission.objects.get()
    assert (response.status_code, response["Location"]) == (303, address(submission) + "?saved=1")
    assert not submission.page.live
    assert (submission.author, submission.organisation) == (desk.person, desk.organisation)
    assert {name: values_of(submission)[name] for name in ("title", "text")} == {"title": "Soup", "text": WORDS}


def test_a_form_sent_twice_begins_one_story(desk: Desk) -> None:
    data = first_form(desk, title="Soup", text=WORDS)
    begin_at(desk, data)
    begin_at(desk, data)
    assert Submission.objects.count() == 1


def test_a_story_needs_nothing_to_be_saved(desk: Desk) -> None:
    assert begin_at(desk, first_form(desk)).status_code == 303
    assert values_of(Submission.objects.get())["title"] == ""


@pytest.mark.parametrize("code", ["cy", "ur"])
def test_a_story_stands_under_the_list_of_its_language(code: str, desk: Desk, site_tree: SmallSite) -> None:
    begin_at(desk, first_form(desk, title="Cawl", language=code))
    page = StoryPage.objects.get()
    under = site_tree.stories.get(code, site_tree.stories["en"])  # Urdu has no list of stories here
    assert page.get_parent().pk == under.pk
    assert (page.original_language, page.locale_id) == (code, under.locale_id)


def test_changing_the_language_moves_a_draft(desk: Desk, site_tree: SmallSite) -> None:
    submission = desk.story(title="Soup")
    desk.post(submission, language="cy")
    page = StoryPage.objects.get()
    assert page.get_parent().pk == site_tree.stories["cy"].pk
    assert page.get_latest_revision_as_object().locale_id == site_tree.stories["cy"].locale_id
    assert values_of(submission)["language"] == "cy"


def test_saves_of_one_sitting_are_one_revision(desk: Desk) -> None:
    submission = desk.story()
    before = Revision.objects.count()
    for title in ("S", "So", "Sou", "Soup"):
        desk.save_by_script(submission, title=title)
    assert Revision.objects.count() == before
    assert Submission.objects.get().version == submission.version + 4


def test_a_save_that_changes_nothing_writes_nothing(desk: Desk) -> None:
    submission = desk.story(title="Soup", text=WORDS)
    desk.save_by_script(submission)
    assert Submission.objects.get().version == submission.version


def test_the_script_is_told_when_it_was_saved(desk: Desk) -> None:
    submission = desk.story()
    told = desk.save_by_script(submission, title="Soup").json()
    assert told["saved"]
    assert told["url"] == address(submission)
    assert told["seen"]["title"] == marks({"title": "Soup"}, declaration_of)["title"]


def test_two_people_change_different_parts_and_both_are_kept(desk: Desk) -> None:
    colleague = Desk(desk.organisation, "Sian")
    submission = desk.story(title="Soup", text=WORDS)
    shown = values_of(submission)
    desk.post(submission, shown, title="Soup at night")
    assert colleague.post(submission, shown, text="Other words.").status_code == 303
    assert {name: values_of(submission)[name] for name in ("title", "text")} == {
        "title": "Soup at night",
        "text": "Other words.",
    }


def test_two_people_change_the_same_part_and_see_both(desk: Desk) -> None:
    colleague = Desk(desk.organisation, "Sian")
    submission = desk.story(title="Soup", text=WORDS)
    shown = values_of(submission)
    desk.post(submission, shown, title="Soup at night")
    response = colleague.post(submission, shown, title="Night soup", text="Words of Sian.")
    page = response.content.decode()
    assert response.status_code == 409
    assert "Soup at night" in page
    assert "Night soup" in page
    assert values_of(submission)["title"] == "Soup at night", "nothing is overwritten unseen"
    assert values_of(submission)["text"] == "Words of Sian.", "what nobody else changed is saved"
    again = {"title": "Soup at night, for everyone", "seen": hidden(page, "seen"), "action": "save"}
    assert colleague.client.post(address(submission), again).status_code == 303
    assert values_of(submission)["title"] == "Soup at night, for everyone"


def test_the_script_is_told_of_a_conflict_and_of_others(desk: Desk) -> None:
    colleague = Desk(desk.organisation, "Sian")
    submission = desk.story(title="Soup")
    shown = values_of(submission)
    colleague.save_by_script(submission, shown, title="Hers")
    response = desk.save_by_script(submission, shown, title="Mine")
    assert response.status_code == 409
    assert response.json()["conflicts"] == ["title"]
    assert response.json()["others"] == ["Sian"]


def test_who_writes_too_is_named(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    Desk(desk.organisation, "Sian").get(submission)
    assert "<strong>Sian</strong>" in desk.get(submission).content.decode()


def test_merging_leaves_alone_what_was_not_touched() -> None:
    seen = marks({"title": "a", "people": "p"}, declaration_of)
    merged = merge({"title": "theirs", "people": "p"}, {"title": "a", "people": "mine"}, seen, declaration_of)
    assert merged.values == {"title": "theirs", "people": "mine"}
    assert merged.conflicts == []


def test_a_form_without_marks_overwrites_nothing() -> None:
    assert merge({"title": "theirs"}, {"title": "mine"}, {}, declaration_of).conflicts == ["title"]


def test_nothing_is_saved_while_editors_read(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    send(submission, desk.person)
    with pytest.raises(LockedError):
        save(submission, desk.person, {"title": "Sneaked in"}, {})


def test_a_form_sent_too_late_comes_back_with_its_words(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    shown = values_of(submission)
    send(submission, desk.person)
    response = desk.post(submission, shown, text="Words that came too late.")
    assert response.status_code == 409
    assert "Words that came too late." in response.content.decode()


def test_the_back_button_after_sending_leads_to_the_story(desk: Desk) -> None:
    submission = desk.story(**COMPLETE)
    shown = values_of(submission)
    send(submission, desk.person)
    response = desk.post(submission, shown, action="send")
    assert (response.status_code, response["Location"]) == (303, address(submission))


def test_words_too_long_come_back_and_the_rest_is_saved(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    response = desk.post(submission, title="x" * 201, text=WORDS)
    assert response.status_code == 422
    assert "x" * 201 in response.content.decode()
    assert (values_of(submission)["title"], values_of(submission)["text"]) == ("Soup", WORDS)


def test_another_organisation_sees_none_of_it(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    stranger = Desk(make_organisation(), "Mal")
    for rest in ("", "preview/", "delete/", "take-down/"):
        assert stranger.client.get(address(submission, rest)).status_code == 404
        own = address(submission, rest).replace(desk.organisation.key, stranger.organisation.key)
        assert stranger.client.get(own).status_code == 404
        assert stranger.client.post(own, {"title": "x"}).status_code in (404, 405)


def test_a_post_from_another_site_is_refused(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    response = desk.client.post(address(submission), {"title": "x"}, headers={"Sec-Fetch-Site": "cross-site"})
    assert response.status_code == 403


def test_a_draft_can_be_previewed_as_the_real_page(desk: Desk) -> None:
    submission = desk.story(title="Soup", text=WORDS)
    response = desk.get(submission, "preview/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Draft preview." in page
    assert "four flights of stairs" in page
    assert response["Cache-Control"] == "no-store, private"


def test_a_live_story_stays_while_changes_wait(site_tree: SmallSite, desk: Desk) -> None:
    page = make_story(site_tree.stories["en"], title="Soup", organisation=desk.organisation)
    page.save_revision().publish()
    submission = Submission.objects.create(page=page, organisation=desk.organisation)
    desk.post(submission, title="Soup, warmer")
    page.refresh_from_db()
    assert (page.title, page.live, page.has_unpublished_changes) == ("Soup", True, True)
    assert values_of(submission)["title"] == "Soup, warmer"


def test_a_site_of_one_language_has_a_desk(db: None) -> None:
    build_site("en")
    assert Desk().story(title="Soup").page.locale.language_code == "en"


def test_two_people_change_different_sentences_and_both_are_kept(desk: Desk) -> None:
    colleague = Desk(desk.organisation, "Sian")
    submission = desk.story(title="Soup", text="It rained. We cooked.\n\nEverybody ate.")
    shown = values_of(submission)
    desk.post(submission, shown, text="It rained all night. We cooked.\n\nEverybody ate.")
    mine = "It rained. We cooked.\n\nEverybody ate. Nobody left."
    assert colleague.post(submission, shown, text=mine).status_code == 303
    assert values_of(submission)["text"] == "It rained all night. We cooked.\n\nEverybody ate. Nobody left."


def test_two_people_change_the_same_sentence_and_see_both(desk: Desk) -> None:
    colleague = Desk(desk.organisation, "Sian")
    submission = desk.story(title="Soup", text="It rained. We cooked.")
    shown = values_of(submission)
    desk.post(submission, shown, text="It poured. We cooked.")
    assert colleague.post(submission, shown, text="It snowed. We cooked.").status_code == 409
    assert values_of(submission)["text"] == "It poured. We cooked."
