"""Which backups stay: the newest of each of so many days, weeks and months, and the newest whole one whatever the rule says."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest

from upkeep.backup.rotation import Rule, made_at, name_for, superfluous

NEWEST = datetime(2026, 11, 22, 3, 0, tzinfo=UTC)  # a Sunday


def named(*times: datetime) -> list[str]:
    return [name_for(time, encrypted=False) for time in times]


def kept(times: list[datetime], rule: Rule) -> list[str]:
    """Return the days of the backups that stay, newest first, as `month-day hour`."""
    names = named(*times)
    gone = superfluous(names, rule, newest_whole=name_for(max(times), encrypted=False))
    left = [made_at(name) for name in names if name not in gone]
    return [f"{time:%m-%d %H}" for time in sorted(left, reverse=True)]


DAILY = [NEWEST - timedelta(days=number) for number in range(400)]


@pytest.mark.parametrize(
    ("times", "rule", "expected"),
    [
        (DAILY, Rule(3, 0, 0), ["11-22 03", "11-21 03", "11-20 03"]),
        (DAILY, Rule(0, 3, 0), ["11-22 03", "11-15 03", "11-08 03"]),
        (DAILY, Rule(0, 0, 3), ["11-22 03", "10-31 03", "09-30 03"]),
        (DAILY, Rule(2, 2, 2), ["11-22 03", "11-21 03", "11-15 03", "10-31 03"]),
        (DAILY, Rule(0, 0, 0), ["11-22 03"]),
        (DAILY, Rule(-1, 0, 0), ["11-22 03"]),
        # several on one day: the last of it
        ([NEWEST, NEWEST - timedelta(hours=1), NEWEST - timedelta(hours=2)], Rule(7, 5, 12), ["11-22 03"]),
        # days without a backup do not count
        (
            [NEWEST, NEWEST - timedelta(days=90), NEWEST - timedelta(days=300)],
            Rule(3, 0, 0),
            ["11-22 03", "08-24 03", "01-26 03"],
        ),
        ([NEWEST], Rule(7, 5, 12), ["11-22 03"]),
    ],
)
def test_the_rule_keeps(times: list[datetime], rule: Rule, expected: list[str]) -> None:
    assert kept(times, rule) == expected


def test_a_year_of_daily_backups_leaves_two_dozen_at_most() -> None:
    assert len(kept(DAILY, Rule(7, 5, 12))) == 7 + 4 + 11  # the newest week and the newest month are among the days


def test_the_newest_whole_backup_stays_though_others_claim_to_be_newer() -> None:
    """A machine whose clock was wrong must not make the next backup delete itself."""
    future = named(*(NEWEST + timedelta(days=number) for number in range(1, 10)))
    whole = name_for(NEWEST, encrypted=False)
    assert whole not in superfluous([*future, whole], Rule(1, 0, 0), newest_whole=whole)


def test_what_is_no_backup_is_never_deleted() -> None:
    others = [
        "notes.txt",
        "together-20200101T000000Z.tar.part",
        "together-20200101T000000Z.tar.gz",
        "together-2020.tar",
    ]
    assert superfluous([*others, *named(NEWEST)], Rule(0, 0, 0), newest_whole=named(NEWEST)[0]) == []


def test_names_tell_the_time_in_utc() -> None:
    british = datetime(2026, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    assert name_for(british, encrypted=True) == "together-20260630T233000Z.tar.enc"
    assert made_at("together-20260630T233000Z.tar.enc") == british
    assert made_at("together-20260630T233000Z.tar") == british
