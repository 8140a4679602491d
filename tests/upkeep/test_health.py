"""Each look finds what is wrong, and says so of nothing that is well."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from upkeep.backup.rotation import name_for
from upkeep.health import findings, looks
from upkeep.health.findings import examine_all
from upkeep.heartbeats import SCHEDULER, beat
from upkeep.models import Effect, Heartbeat, ScheduledFailure

NAMES = {"scheduler", "nightly", "publications", "outbox", "backup", "disk", "wal"}


def wrong() -> set[str]:
    """Return the names of what is not well, of the looks of this room."""
    return {one.name for one in examine_all() if not one.finding.is_well} & NAMES


@pytest.fixture
def well(db: None, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A site of which everything is well."""
    monkeypatch.setattr(settings, "BACKUP_DIR", tmp_path)
    make_backup_of(hours=1)
    beat(SCHEDULER)
    beat("analyze")


def make_backup_of(**ago: int) -> None:
    """Leave one backup where they are kept, as old as is said."""
    for old in Path(settings.BACKUP_DIR).iterdir():
        old.unlink()
    (Path(settings.BACKUP_DIR) / name_for(timezone.now() - timedelta(**ago), encrypted=False)).touch()


def late(name: str, **since: int) -> Callable[[], object]:
    return lambda: Heartbeat.objects.filter(pk=name).update(done_at=timezone.now() - timedelta(**since))


def old_effect() -> None:
    Effect.objects.create(kind="mail", subject="letter", due_at=timezone.now() - timedelta(hours=1))


WRONGS: dict[str, tuple[Callable[[], object], str]] = {
    "silent scheduler": (late(SCHEDULER, minutes=6), "scheduler"),
    "no scheduler": (lambda: Heartbeat.objects.filter(pk=SCHEDULER).delete(), "scheduler"),
    "night missed": (late("analyze", hours=27), "nightly"),
    "night failed": (lambda: beat("analyze", "OperationalError"), "nightly"),
    "old backup": (lambda: make_backup_of(hours=27), "backup"),
    "no backup": (lambda: [old.unlink() for old in Path(settings.BACKUP_DIR).iterdir()], "backup"),
    "publication": (lambda: ScheduledFailure.objects.create(act="publish", row=1), "publications"),
    "given up": (lambda: Effect.objects.create(kind="mail", subject="letter", state="dead"), "outbox"),
    "left alone": (old_effect, "outbox"),
}


def test_nothing_is_said_of_what_is_well(well: None) -> None:
    assert wrong() == set()


@pytest.mark.parametrize("name", WRONGS)
def test_what_is_wrong_is_found(well: None, name: str) -> None:
    make_wrong, look = WRONGS[name]
    make_wrong()
    assert wrong() == {look}
    finding = next(one.finding for one in examine_all() if one.name == look)
    assert finding.words
    assert finding.advice


def test_a_full_disk_is_found(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "free_bytes", lambda: 5_000_000)
    assert wrong() == {"disk"}


def test_a_log_that_is_never_emptied_is_found(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looks, "wal_bytes", lambda: 1024**3)
    assert wrong() == {"wal"}


def test_a_look_that_fails_is_a_finding(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Any:
        raise OSError("no such folder")

    monkeypatch.setitem(findings._looks, "disk", ("Disk", fail))
    assert wrong() == {"disk"}


def test_two_looks_of_one_name_are_refused() -> None:
    with pytest.raises(ValueError, match="disk"):
        findings.examines("disk", "Disk")(looks.disk)


def test_operators_read_it_from_readiness_and_figures(well: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "METRICS", True)
    monkeypatch.setattr(settings, "METRICS_TOKEN", "figures")
    operator = Client(headers={"authorization": "Bearer figures"})
    assert operator.get("/readyz").json()["findings"]["backup"]["well"] is True
    assert set(Client().get("/readyz").json()) == {"ready"}
    figures = operator.get("/metrics").content.decode()
    for figure in (
        "backup_age_seconds 36",
        'heartbeat_age_seconds{name="scheduler"}',
        'failed_publications{state="set aside"} 0.0',
        "disk_free_bytes",
    ):
        assert f"together_{figure}" in figures
