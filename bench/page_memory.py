"""A remembered page against a bare WSGI application that sends the same compressed bytes under the same gunicorn settings.

Usage: `python -m bench.page_memory` with wrk installed. Production settings and gunicorn.conf.py as they are; both servers run
at once and are measured in turns, so that whatever else the machine does burdens both alike. Wanted: a ratio of at least 0.8.

Then a burst: 256 connections, and all pages dropped three times meanwhile. Wanted: no errors, 99 of 100 within 250 ms.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from statistics import median
from threading import Timer

from bench.page_costs import prepare
from bench.server import ROOT, TICKS, environment

SITE_PORT, BARE_PORT = 8610, 8611
PATH = "/en/stories/saturday-table/"
ENCODINGS = ("br", "gzip")
ROUNDS = 5
SECONDS = 4
CONNECTIONS = 32
WANTED = 0.8
WANTED_P99 = 250  # milliseconds, in the burst
_PER_HEADER = ("date", "server", "connection", "transfer-encoding")


@dataclass(frozen=True, slots=True)
class Figures:
    """What wrk found: requests, and how many a second; the 99th percentile in milliseconds; failed or wrong answers."""

    requests: int
    rate: float
    p99: float
    errors: int


def wrk(port: int, encoding: str, *, seconds: int, connections: int, path: str = PATH, scheme: str = "http") -> Figures:
    """Ask for a page as often as possible; raises `ValueError` if wrk says something else than usual."""
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "--timeout", "10s"]
    command += ["-H", f"Accept-Encoding: {encoding}", f"{scheme}://127.0.0.1:{port}{path}"]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout  # noqa: S603  # our own words only
    requests, rate = re.search(r"(\d+) requests in", said), re.search(r"Requests/sec:\s+([\d.]+)", said)
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", said)
    if requests is None or rate is None or p99 is None:
        raise ValueError(said)
    wrong = re.findall(r"(?:connect|read|write|timeout) (\d+)|Non-2xx or 3xx responses: (\d+)", said)
    errors = sum(int(one or other) for one, other in wrong)
    return Figures(int(requests[1]), float(rate[1]), float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]], errors)


def ask(port: int, encoding: str) -> tuple[str, list[tuple[str, str]], bytes]:
    """Return status line, headers and body of one request; raises `OSError` when nobody answers."""
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", PATH, headers={"Accept-Encoding": encoding})
        response = connection.getresponse()
        headers = [(name, value) for name, value in response.getheaders() if name.lower() not in _PER_HEADER]
        return f"{response.status} {response.reason}", headers, response.read()
    finally:
        connection.close()


@dataclass(frozen=True, slots=True)
class Gunicorn:
    """A running server: its port and its first process."""

    port: int
    pid: int

    def processor_seconds(self) -> float:
        """Return the processor time its workers have used, also those that are gone (Linux: proc(5), fields 14 to 17)."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        return sum(_times(pid)[0] for pid in workers) + _times(str(self.pid))[1]

    def cost(self, encoding: str) -> tuple[float, float]:
        """Return requests a second, and microseconds of processor time a request; raises `ValueError` if one fails."""
        before = self.processor_seconds()
        found = wrk(self.port, encoding, seconds=SECONDS, connections=CONNECTIONS)
        if found.errors:
            raise ValueError(f"{found.errors} requests failed")
        return found.rate, (self.processor_seconds() - before) / found.requests * 1e6


def _times(pid: str) -> tuple[float, float]:
    """Return the seconds a process has used itself, and those of its children that have ended."""
    fields = [int(field) for field in Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[11:15]]
    return (fields[0] + fields[1]) / TICKS, (fields[2] + fields[3]) / TICKS


@contextmanager
def serving(application: str, env: dict[str, str]) -> Iterator[Gunicorn]:
    """Run gunicorn with the project's settings until the block ends; raises `TimeoutError` if it does not answer."""
    gunicorn = str(Path(sys.executable).with_name("gunicorn"))
    process = subprocess.Popen([gunicorn, "--log-level", "warning", application], env=env, cwd=ROOT)  # noqa: S603  # no shell
    try:
        _wait(int(env["PORT"]))
        yield Gunicorn(int(env["PORT"]), process.pid)
    finally:
        process.terminate()
        process.wait(timeout=60)


def _wait(port: int) -> None:
    for _attempt in range(120):
        try:
            ask(port, "identity")
            return
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("gunicorn did not answer within a minute")


def compare(encoding: str, folder: Path, env: dict[str, str], site: Gunicorn) -> float:
    """Measure both in turns, print the figures, and return the ratio of the medians of requests a second."""
    status, headers, body = ask(SITE_PORT, encoding)
    answer = folder / f"answer-{encoding}"
    answer.write_bytes(json.dumps({"status": status, "headers": headers}).encode() + b"\n" + body)
    with serving("bench.bare:application", {**env, "PORT": str(BARE_PORT), "BARE_ANSWER": str(answer)}) as bare:
        rounds = [(site.cost(encoding), bare.cost(encoding)) for _number in range(ROUNDS)]
    (ours, our_cost), (theirs, their_cost) = (
        [median(one[which][what] for one in rounds) for what in (0, 1)] for which in (0, 1)
    )
    print(f"  {encoding:5} {len(body):7,} bytes      remembered    bare   ratio")
    print(f"    requests a second     {ours:10,.0f} {theirs:7,.0f} {ours / theirs:7.2f} (wanted {WANTED})")
    print(f"    processor, us/request {our_cost:10,.0f} {their_cost:7,.0f} {their_cost / our_cost:7.2f}")
    return ours / theirs


def drop(folder: Path) -> None:
    """Say in the database that pages have changed, as another machine would."""
    with closing(sqlite3.connect(folder / "db.sqlite3", timeout=20)) as database, database:
        database.execute("INSERT INTO delivery_pagechange (made) VALUES (datetime('now'))")


def burst(folder: Path) -> Figures:
    """Drop every page three times while 256 connections ask for one; print the figures."""
    timers = [Timer(delay, drop, [folder]) for delay in (3, 5, 7)]
    for timer in timers:
        timer.start()
    found = wrk(SITE_PORT, "br", seconds=10, connections=256)
    print(f"  burst of 256, three drops: {found.rate:,.0f}/s, p99 {found.p99:.0f} ms, {found.errors} errors")
    return found


def main() -> bool:
    """Print the figures and return whether they are as wanted."""
    if not shutil.which("wrk"):
        raise SystemExit("This needs wrk (Debian: apt install wrk).")
    folder = prepare(0)
    env = environment(folder, SITE_PORT, WEB_CONCURRENCY="2", WEB_THREADS="4", PAGE_MEMORY="1")
    with tempfile.TemporaryDirectory() as name, serving("config.wsgi:application", env) as site:
        print("A remembered page under gunicorn, 2 processes of 4 threads")
        ratios = [compare(encoding, Path(name), env, site) for encoding in ENCODINGS]
        found = burst(folder)
    return min(ratios) >= WANTED and not found.errors and found.p99 <= WANTED_P99


if __name__ == "__main__":
    sys.exit(not main())
