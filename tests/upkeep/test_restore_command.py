"""What `restore` says to an operator, and in which order it does its work."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError

from delivery.memory.generation import Generation
from tests.upkeep.backups import FILES, Use, empty_site, kept, run, run_sql, small_site, stored
from upkeep import erasures
from upkeep.erasures import Erasure


@pytest.fixture
def name(use: Use, tmp_path: Path) -> str:
    """The name of a backup of the small site."""
    use(small_site(tmp_path / "old"))
    run("backup")
    return kept(tmp_path)[0]


@pytest.mark.parametrize("by_path", [False, True])
def test_restore_onto_an_empty_machine(use: Use, name: str, tmp_path: Path, by_path: bool) -> None:
    new = empty_site(tmp_path / "new")
    use(new)
    erasures.record("story", 42)
    said = run("restore", str(tmp_path / "kept" / name) if by_path else name)
    assert stored(new) == FILES
    assert "all as in the backup" in said
    assert "replayed: 1" in said
    assert use.done == ["migrate", "erased 42", "forget pages"]
    assert not (tmp_path / "new/restore-unfinished").exists()


def test_restore_over_a_live_site_needs_force(use: Use, name: str, tmp_path: Path) -> None:
    run_sql(tmp_path / "old/db.sqlite3", "DELETE FROM notes")
    live = empty_site(tmp_path / "old")
    with pytest.raises(CommandError, match=r"not empty.*--force.*Nothing was touched"):
        run("restore", name)
    assert live.database.contents().tables["notes"].count == 0
    run("restore", name, "--force")
    assert live.database.contents().tables["notes"].count == 3


@pytest.mark.parametrize("force", [False, True])
def test_restore_of_a_damaged_backup_touches_nothing(use: Use, name: str, tmp_path: Path, force: bool) -> None:
    content = bytearray((tmp_path / "kept" / name).read_bytes())
    content[len(content) // 3] ^= 1
    (tmp_path / "kept" / name).write_bytes(content)
    use(empty_site(tmp_path / "new"))
    with pytest.raises(CommandError, match=r"damaged.*Nothing was touched"):
        run("restore", name, force=force)
    assert not (tmp_path / "new").exists()
    assert use.done == []


def test_verify_only_touches_nothing_even_on_a_live_site(use: Use, name: str, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "old").rglob("*")}
    assert "is whole" in run("restore", name, "--verify-only")
    assert {path: path.stat().st_mtime_ns for path in (tmp_path / "old").rglob("*")} == before
    (tmp_path / "kept" / name).write_bytes((tmp_path / "kept" / name).read_bytes()[:-1])
    with pytest.raises(CommandError, match="cut short"):
        run("restore", name, "--verify-only")


@pytest.mark.parametrize("damage", ["line", "kind"])
def test_a_ledger_that_cannot_be_replayed_stops_before_anything_is_touched(
    use: Use, name: str, tmp_path: Path, damage: str
) -> None:
    new = empty_site(tmp_path / "new")
    use(new)
    erasures.record("story", 42)
    if damage == "kind":
        erasures._replays.clear()
    else:
        new.ledger.write_bytes(new.ledger.read_bytes()[:-9])
    with pytest.raises(CommandError, match=r"ledger of erasures.*Nothing was touched"):
        run("restore", name)
    assert not (tmp_path / "new/db.sqlite3").exists()


def test_a_restore_that_breaks_off_keeps_the_site_from_being_served(use: Use, name: str, tmp_path: Path) -> None:
    use(empty_site(tmp_path / "new"))
    erasures.record("story", 42)

    def cannot(subject: str) -> None:
        raise OSError("the bucket is away")

    erasures.replays("story")(cannot)
    with pytest.raises(CommandError, match="the bucket is away The site is not whole: do not serve it"):
        run("restore", name)
    with pytest.raises(CommandError, match=r"has begun and not ended.*restore.*--force"):
        run("prepare")
    erasures.replays("story")(lambda subject: None)
    run("restore", name, "--force")
    assert not (tmp_path / "new/restore-unfinished").exists()


def test_pages_remembered_before_a_restore_are_forgotten_though_the_database_says_what_it_said(
    use: Use, name: str, tmp_path: Path
) -> None:
    use(empty_site(tmp_path / "new"))
    known = Generation(tmp_path / "generation")
    before = known.now
    run("restore", name)
    assert known.now > before


def test_erasures_are_replayed_after_a_recovery_by_other_means(use: Use, tmp_path: Path) -> None:
    use(small_site(tmp_path / "old"))
    entries = [Erasure(datetime(2026, 11, day, tzinfo=UTC), "story", str(day)) for day in (1, 3)]
    (tmp_path / "old/erasures.jsonl").write_bytes(b"".join(entry.line() for entry in entries))
    assert "replayed: 1" in run("replay_erasures", "2026-11-02T12:00Z")
    assert use.done == ["erased 3", "forget pages"]
    assert "replayed: 2" in run("replay_erasures", "2026-11-01")
    with pytest.raises(CommandError, match="yesterday is not a moment"):
        run("replay_erasures", "yesterday")
