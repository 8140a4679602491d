"""Many at once, on a database that lets many write at once."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections

from delivery.rate_limits import RateLimitExceededError
from partners.approval import approve
from partners.forms import JoinForm
from partners.intake import take_in
from partners.models import Application, Organisation
from tests.partners.building import build_tree, make_application, make_strand
from tests.partners.join_form import ALL_WELL

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.usefixtures("refilled"),
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
]


@pytest.fixture(autouse=True)
def _only_postgresql(db: None) -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite lets one write at a time")


def at_once(act: Callable[[int], object], times: int) -> None:
    """Do `act(number)` in as many threads as there are times."""

    def run(number: int) -> None:
        try:
            act(number)
        except RateLimitExceededError:
            pass
        finally:
            connections.close_all()

    with ThreadPoolExecutor(times) as pool:
        list(pool.map(run, range(times)))


def send(name: str, email: str, network: str) -> None:
    form = JoinForm({**ALL_WELL, "name": name, "email": email})
    assert form.is_valid()
    take_in(form, True, language="en", network=network)


def test_clicks_at_once_store_one() -> None:
    make_strand()
    at_once(lambda _number: send("Bakers", "baker@example.org", "n"), 16)
    assert Application.objects.count() == 1


def test_a_flood_at_once_stores_twenty() -> None:
    make_strand()
    at_once(lambda number: send(f"Name {number}", f"a{number}@example.org", f"n{number}"), 40)
    assert Application.objects.count() == 20


def test_approving_at_once_makes_one_organisation() -> None:
    from accounts.models import User

    build_tree("en")
    editor = User.objects.create_superuser("root", password="secret")
    application = make_application()
    at_once(lambda _number: approve(application, editor), 8)
    assert Organisation.objects.count() == 1
