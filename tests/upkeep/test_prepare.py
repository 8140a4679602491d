"""What a server does before it serves, and what it says once it does."""

from __future__ import annotations

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from unittest.mock import patch

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.db import OperationalError, connection

from demo.accounts import PASSWORD, load_accounts
from tests.factories import SmallSite
from upkeep.announcement import announcement
from upkeep.backup.refusal import RefusedError
from upkeep.backup.serving import begin_restore, end_restore, refuse_half_a_restore

SEED = "upkeep.management.commands.prepare.call_command"


def commands_of_prepare(*options: str) -> list[str]:
    """Return the commands that `prepare` runs, without running them."""
    with patch(SEED) as run:
        call_command("prepare", *options, stdout=StringIO())
    return [call.args[0] for call in run.call_args_list]


@pytest.fixture(autouse=True)
def _own_data_folder(settings: LazySettings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA_DIR = tmp_path / "made" / "on the way"
    monkeypatch.delenv("DEMO", raising=False)


def test_prepare_loads_no_demonstration_unasked(db: None) -> None:
    assert commands_of_prepare() == ["migrate"]


def test_prepare_loads_the_demonstration_into_an_empty_site(db: None) -> None:
    assert commands_of_prepare("--demo") == ["migrate", "seed_demo"]


def test_prepare_takes_the_demonstration_from_the_environment(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEMO", "1")
    assert commands_of_prepare() == ["migrate", "seed_demo"]


def test_prepare_leaves_a_site_with_pages_alone(site_tree: SmallSite) -> None:
    assert commands_of_prepare("--demo") == ["migrate"]


def test_prepare_makes_the_data_folder(db: None, settings: LazySettings) -> None:
    commands_of_prepare()
    assert settings.DATA_DIR.is_dir()


def test_prepare_says_when_the_data_folder_cannot_be_made(db: None, settings: LazySettings, tmp_path: Path) -> None:
    (tmp_path / "a file").touch()
    settings.DATA_DIR = tmp_path / "a file" / "below"
    with pytest.raises(CommandError, match="DATA_DIR"):
        commands_of_prepare()


def test_nothing_begins_on_half_a_restore(db: None, settings: LazySettings) -> None:
    begin_restore(datetime(2026, 11, 22, tzinfo=UTC))
    with pytest.raises(CommandError, match="has begun and not ended"):
        commands_of_prepare()
    with pytest.raises(RefusedError, match="has begun and not ended"):  # what `config.wsgi` asks, however it is started
        refuse_half_a_restore()
    end_restore()
    refuse_half_a_restore()


def test_prepare_says_which_database_does_not_answer(db: None) -> None:
    with (
        patch.object(connection, "ensure_connection", side_effect=OperationalError("nobody there")),
        patch.dict(connection.settings_dict, {"HOST": "database", "PORT": 5432, "NAME": "site", "PASSWORD": "hidden"}),
        pytest.raises(CommandError) as raised,
    ):
        call_command("prepare", "--wait", "0")
    assert "database:5432" in str(raised.value)
    assert "nobody there" in str(raised.value)
    assert "hidden" not in str(raised.value)


def test_announcement_names_no_accounts_that_are_not_there(db: None) -> None:
    said = announcement("http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000/admin/" in said
    assert PASSWORD not in said


def test_announcement_names_the_demonstration_accounts(db: None) -> None:
    load_accounts()
    assert "editor" in announcement("http://127.0.0.1:8000")
    assert PASSWORD in announcement("http://127.0.0.1:8000")


def test_announcement_is_made_even_without_a_database(db: None) -> None:
    with patch("demo.accounts.known_accounts", side_effect=OperationalError):
        assert "/admin/" in announcement("http://127.0.0.1:8000")
