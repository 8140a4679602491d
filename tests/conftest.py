"""What every test may rely on: the language and the memory of the process are fresh, however the last test left them."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.utils import translation
from pytest_django import DjangoDbBlocker

from delivery import rate_limits
from delivery.memory.process_cache import stop_process_cache
from delivery.stylesheets.building import build
from home.localised_links import forget_links
from languages.catalogues import compile_stale
from languages.locales import forget_locales
from tests.factories import SmallSite, build_site
from tests.migrated_template import copied
from tests.nightly import NIGHTLY, SEED


def pytest_report_header() -> str:
    """Say first what repeats this run: see `tests.nightly`."""
    return (
        f"drawn from TEST_SEED={SEED}, {'the whole way' if NIGHTLY else 'a part of the way: NIGHTLY=1 goes all of it'}"
    )


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_keepdb: bool,
    django_db_createdb: bool,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[None]:
    """Begin with a copy of a migrated database: see `tests.migrated_template`."""
    with ExitStack() as stack:
        with django_db_blocker.unblock():
            stack.enter_context(copied(connection, kept=django_db_keepdb and not django_db_createdb))
        yield


def pytest_sessionstart(session: pytest.Session) -> None:
    """Make what is made and not kept in git, however the tests are started: once, before any process of their own begins."""
    if not hasattr(session.config, "workerinput"):
        compile_stale()
        build()


@pytest.fixture(autouse=True)
def _fresh_process() -> Iterator[None]:
    """Forget locales, links and caches that belong to another test's database, and go back to English."""
    forget_locales()
    forget_links()
    cache.clear()
    with translation.override("en"):
        yield
    forget_locales()
    stop_process_cache()


@pytest.fixture(autouse=True)
def _one_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Count what is limited as if no minute ended during a test: what is sent before and after is counted apart."""
    now = time.time()
    monkeypatch.setattr(rate_limits, "current_window", lambda seconds: int(now // seconds))


@pytest.fixture(scope="module")
def refilled(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """For tests with transactions of their own, which empty the database: put back what the migrations had put there."""
    yield
    with django_db_blocker.unblock():
        # What `post_migrate` makes anew after a flush would meet itself, under other keys.
        call_command("flush", interactive=False, verbosity=0, inhibit_post_migrate=True, reset_sequences=False)
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture(autouse=True)
def _emptied_after(request: pytest.FixtureRequest) -> None:
    marker = request.node.get_closest_marker("django_db")
    if marker and marker.kwargs.get("transaction"):
        assert "refilled" in request.fixturenames, "A test that empties the database has to ask for `refilled`."
        assert marker.kwargs.get("serialized_rollback"), "Else what it is refilled from is not kept, if it runs alone."


@pytest.fixture
def site_tree(db: None) -> SmallSite:
    """A small site in English and Welsh: home page, list of stories, directory, two sections."""
    return build_site("en", "cy")
