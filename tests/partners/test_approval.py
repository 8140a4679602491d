"""Approving an application into an organisation, or declining it: once, whole, and only by those who may."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone
from wagtail.models import ModelLogEntry, Page

from accounts.models import User
from partners.approval import NotWaitingError, approve, decline, free_key
from partners.models import Application, DirectoryPage, Organisation, PartnerPage, Pledge
from partners.permissions import may_decide, may_decide_applications, may_read_applications, may_write_again
from tests.partners.building import Tree, build_tree, make_application, make_organisation, make_strand

MakeUser = Callable[..., User]
State = Application.State


@pytest.fixture
def editor(make_user: MakeUser) -> User:
    return make_user("partners.change_application", "partners.change_organisation")


def test_approving_makes_organisation_pledge_and_draft(tree: Tree, editor: User) -> None:
    strand = make_strand()
    application = make_application(strand=strand, due=date(2027, 5, 31))
    organisation = approve(application, editor)
    assert organisation is not None
    assert (organisation.key, organisation.name, organisation.sector, organisation.region) == (
        "example-sons-bakers",
        "Example & Sons Bakers",
        "business",
        "wales",
    )
    assert organisation.standing == Organisation.Standing.ACTIVE
    assert (organisation.email, organisation.main_strand) == ("baker@example.org", strand)
    assert organisation.joined == timezone.localdate().year
    pledge = Pledge.objects.get(organisation=organisation)
    assert (pledge.promise, pledge.due, pledge.strand) == (
        {"en": "bake for the whole street."},
        date(2027, 5, 31),
        strand,
    )
    page = PartnerPage.objects.get(organisation=organisation)
    assert (page.live, page.owner, page.title) == (False, editor, "Example & Sons Bakers")
    assert page.get_parent().specific == tree.directories["en"]
    assert page.latest_revision is not None
    application.refresh_from_db()
    assert (application.state, application.organisation) == (State.APPROVED, organisation)


def test_draft_stands_in_the_directory_of_the_language_applied_in(tree: Tree, editor: User) -> None:
    organisation = approve(make_application(language="cy", name="Tŷ Dŵr"), editor)
    page = PartnerPage.objects.get(organisation=organisation)
    assert page.get_parent().specific == tree.directories["cy"]
    assert page.slug == "tŷ-dŵr"
    assert Pledge.objects.get().promise == {"cy": "bake for the whole street."}


def test_draft_falls_back_to_the_english_directory(tree: Tree, editor: User) -> None:
    organisation = approve(make_application(language="pl"), editor)
    assert PartnerPage.objects.get(organisation=organisation).get_parent().specific == tree.directories["en"]


def test_approving_without_any_directory_still_makes_the_organisation(tree: Tree, editor: User) -> None:
    for page in DirectoryPage.objects.all():
        page.delete()
    assert approve(make_application(), editor) is not None
    assert PartnerPage.objects.count() == 0


def test_two_profiles_of_one_name_get_addresses_of_their_own(tree: Tree, editor: User) -> None:
    first = approve(make_application(), editor)
    second = approve(make_application(email="second@example.org"), editor)
    assert first is not None
    assert second is not None
    assert (first.key, second.key) == ("example-sons-bakers", "example-sons-bakers-2")
    slugs = set(PartnerPage.objects.values_list("slug", flat=True))
    assert len(slugs) == 2


def test_approving_again_changes_nothing(tree: Tree, editor: User) -> None:
    application = make_application()
    first = approve(application, editor)
    again = approve(application, editor)
    assert first == again
    counts = [model.objects.count() for model in (Organisation, Pledge, PartnerPage)]
    assert counts == [1, 1, 1]
    assert ModelLogEntry.objects.filter(action="partners.approved").count() == 1


def test_approving_a_person_makes_nothing(tree: Tree, editor: User) -> None:
    application = make_application(kind="person")
    assert approve(application, editor) is None
    application.refresh_from_db()
    assert application.state == State.APPROVED
    assert Organisation.objects.count() == 0
    assert Page.objects.type(PartnerPage).count() == 0


def test_approving_is_all_or_nothing(tree: Tree, editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("partners.approval._draft_profile", fail)
    application = make_application()
    with pytest.raises(RuntimeError):
        approve(application, editor)
    application.refresh_from_db()
    assert application.state == State.CONFIRMED
    assert (Organisation.objects.count(), Pledge.objects.count()) == (0, 0)


@pytest.mark.parametrize("state", [State.SAVED, State.SENT, State.DECLINED])
def test_approving_what_does_not_wait_is_refused(tree: Tree, editor: User, state: str) -> None:
    with pytest.raises(NotWaitingError):
        approve(make_application(state=state), editor)
    assert Organisation.objects.count() == 0


@pytest.mark.parametrize("state", [State.SAVED, State.SENT, State.APPROVED])
def test_declining_what_does_not_wait_is_refused(tree: Tree, editor: User, state: str) -> None:
    with pytest.raises(NotWaitingError):
        decline(make_application(state=state), editor)


def test_declining_twice_is_logged_once(tree: Tree, editor: User) -> None:
    application = make_application()
    decline(application, editor)
    decline(application, editor)
    application.refresh_from_db()
    assert application.state == State.DECLINED
    assert ModelLogEntry.objects.filter(action="partners.declined", user=editor).count() == 1


@pytest.mark.parametrize("decide", [approve, decline])
def test_deciding_without_the_right_is_refused(
    tree: Tree, make_user: MakeUser, decide: Callable[[Application, User], object]
) -> None:
    application = make_application()
    with pytest.raises(PermissionDenied):
        decide(application, make_user("partners.view_application"))
    application.refresh_from_db()
    assert application.state == State.CONFIRMED


@pytest.mark.parametrize(
    ("names", "reads", "decides"),
    [
        ((), False, False),
        (("partners.view_application",), True, False),
        (("partners.change_application",), True, True),
        (("partners.add_organisation", "partners.change_organisation"), False, False),
    ],
)
def test_rights_by_permission(
    db: None, make_user: MakeUser, names: tuple[str, ...], reads: bool, decides: bool
) -> None:
    user = make_user(*names)
    assert (may_read_applications(user), may_decide_applications(user)) == (reads, decides)


def test_rights_of_nobody_and_of_those_who_left(db: None, make_user: MakeUser) -> None:
    gone = make_user("partners.change_application", is_active=False)
    root = User.objects.create_superuser("root", password="secret")
    assert not may_decide_applications(AnonymousUser())
    assert not may_decide_applications(gone)
    assert may_decide_applications(root)


@pytest.mark.parametrize("state", State.values)
def test_rights_depend_on_the_state(db: None, editor: User, state: str) -> None:
    application = make_application(state=state)
    assert may_decide(editor, application) == (state == State.CONFIRMED)
    assert may_write_again(editor, application) == (state == State.SENT)


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Tŷ Dŵr", "ty-dwr"),
        ("اردو", "partner"),
        ("&&&", "partner"),
        ("x" * 120, "x" * 50),
        ("Taken", "taken-2"),
    ],
)
def test_key_is_plain_and_free(db: None, name: str, key: str) -> None:
    make_organisation("Taken", key="taken")
    assert free_key(name) == key


def test_approved_partner_appears_once_the_profile_is_published(db: None, editor: User) -> None:
    from django.test import Client

    build_tree("en")  # in one language, where no translation is waited for
    organisation = approve(make_application(), editor)
    client = Client()
    assert client.get("/en/partners/").context["total"] == 0
    page = PartnerPage.objects.get(organisation=organisation)
    page.summary = "They bake."
    page.save_revision().publish()
    assert client.get("/en/partners/").context["total"] == 1
