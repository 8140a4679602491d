"""What a page costs when nothing remembers it: processor time under gunicorn, one process, one core; and its queries.

What stands around every page is kept between requests, as it is when a page is made anew for the memory.

Usage: `python -m bench.page_costs [STORIES ...]`, by default with the demonstration's own stories and with 10,000.
"""

from __future__ import annotations

import subprocess
import sys
import timeit
from collections.abc import Iterable
from pathlib import Path

from bench.server import ROOT, Server, environment, manage, running

PORT = 8600
REQUESTS = 40
PAGES = {
    "home": "/en/",
    "home, Welsh": "/cy/",
    "story": "/en/stories/saturday-table/",
    "stories": "/en/stories/",
    "stories, filtered": "/en/stories/?strand=meet&place=wales",
    "stories, page 3": "/en/stories/?page=3",
    "strand": "/en/our-work/meet/",
    "directory": "/en/partners/",
    "partner": "/en/partners/example-repair-cafe/",
    "search, rarest word": "/en/search/?q=accordion",
    "search, in most stories": "/en/search/?q=the",
    "search, two words": "/en/search/?q=soup+table",
    "suggestions": "/en/search/suggest/?q=so",
}


def prepare(stories: int) -> Path:
    """Return a data folder with the demonstration site and at least `stories` stories in English, made once."""
    folder = ROOT / "var" / f"bench-{stories}"
    if not (folder / "ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        env = environment(folder, PORT)
        manage(["migrate", "--verbosity", "0"], env)
        manage(["seed_demo", "--stories", str(stories), "--partners", str(min(stories, 500))], env)
        (folder / "ready").touch()
    return folder


def measure(server: Server, path: str) -> tuple[float, int]:
    """Return milliseconds of processor time a request, and the bytes of the page; raises `ValueError` unless 200."""
    status, body = server.get(path)
    if status != 200:
        raise ValueError(f"{path} answered {status}")
    before = server.processor_seconds()
    for _request in range(REQUESTS):
        server.get(path)
    return (server.processor_seconds() - before) / REQUESTS * 1000, len(body)


def queries_of(paths: Iterable[str], env: dict[str, str]) -> list[int]:
    """Return how many queries each page takes; raises `CalledProcessError` when one does not answer."""
    command = [sys.executable, "-m", "bench.query_counts", *paths]
    counted = subprocess.run(command, check=True, capture_output=True, text=True, env=env, cwd=ROOT)  # noqa: S603  # no shell
    return [int(line) for line in counted.stdout.split()]


def calls_a_second() -> float:
    """Return how many empty functions one core calls in a second, in millions: what "an ordinary machine" means here."""
    seconds = min(timeit.repeat("for _ in range(1_000_000): nothing()", "def nothing(): pass", number=1, repeat=5))
    return 1 / seconds


def main(sizes: list[int]) -> None:
    """Print a table of every page for every size."""
    print(f"One core of this machine calls {calls_a_second():.0f} million empty functions a second.")
    for stories in sizes:
        folder = prepare(stories)
        print(f"\n{stories or 'demonstration'} stories, processor time a request (mean of {REQUESTS})")
        env = environment(folder, PORT)
        queries = queries_of(PAGES.values(), env)
        with running(env) as server:
            for (name, path), count in zip(PAGES.items(), queries, strict=True):
                milliseconds, size = measure(server, path)
                print(f"  {name:26} {milliseconds:7.1f} ms {size:9,} bytes {count:3} queries")


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [0, 10_000])
