"""The admin leads nowhere without a way on: dashboard, lists, what is missing, what readers never see."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Revision

from home.admin.alternatives import lacking_alternatives, lacks_alternative
from home.admin.dashboard import PANELS
from home.models import HomePage, Picture, Strand, Theme
from stories.models import StoryPage
from tests.home import uploads
from tests.home.building import Tree, fresh, make_organisation, make_person, make_story, make_strand, make_words, submit

SignIn = Callable[..., Client]


def dashboard(client: Client) -> str:
    return client.get(reverse("wagtailadmin_home")).content.decode()


def panel(shown: str, name: str) -> str:
    """Return the HTML of a panel of the dashboard; empty when it is not shown."""
    parts = shown.split(f'id="{name}-section"')
    return parts[1].split("</section>")[0] if len(parts) > 1 else ""


@pytest.fixture
def picture(db: None) -> Picture:
    picture = Picture(title="Picture", file=uploads.upload(uploads.plain()))
    picture.save()
    return picture


def test_the_dashboard_says_what_waits_and_for_whom(tree: Tree, signed_in: SignIn) -> None:
    editor = make_person("editor")
    page = make_words(tree.sections["en"], title="Waiting words", by=editor)
    submit(page, editor)
    for role in ("superuser", "administrator", "moderator", "editor"):
        assert "Waiting words" in panel(dashboard(signed_in(role)), "waiting-for-review")
    assert "Waiting words" not in panel(dashboard(signed_in("editor", 2)), "waiting-for-review")


def test_the_dashboard_marks_what_one_may_not_approve_oneself(tree: Tree, signed_in: SignIn) -> None:
    moderator = make_person("moderator")
    submit(make_words(tree.sections["en"], by=moderator), moderator)
    assert "somebody else approves it" in panel(dashboard(signed_in("moderator")), "waiting-for-review")
    assert "somebody else approves it" not in panel(dashboard(signed_in("moderator", 2)), "waiting-for-review")


def test_the_dashboard_gives_back_what_needs_changes_with_the_reviewers_words(tree: Tree, signed_in: SignIn) -> None:
    editor, moderator = make_person("editor"), make_person("moderator")
    page = make_words(tree.sections["en"], by=editor)
    submit(page, editor)
    state = fresh(page).current_workflow_task_state
    state.task.specific.on_action(state, moderator, "reject", comment="Who is Ada?")
    assert "Who is Ada?" in panel(dashboard(signed_in("editor")), "over-to-you")
    assert panel(dashboard(signed_in("editor", 2)), "over-to-you") == ""


def test_the_dashboard_finds_pictures_without_words_in_fields_and_in_drafts(
    tree: Tree, picture: Picture, signed_in: SignIn
) -> None:
    make_story(tree.stories["en"], title="Silent lead", picture=picture)
    make_story(tree.stories["en"], title="Spoken lead", picture=picture, picture_alt="A lamp.")
    make_story(tree.stories["en"], title="Decoration", picture=picture, picture_decorative=True)
    picture.contextual_alt_text, picture.decorative = "", False
    silent_body = make_story(tree.stories["en"], title="Silent body", live=True)
    silent_body.body = [("picture", {"picture": picture, "caption": ""})]
    silent_body.save_revision(clean=False)
    shown = panel(dashboard(signed_in("editor")), "missing-alternatives")
    assert "Silent lead" in shown
    assert "Silent body" in shown
    assert "Spoken lead" not in shown
    assert "Decoration" not in shown


@pytest.mark.parametrize(
    ("content", "lacks"),
    [
        ({"picture": 1, "picture_alt": ""}, True),
        ({"picture": 1, "picture_alt": "A lamp."}, False),
        ({"picture": 1, "picture_alt": "", "picture_decorative": True}, False),
        ({"picture": None, "picture_alt": ""}, False),
        ({"hero_picture": 1, "hero_alt": ""}, True),
        ({"body": '[{"value": {"picture": {"image": 1, "alt_text": "", "decorative": false}}}]'}, True),
        ({"body": '[{"value": {"picture": {"image": 1, "alt_text": "", "decorative": true}}}]'}, False),
        ({"body": '[{"value": {"picture": {"image": null, "alt_text": "", "decorative": false}}}]'}, False),
        ({"body": '[{"value": [{"portrait": {"image": 1, "alt_text": null}}]}]'}, True),
    ],
)
def test_what_counts_as_a_picture_without_words(content: dict[str, Any], lacks: bool) -> None:
    assert lacks_alternative(content) is lacks


def test_home_pages_are_looked_at_too(tree: Tree, picture: Picture) -> None:
    HomePage.objects.filter(pk=tree.homes["en"].pk).update(hero_picture=picture)
    assert lacking_alternatives(Page.objects.all(), 5) == [tree.homes["en"].page_ptr]


def test_the_dashboard_remembers_drafts_nobody_touched(tree: Tree, signed_in: SignIn) -> None:
    old, new = make_words(tree.sections["en"], "Old words"), make_words(tree.sections["en"], "New words")
    Page.objects.filter(pk=old.pk).update(latest_revision_created_at=timezone.now() - timedelta(days=31))
    shown = panel(dashboard(signed_in("editor")), "forgotten-drafts")
    assert "Old words" in shown
    assert new.title not in shown


def test_the_dashboard_shows_what_went_live(tree: Tree, signed_in: SignIn) -> None:
    make_story(tree.stories["en"], title="Soup is on", live=True)
    assert "Soup is on" in panel(dashboard(signed_in("editor")), "recently-published")
    assert panel(dashboard(signed_in("translator")), "recently-published").count("Soup is on") == 0


def _fill(tree: Tree, number: int, picture: Picture) -> None:
    editor = make_person("editor")
    for count in range(number):
        make_story(tree.stories["en"], title=f"Live {number} {count}", live=True)
        make_story(tree.stories["en"], title=f"Silent {number} {count}", picture=picture, by=editor)
        page = make_words(tree.sections["en"], f"Review {number} {count}", by=editor)
        submit(page, editor)
        old = make_words(tree.sections["en"], f"Old {number} {count}", by=editor)
        Page.objects.filter(pk=old.pk).update(latest_revision_created_at=timezone.now() - timedelta(days=31))


def _queries_of(role: str) -> dict[str, int]:
    person, counted = make_person(role), {}
    for kind in PANELS:
        request = type("Request", (), {"user": type(person).objects.get(pk=person.pk)})()
        with CaptureQueriesContext(
            connection,
        ) as queries:
            kind(request).rows()
        counted[kind.name] = len(queries)
    return counted


@pytest.mark.parametrize("role", ["superuser", "moderator", "editor"])
def test_the_dashboard_asks_the_same_few_questions_however_much_there_is(
    role: str, tree: Tree, picture: Picture
) -> None:
    _fill(tree, 1, picture)
    few = _queries_of(role)
    _fill(tree, 5, picture)
    assert _queries_of(role) == few
    assert max(few.values()) <= 4  # the person's rights, then at most three


def story_list(client: Client, **query: str) -> str:
    return client.get(reverse("story_list:index_results"), query).content.decode()


def test_stories_are_listed_and_filtered(tree: Tree, signed_in: SignIn) -> None:
    choir = make_organisation("Choir")
    make_story(tree.stories["en"], "Songs", organisation=choir, region="scotland", live=True)
    make_story(tree.stories["cy"], "Caneuon", region="wales")
    client = signed_in("editor")
    everything = story_list(client)
    for word in ("Songs", "Caneuon", "Cymraeg", "Meet", "Choir", "Scotland"):
        assert word in everything
    for query in (
        {"organisation": str(choir.pk)},
        {"region": "scotland"},
        {"locale": "en"},
        {"state": "live"},
        {"strand": str(make_strand().pk), "locale": "en"},
        {"q": "songs"},
    ):
        assert "Caneuon" not in story_list(client, **query), query
    assert "Songs" in story_list(client, region="scotland")


@pytest.mark.parametrize("role", ["superuser", "moderator", "editor"])
def test_stories_come_newest_first_and_a_list_costs_the_same_queries(role: str, tree: Tree, signed_in: SignIn) -> None:
    client = signed_in(role)

    def count(number: int) -> int:
        for day in range(1, number + 1):
            make_story(
                tree.stories["en"], f"Day {day:02}", organisation=make_organisation(), story_date=date(2026, 1, day)
            )
        with CaptureQueriesContext(connection) as queries:
            story_list(client)
        return len(queries)

    few = count(3)
    # The menu beside each title asks twice whether the page can be translated (wagtail-localize); we add nothing to that.
    assert count(8) - few <= 2 * 8
    shown = story_list(client)
    assert shown.index("Day 08") < shown.index("Day 01")


def test_the_explorer_shows_stories_newest_first_and_sections_in_their_order(tree: Tree, signed_in: SignIn) -> None:
    make_story(tree.stories["en"], "Old", story_date=date(2026, 1, 1))
    make_story(tree.stories["en"], "New", story_date=date(2026, 10, 1))
    client = signed_in("editor")
    shown = client.get(reverse("wagtailadmin_explore", args=[tree.stories["en"].pk])).content.decode()
    assert shown.index(">New<") < shown.index(">Old<") if ">New<" in shown else shown.index("New") < shown.index("Old")
    assert "Date of the story" in shown
    home = client.get(reverse("wagtailadmin_explore", args=[tree.homes["en"].pk])).content.decode()
    assert home.index("About") < home.index("Stories", home.index("About"))


@pytest.mark.parametrize("name", ["strands", "themes", "menus", "story_list"])
def test_lists_of_words_and_menus_open_and_filter(name: str, tree: Tree, signed_in: SignIn) -> None:
    make_strand()
    Theme.objects.create(slug="food", names={"en": "Food", "cy": "Bwyd"})
    assert signed_in("moderator").get(reverse(f"{name}:index"), {"q": "food"}).status_code == 200


def test_a_strand_is_edited_in_every_language(tree: Tree, signed_in: SignIn) -> None:
    strand = make_strand()
    url = reverse("strands:edit", args=[strand.pk])
    shown = signed_in("moderator").get(url).content.decode()
    assert 'lang="ur"' in shown
    assert 'dir="rtl"' in shown


def test_a_strand_in_use_cannot_be_deleted_and_the_admin_says_so(tree: Tree, signed_in: SignIn) -> None:
    story = make_story(tree.stories["en"])
    response = signed_in("administrator").post(reverse("strands:delete", args=[story.strand_id]), follow=True)
    assert response.status_code == 200
    assert Strand.objects.filter(pk=story.strand_id).exists()


@pytest.mark.parametrize("path", ["/admin/nonsense/", "/admin/pages/99999/edit/", "/admin/stories/99999/"])
def test_unknown_addresses_get_a_friendly_answer(path: str, tree: Tree, signed_in: SignIn) -> None:
    response = signed_in("editor").get(path)
    assert response.status_code == 404
    shown = response.content.decode()
    assert "There is nothing here" in shown
    assert reverse("wagtailadmin_home") in shown


def test_strangers_are_asked_to_sign_in(tree: Tree) -> None:
    response = Client().get("/admin/nonsense/", follow=True)
    shown = response.content.decode()
    assert response.status_code == 200
    assert response.request["PATH_INFO"] == "/en/sign-in/password/"
    assert "Wagtail" not in shown


def test_forbidden_addresses_lead_back_with_a_message(tree: Tree, signed_in: SignIn) -> None:
    response = signed_in("editor").get(reverse("wagtailusers_users:index"), follow=True)
    assert "do not have permission" in response.content.decode()


def test_readers_see_nothing_of_the_admin_even_when_signed_in(tree: Tree, signed_in: SignIn) -> None:
    for client in (Client(), signed_in("administrator")):
        shown = client.get("/en/", follow=True).content.decode()
        assert "userbar" not in shown
        assert "wagtailadmin" not in shown


@pytest.mark.parametrize("code", ["cy", "pl", "ga", "en"])
def test_the_admin_speaks_the_permitted_languages(code: str, tree: Tree, signed_in: SignIn) -> None:
    client = signed_in("editor")
    person = make_person("editor")
    profile = person.wagtail_userprofile if hasattr(person, "wagtail_userprofile") else None
    from wagtail.users.models import UserProfile

    profile = profile or UserProfile.get_for_user(person)
    profile.preferred_language = code
    profile.save()
    assert f'<html lang="{code}"' in dashboard(client)


def test_every_page_type_can_be_created_where_it_belongs(tree: Tree, signed_in: SignIn) -> None:
    client = signed_in("administrator")
    for parent in (tree.homes["en"], tree.sections["en"], tree.stories["en"]):
        assert client.get(reverse("wagtailadmin_pages:add_subpage", args=[parent.pk]), follow=True).status_code == 200
        for model in parent.specific_class.creatable_subpage_models():
            if model.can_create_at(parent):
                kind = ContentType.objects.get_for_model(model)
                url = reverse("wagtailadmin_pages:add", args=[kind.app_label, kind.model, parent.pk])
                assert client.get(url).status_code == 200, model


def test_a_draft_may_lack_what_publishing_needs(tree: Tree, picture: Picture, signed_in: SignIn) -> None:
    from tests.home.test_admin_review import words_form

    page = make_words(tree.sections["en"])
    client = signed_in("editor")
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    silent = words_form(page, summary="", picture=str(picture.pk))
    assert client.post(url, silent).status_code == 302
    assert fresh(page).get_latest_revision_as_object().picture_id == picture.pk
    refused = client.post(url, {**silent, "action-submit": "1"})
    errors = refused.context["form"].errors
    assert refused.status_code == 200
    assert "picture_alt" in errors
    assert "summary" in errors
    spoken = {**silent, "summary": "W.", "picture_alt": "A lamp.", "action-submit": "1"}
    assert client.post(url, spoken).status_code == 302


def test_a_draft_of_the_home_page_may_lack_the_words_of_its_picture(tree: Tree, picture: Picture) -> None:
    from home.forms import BasePageForm

    home = HomePage.objects.get(pk=tree.homes["en"].pk)
    home.hero_picture = picture
    form_class = HomePage.get_edit_handler().get_form_class()
    assert issubclass(form_class, BasePageForm)
    home.is_draft_being_saved = True
    home.clean()
    home.is_draft_being_saved = False
    with pytest.raises(Exception, match="Say what the picture shows"):
        home.clean()


def test_moving_a_page_leaves_a_redirect_behind(tree: Tree, django_capture_on_commit_callbacks: Any) -> None:
    story = make_story(tree.stories["en"], "Soup", live=True, slug="soup")
    old = story.get_url()
    with django_capture_on_commit_callbacks(execute=True):
        story.slug = "better-soup"
        story.save_revision().publish(skip_permission_checks=True)
    moved = StoryPage.objects.get(pk=story.pk)
    response = Client().get(old)
    assert response.status_code == 301
    assert response["Location"].endswith(moved.get_url())
    assert Revision.objects.for_instance(moved).exists()
