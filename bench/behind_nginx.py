"""The site behind the nginx of compose.yaml: how fast a page is against the same bytes from disk, and how soon a change is seen.

Usage: `python -m bench.behind_nginx` with nginx, openssl and wrk installed. Wanted: a ratio of at least 0.8, every change seen
within about a second, /healthz answered within one while 200 clients say a little every second and never end, files of what is not live not to be had, and what belongs to somebody signed in given to nobody else.
"""

from __future__ import annotations

import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from bench.page_costs import prepare
from bench.page_memory import PATH, ROUNDS, Gunicorn, serving, wrk
from bench.proxy import Proxy, ask, in_front
from bench.server import ROOT, environment
from bench.slow_clients import CLIENTS, healthz_p95, slow_clients

SITE_PORT = 8612
PORTS = (8613, 8614, 8615)
CHANGES = 12
WANTED = 0.8
WANTED_SECONDS = 1.2  # until the second ends, and the time one answer takes on a busy machine
_CHANGE = """
import time
from stories.models import StoryPage
for number in range({changes}):
    time.sleep(0.13 + 0.71 * number % 1)
    story = StoryPage.objects.get(slug="saturday-table", locale__language_code="en")
    story.search_description = f"Changed {run}-{{number}}."
    story.save_revision().publish()
    print(number, time.time(), flush=True)
"""


def compare(proxy: Proxy, site: Gunicorn, encoding: str) -> float:
    """Measure both in turns, print the figures, and return the ratio of the medians of requests a second."""
    _status, headers, body = ask(proxy.port, PATH, Accept_Encoding=encoding)
    if headers.get("content-encoding") != encoding:
        raise ValueError(f"{encoding} was asked for and {headers.get('content-encoding')} given")
    proxy.put_on_disk("page", headers, body)
    asked = ((proxy.port, PATH), (proxy.disk_port, "/page"))
    rounds = [[cost(proxy, site, encoding, *one) for one in asked] for _round in range(ROUNDS)]
    (ours, our_cost), (disk, disk_cost) = (
        [median(one[which][what] for one in rounds) for what in (0, 1)] for which in (0, 1)
    )
    print(f"  {encoding:5} {len(body):7,} bytes      site    disk   ratio")
    print(f"    requests a second     {ours:10,.0f} {disk:7,.0f} {ours / disk:7.2f} (wanted {WANTED})")
    print(f"    processor, us/request {our_cost:10,.0f} {disk_cost:7,.0f} {disk_cost / our_cost:7.2f}")
    return ours / disk


def cost(proxy: Proxy, site: Gunicorn, encoding: str, port: int, path: str) -> tuple[float, float]:
    """Return requests a second, and microseconds of processor time a request, nginx and site together; raises `ValueError`."""
    before = proxy.processor_seconds() + site.processor_seconds()
    found = wrk(port, encoding, seconds=4, connections=32, path=path, scheme="https")
    if found.errors:
        raise ValueError(f"{found.errors} requests failed")
    used = proxy.processor_seconds() + site.processor_seconds() - before
    return found.rate, used / found.requests * 1e6


def delays(proxy: Proxy, env: dict[str, str]) -> list[float]:
    """Publish a page again and again in another process; return how many seconds each change took to be seen."""
    run = secrets.token_hex(4)
    code = _CHANGE.format(changes=CHANGES, run=run)
    command = [sys.executable, str(ROOT / "manage.py"), "shell", "--no-imports", "-c", code]
    changer = subprocess.Popen(command, env=env, cwd=ROOT, stdout=subprocess.PIPE, text=True)  # noqa: S603  # our own words only
    seen: dict[int, float] = {}
    while CHANGES - 1 not in seen:
        found = re.search(rb"Changed %s-(\d+)\." % run.encode(), ask(proxy.port, PATH)[2])
        if found:
            seen.setdefault(int(found[1]), time.time())
        if changer.poll() not in (None, 0):
            raise ValueError("The page could not be changed.")
    made = [line.split() for line in changer.stdout or ()]
    return [_first_with(seen, int(number)) - float(moment) for number, moment in made]


def _first_with(seen: dict[int, float], number: int) -> float:
    """Return when a change was first seen, itself or in a later one."""
    return min(moment for later, moment in seen.items() if later >= number)


def leaks(proxy: Proxy) -> int:
    """Return how many answers made for somebody with a session are given to others."""
    wrong = 0
    for number in range(20):
        path = f"/en/?nothing={number}"
        ask(proxy.port, path, Cookie="sessionid=nobody")
        _status, headers, _body = ask(proxy.port, path)
        wrong += headers.get("x-page-memory") == "bypass"
    return wrong


def main() -> bool:
    """Print the figures and return whether they are as wanted."""
    for program in ("wrk", "openssl"):
        if not shutil.which(program):
            raise SystemExit(f"This needs {program}.")
    data = prepare(0)
    env = environment(data, SITE_PORT, WEB_CONCURRENCY="2", WEB_THREADS="4", TRUST_PROXY="1")
    env["SITE_URL"] = f"https://127.0.0.1:{PORTS[0]}"
    with (
        tempfile.TemporaryDirectory() as name,
        serving("config.wsgi:application", env) as site,
        in_front(Path(name), data, SITE_PORT, PORTS) as proxy,
    ):
        print("A page behind the nginx of compose.yaml, over TLS")
        ratios = [compare(proxy, site, encoding) for encoding in ("br", "gzip")]
        waits = delays(proxy, env)
        print(f"  {len(waits)} changes seen after {max(waits):.2f} s at most, {median(waits):.2f} s in the middle")
        with slow_clients(proxy.port):
            slowest = healthz_p95(proxy.port)
        print(f"  /healthz with {CLIENTS} slow clients: p95 {slowest:.3f} s")
        wrong = leaks(proxy)
        print(f"  {wrong} answers for somebody signed in given to others")
    return min(ratios) >= WANTED and max(waits) <= WANTED_SECONDS and slowest < 1 and not wrong


if __name__ == "__main__":
    sys.exit(not main())
