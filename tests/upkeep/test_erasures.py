"""What was erased stays erased: the ledger outlives the database and is replayed after a restore."""

from __future__ import annotations

import resource
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from upkeep import erasures
from upkeep.backup.refusal import RefusedError
from upkeep.erasures import IN_HAND, Erasure, check, record, replay, replays

BACKUP = datetime(2026, 11, 1, 12, tzinfo=UTC)


@pytest.fixture
def erased(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the kind `story` has erased again."""
    monkeypatch.setattr(erasures, "_replays", {})
    done: list[str] = []
    replays("story")(lambda subject: done.append(subject))
    return done


@pytest.fixture(autouse=True)
def ledger(settings: LazySettings, tmp_path: Path) -> Iterator[Path]:
    """A ledger of our own, not there yet."""
    settings.ERASURE_LEDGER = tmp_path / "data" / "erasures.jsonl"
    return settings.ERASURE_LEDGER


def write(ledger: Path, *entries: Erasure) -> None:
    ledger.parent.mkdir(exist_ok=True)
    ledger.write_bytes(b"".join(entry.line() for entry in entries))


def test_what_was_erased_is_erased_again_in_its_order(erased: list[str]) -> None:
    record("story", "Łódź\n42")
    record("story", 7)
    assert replay(BACKUP) == 2
    assert erased == ["Łódź\n42", "7"]


def test_what_was_erased_before_the_backup_is_left_alone(erased: list[str], ledger: Path) -> None:
    before, hand, after = BACKUP - IN_HAND - timedelta(seconds=1), BACKUP - IN_HAND, BACKUP + timedelta(days=1)
    write(
        ledger,
        *(Erasure(time, "story", name) for time, name in ((before, "before"), (hand, "in hand"), (after, "after"))),
    )
    assert replay(BACKUP) == 2
    assert erased == ["in hand", "after"]


def test_without_a_ledger_there_is_nothing_to_erase(erased: list[str]) -> None:
    assert replay(BACKUP) == 0


def test_nobody_else_reads_the_ledger(erased: list[str], ledger: Path) -> None:
    record("story", 1)
    assert ledger.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("damage", ["flip", "cut", "words", "empty", "list"])
def test_a_damaged_line_stops_everything(erased: list[str], ledger: Path, damage: str) -> None:
    record("story", "first")
    record("story", "second")
    first, second = ledger.read_bytes().splitlines(keepends=True)
    damaged = {
        "flip": second.replace(b"second", b"secund"),
        "cut": second[:-10],
        "words": b"gone\n",
        "empty": b"\n",
        "list": b"[1, 2, 3, 4]\n",
    }[damage]
    ledger.write_bytes(first + damaged)
    with pytest.raises(RefusedError, match="Line 2 of the ledger of erasures"):
        replay(BACKUP)
    assert erased == []


def test_a_damaged_line_stops_even_if_it_claims_to_be_old(erased: list[str], ledger: Path) -> None:
    write(ledger, Erasure(BACKUP + timedelta(days=1), "story", "1"))
    ledger.write_bytes(ledger.read_bytes().replace(b"2026-", b"2020-"))
    with pytest.raises(RefusedError, match="Line 1"):
        replay(BACKUP)


def test_an_unknown_kind_stops_before_anything_is_erased(erased: list[str], ledger: Path) -> None:
    write(ledger, Erasure(BACKUP, "story", "1"), Erasure(BACKUP, "person", "2"))
    with pytest.raises(RefusedError, match="cannot erase: person"):
        replay(BACKUP)
    assert erased == []
    check(ledger, BACKUP + timedelta(days=1))


def test_what_nobody_could_replay_is_not_recorded(erased: list[str], ledger: Path) -> None:
    with pytest.raises(LookupError, match="person"):
        record("person", 1)
    assert not ledger.exists()


def test_a_full_disk_leaves_the_ledger_as_it_was(erased: list[str], ledger: Path) -> None:
    record("story", 1)
    before = ledger.read_bytes()
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(before) + 10, limits[1]))
    try:
        with pytest.raises(OSError, match=r"only a part|too large"):
            record("story", 2)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
    assert ledger.read_bytes() == before


def test_half_a_line_does_not_swallow_the_next(erased: list[str], ledger: Path) -> None:
    record("story", 1)
    ledger.write_bytes(ledger.read_bytes()[:-20])
    record("story", 2)
    assert Erasure.from_line(ledger.read_bytes().splitlines()[-1]).subject == "2"
