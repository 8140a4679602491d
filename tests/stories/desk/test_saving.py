"""Saving at the desk: what is typed is kept, whoever else types, and a story is begun once."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.models import Revision

from stories.desk.keeping import forget_kept_forms
from stories.desk.merging import marks, merge
from stories.desk.saving import LockedError, save
from stories.desk.sending import send
from stories.models import KeptForm, StoryPage, Submission
from tests.factories import SmallSite, build_site, make_organisation, make_story
from tests.stories.desk.building import COMPLETE, WORDS, Desk, address, hidden, photo, posted, values_of
from upkeep.nightly import nightly_kinds

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
    assert told["seen"]["title"] == marks({"title": "Soup"})["title"]


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
    seen = marks({"title": "a", "people": "p"})
    merged = merge({"title": "theirs", "people": "p"}, {"title": "a", "people": "mine"}, seen)
    assert merged.values == {"title": "theirs", "people": "mine"}
    assert merged.conflicts == ()


def test_a_form_without_marks_overwrites_nothing() -> None:
    assert merge({"title": "theirs"}, {"title": "mine"}, {}).conflicts == ("title",)


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


def test_after_signing_in_again_the_words_are_there(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    page = desk.get(submission).content.decode()
    fields = posted(values_of(submission), title="Typed for two days", seal=hidden(page, "seal"))
    desk.client.logout()
    response = desk.client.post(address(submission), fields)
    assert response.status_code == 303
    assert "/en/sign-in/?next=" in response["Location"]
    kept = KeptForm.objects.get(user=desk.person)
    desk.client.force_login(desk.person)
    shown = desk.get(submission, kept=kept.token).content.decode()
    assert "Typed for two days" in shown
    assert desk.client.post(address(submission), {**fields, "kept": kept.token}).status_code == 303
    assert values_of(submission)["title"] == "Typed for two days"
    assert not KeptForm.objects.exists()


def test_kept_words_are_for_their_writer_alone(desk: Desk) -> None:
    kept = KeptForm.objects.create(user=desk.person, fields={"title": ["Secret words"]}, created=timezone.now())
    submission = desk.story(title="Soup")
    colleague = Desk(desk.organisation, "Sian")
    assert "Secret words" not in colleague.get(submission, kept=kept.token).content.decode()


def test_kept_words_nobody_comes_back_for_are_forgotten_at_night(desk: Desk) -> None:
    now = timezone.now()
    for days in (6, 8):
        KeptForm.objects.create(user=desk.person, fields={}, created=now - timedelta(days=days))
    assert "forget_kept_forms" in nightly_kinds()
    forget_kept_forms({})
    assert [form.created for form in KeptForm.objects.all()] == [now - timedelta(days=6)]


def test_a_form_that_stood_open_for_two_days_is_saved(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also the words of somebody whose session has ended meanwhile: the form says for whom it was made for thirty days."""
    submission = desk.story(title="Soup")
    fields = posted(values_of(submission), title="Two days", seal=hidden(desk.get(submission).content.decode(), "seal"))
    later = time.time() + 2 * 24 * 3600
    monkeypatch.setattr(time, "time", lambda: later)
    desk.client.logout()
    assert desk.client.post(address(submission), fields).status_code == 303
    assert KeptForm.objects.get().fields["title"] == ["Two days"]
    desk.client.force_login(desk.person)
    assert desk.client.post(address(submission), fields).status_code == 303
    assert values_of(submission)["title"] == "Two days"


def test_an_organisation_that_leaves_meanwhile_gives_the_words_back(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    shown = values_of(submission)
    desk.organisation.standing = "left"
    desk.organisation.save()
    response = desk.post(submission, shown, text="Words to be kept, a whole sentence of them.")
    assert response.status_code in (403, 404)
    assert "Words to be kept" in response.content.decode()


def test_nothing_is_kept_of_a_stranger(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    desk.client.logout()
    response = desk.client.post(address(submission), {"title": "Spam", "seal": "forged"})
    assert response.status_code == 303
    assert not KeptForm.objects.exists()


def test_a_story_that_is_gone_gives_the_words_back(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    shown = values_of(submission)
    where = address(submission)
    submission.page.delete()
    response = desk.client.post(where, posted(shown, text="Not to be lost."))
    assert response.status_code == 404
    assert "Not to be lost." in response.content.decode()


def test_somebody_who_was_removed_gets_the_words_back(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    shown = values_of(submission)
    desk.person.memberships.all().delete()
    response = desk.post(submission, shown, text="Words to be kept, a whole sentence of them.")
    assert response.status_code in (403, 404)
    assert "Words to be kept" in response.content.decode()


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


def test_a_picture_is_added_stripped_and_comes_first(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    assert desk.post(submission, files=[photo("ward kitchen.jpg")], action="upload").status_code == 303
    story = Submission.objects.get().story()
    assert story.picture.title == "ward kitchen"
    assert Submission.objects.get().pictures.get().name == "ward kitchen.jpg"


def test_the_script_gets_the_fields_of_a_new_picture(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    told = desk.save_by_script(submission, files=[photo("pan.jpg")]).json()
    (key,) = values_of(submission)["pictures"]
    assert f'name="alt-{key}"' in told["pictures"]
    assert told["version"] == Submission.objects.get().version


def test_words_typed_about_a_new_picture_are_no_conflict(desk: Desk) -> None:
    """The script goes on with the marks it was told: those of the form, and those of the fields that have just appeared."""
    submission = desk.story(title="Soup")
    before = values_of(submission)
    told = desk.save_by_script(submission, files=[photo("pan.jpg")]).json()
    (key,) = values_of(submission)["pictures"]
    seen = json.dumps({**told["seen"], **told["shown"]})
    typed = {f"alt-{key}": "A pan on a table", f"caption-{key}": "", "seen": seen}
    assert desk.save_by_script(submission, before, **typed).status_code == 200
    assert values_of(submission)[f"alt-{key}"] == "A pan on a table"


def test_a_file_that_is_no_picture_costs_neither_text_nor_other_pictures(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    broken = photo("broken.jpg")
    broken.file.truncate(40)
    response = desk.post(submission, text=WORDS, files=[photo("one.jpg"), broken, photo("two.png", kind="PNG")])
    values = values_of(submission)
    assert response.status_code == 422
    assert "broken.jpg" in response.content.decode()
    assert (values["text"].split("\n")[0], len(values["pictures"])) == (WORDS, 2)


def test_twenty_pictures_are_too_many_and_the_first_are_kept(desk: Desk) -> None:
    submission = desk.story(title="Soup")
    response = desk.post(submission, files=[photo(f"{number}.jpg", (4, 3)) for number in range(20)])
    assert response.status_code == 422
    assert len(values_of(submission)["pictures"]) == 12


def test_pictures_are_described_moved_and_removed(desk: Desk) -> None:
    submission = desk.story(title="Soup", text=WORDS)
    desk.post(submission, files=[photo("a.jpg"), photo("b.jpg"), photo("c.jpg")])
    first, second, third = values_of(submission)["pictures"]
    desk.post(submission, **{f"alt-{second}": "A pan", f"caption-{second}": "Photo: Siân", "action": f"up-{second}"})
    assert values_of(submission)["pictures"] == [second, first, third]
    story = Submission.objects.get().story()
    assert (story.picture_id, story.picture_alt, story.picture_caption) == (second, "A pan", "Photo: Siân")
    desk.post(submission, action=f"remove-{first}")
    assert values_of(submission)["pictures"] == [second, third]
    assert values_of(submission)["text"] == f"{WORDS}\n\n[picture 2]"


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
