"""The process is killed before each write of what editors do: what was begun is not there, what was done is followed by all it asks for."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.files.storage import default_storage
from django.db import transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageLogEntry

from home.models import Picture, SectionPage
from home.social_cards import card_name
from tests.faults.killing import kill_before_its_writes, killed
from tests.home import uploads
from tests.home.building import Tree, build_tree, fresh, make_person, make_story, make_words, submit
from upkeep.models import Effect
from upkeep.outbox.email_delivery import post_letter
from upkeep.outbox.worker import carry_out_due
from upkeep.scheduled import run_due

pytestmark = [
    pytest.mark.usefixtures("refilled"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture
def tree() -> Tree:
    return build_tree("en", "cy")


@pytest.fixture
def client(tree: Tree) -> Client:
    client = Client()
    client.force_login(make_person("superuser"))
    return client


@pytest.fixture(autouse=True)
def _nobody_works_on_the_outbox(settings: Any) -> None:
    """What follows a commit is left to the worker that starts after the kill."""
    settings.OUTBOX_INLINE = False


def drain() -> None:
    """Do what the worker does after a restart."""
    for _outcome in carry_out_due():
        pass
    assert not Effect.objects.left_over().exists()


def logged(page: Page) -> list[str]:
    return list(PageLogEntry.objects.filter(page_id=page.pk).values_list("action", flat=True))


def form_of(client: Client, page: Page) -> dict[str, Any]:
    """Return what the editor's form sends for a story as it is shown, under another title."""
    form = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).context["form"]
    shown = {name: form.get_initial_for_field(field, name) for name, field in form.fields.items()}
    data: dict[str, Any] = {name: "" if value is None else getattr(value, "pk", value) for name, value in shown.items()}
    counts = ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")
    data |= {f"comments-{count}": "0" for count in counts}
    return data | {"title": "Published", "body-count": "0", "other_strands": [], "themes": []}


def test_publishing_from_the_editor(tree: Tree, client: Client) -> None:
    story = make_story(tree.stories["en"])
    form = form_of(client, story) | {"action-publish": "1"}

    def publish() -> None:
        response = client.post(reverse("wagtailadmin_pages:edit", args=[story.pk]), form)
        assert response.status_code == 302, response.context["form"].errors

    assert kill_before_its_writes(publish) > 5
    drain()
    live = fresh(story)
    assert (live.live, live.title) == (True, "Published")
    assert "wagtail.publish" in logged(story)
    assert default_storage.exists(card_name(live))


def test_approving_a_review(tree: Tree, client: Client) -> None:
    editor, story = make_person("editor"), make_story(tree.stories["en"], by=make_person("editor"))
    submit(story, editor)
    task = fresh(story).current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[story.pk, "approve", task.pk])
    assert kill_before_its_writes(lambda: client.post(url)) > 5
    drain()
    assert fresh(story).live
    assert fresh(story).current_workflow_state is None


def test_publishing_on_time(tree: Tree) -> None:
    story = make_story(tree.stories["en"])
    now = timezone.now()
    story.revisions.update(approved_go_live_at=now)
    assert kill_before_its_writes(lambda: list(run_due(now))) > 3
    drain()
    assert fresh(story).live


def test_unpublishing(tree: Tree, client: Client) -> None:
    story = make_story(tree.stories["en"], live=True)
    drain()
    url = reverse("wagtailadmin_pages:unpublish", args=[story.pk])
    assert kill_before_its_writes(lambda: client.post(url)) > 2
    drain()
    assert not fresh(story).live
    assert "wagtail.unpublish" in logged(story)
    assert not default_storage.exists(card_name(fresh(story)))


def test_moving(tree: Tree, client: Client) -> None:
    page = make_words(tree.sections["en"], live=True)
    elsewhere = tree.homes["en"].add_child(
        instance=SectionPage(title="Elsewhere", summary="There.", locale_id=page.locale_id)
    )
    url = reverse("wagtailadmin_pages:move_confirm", args=[page.pk, elsewhere.pk])
    assert kill_before_its_writes(lambda: client.post(url)) > 2
    drain()
    assert fresh(page).get_parent().pk == elsewhere.pk
    assert fresh(page).url_path == f"{elsewhere.url_path}{page.slug}/"
    assert not any(Page.find_problems())


def test_uploading(tree: Tree, client: Client) -> None:
    root = Picture._meta.get_field("collection").related_model.get_first_root_node().pk

    def upload() -> None:
        form = {"title": "A lamp", "collection": root, "tags": "", "credit": ""}
        form |= {f"focal_point_{side}": "" for side in ("x", "y", "width", "height")}
        form["file"] = uploads.upload(uploads.plain(), "lamp.jpg")
        assert client.post(reverse("wagtailimages:add"), form).status_code == 302

    assert kill_before_its_writes(upload) > 1
    drain()
    picture = Picture.objects.get()
    assert default_storage.exists(picture.file.name)
    assert all(default_storage.exists(rendition.file.name) for rendition in picture.renditions.all())
    assert picture.renditions.exists()


def test_carrying_out_effects() -> None:
    """The worker commits between its steps; what counts is that each letter is sent, and sent once."""

    def post(number: int) -> None:
        with transaction.atomic():
            post_letter(about="soup", to=[f"reader-{number}@example.org"], subject="Soup", text="Come.", language="en")

    for number in range(3):
        post(number)
    before = 1
    while killed(lambda: list(carry_out_due()), before):
        Effect.objects.waiting().exclude(lease=None).update(leased_until=timezone.now() - timedelta(minutes=1))
        before += 1
        assert before < 50
    drain()
    receivers = [message.to[0] for message in mail.outbox]
    assert sorted(set(receivers)) == [f"reader-{number}@example.org" for number in range(3)]
    identities = {message.extra_headers["Message-ID"] for message in mail.outbox}
    assert len(identities) == 3, "one that was on its way when the worker died goes again under the same name"
