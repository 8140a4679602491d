"""`python -m tests.mutation [AREA ...]`: plant faults, run the tests that reach each, and say which nobody noticed.

What is not noticed has to stand in `survivors.txt` with a reason. Ends with 1 where it does not, or where too few are noticed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

from tests.mutation.areas import AREAS, Area
from tests.mutation.tree import PROJECT, lay_out, planted

TREE: Final = PROJECT / ".mutants"
LISTED: Final = Path(__file__).with_name("survivors.txt")
NOTICED: Final = ("killed", "timeout", "segfault", "caught by type check")


def run(areas: list[Area]) -> dict[str, str]:
    """Plant the faults of `areas`; return what became of each, by its name."""
    lay_out(TREE, areas)
    workers = os.environ.get("MUTATION_WORKERS", str(os.cpu_count() or 1))
    program = [sys.executable, "-m", "mutmut"]
    subprocess.run([*program, "run", "--max-children", workers], cwd=TREE, check=True)
    shown = subprocess.run([*program, "results", "--all", "true"], cwd=TREE, capture_output=True, text=True, check=True)
    rows = (line.strip().split(": ", 1) for line in shown.stdout.splitlines() if ": " in line)
    return dict(rows)


def of_area(area: Area, results: dict[str, str]) -> dict[str, str]:
    """Return the results whose module belongs to `area`."""
    patterns = [planted(pattern).removeprefix("src/").removesuffix(".py").replace("/", ".") for pattern in area.files]
    return {name: status for name, status in results.items() if any(fnmatch(_module(name), one) for one in patterns)}


def _module(name: str) -> str:
    return name.rpartition(".x")[0]


def reasons() -> dict[str, str]:
    """Return the faults that may go unnoticed, with the reason of each."""
    lines = LISTED.read_text("utf-8").splitlines() if LISTED.is_file() else []
    return dict(line.split(" # ", 1) for line in lines if " # " in line and not line.startswith("#"))


def report(areas: list[Area], results: dict[str, str]) -> bool:
    """Print the share noticed of each area and what was not; return whether that will do."""
    excused, will_do = reasons(), True
    for area in areas:
        found = of_area(area, results)
        missed = sorted(name for name, status in found.items() if status not in NOTICED)
        share = 1 - len(missed) / len(found) if found else 1.0
        unexplained = [name for name in missed if name not in excused]
        will_do &= share >= area.at_least and not (area.at_least and unexplained)
        print(f"{area.name}: {len(found) - len(missed)} of {len(found)} noticed, {share:.1%}")
        for name in missed:
            print(f"  {name}: {found[name]}; {excused.get(name, 'NO REASON GIVEN')}")
    return will_do


def main(names: list[str]) -> int:
    """Run the areas of these names, or all."""
    areas = [area for area in AREAS if not names or area.name in names]
    if unknown := set(names) - {area.name for area in AREAS}:
        print(f"No such area: {', '.join(sorted(unknown))}")
        return 2
    return 0 if report(areas, run(areas)) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
