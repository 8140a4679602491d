"""How gunicorn serves the site. Started as `gunicorn config.wsgi:application` it reads this file by itself.

A few processes with a few threads each: the work is mostly waiting for a database, and a small machine has little memory.
"""

from __future__ import annotations

import gc
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

pythonpath = str(Path(__file__).resolve().parent / "site")
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"

workers = int(os.environ.get("WEB_CONCURRENCY", "0")) or min(os.cpu_count() or 1, 4)
threads = int(os.environ.get("WEB_THREADS", "4"))
worker_class = "gthread"
preload_app = True  # code is loaded once and shared, which saves about 100 MB a worker

limit_request_line = 8190  # bytes of method and address: longer ones are answered 414
limit_request_fields = 100
limit_request_field_size = 8190  # bytes of one header: longer ones are answered 431
timeout = 60  # seconds: an editor publishing a page with many pictures makes their renditions within the request
graceful_timeout = 30
keepalive = 65  # longer than nginx keeps one (20 s): else it asks on a connection that is being closed, and answers 502
max_requests = (
    200_000  # a worker that has served so many is replaced, so that no leak grows for ever; most come from memory
)
max_requests_jitter = 20_000
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108  # heartbeats, never data; a disk may stall
control_socket_disable = True  # gunicorn 27 would make a socket for commands in the working folder, which is read-only

if (
    os.environ.get("METRICS", "0").lower() in ("1", "true", "yes", "on")
    and "PROMETHEUS_MULTIPROC_DIR" not in os.environ
):
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="together-metrics-")  # figures of each process

accesslog = (
    "-" if os.environ.get("ACCESS_LOG") else None
)  # off: the proxy in front has one, and it holds readers' addresses
access_log_format = '{"time":"%(t)s","status":%(s)s,"method":"%(m)s","path":"%(U)s","bytes":%(B)s,"microseconds":%(D)s}'
errorlog = "-"


def when_ready(server: Arbiter) -> None:
    """Set what was loaded aside, so that collecting garbage neither looks through it again nor copies it into each worker."""
    gc.collect()
    gc.freeze()


def child_exit(server: Arbiter, worker: Worker) -> None:
    """Let the figures of a process that has ended stand, but not count it among the living."""
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        from prometheus_client.multiprocess import mark_process_dead

        mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # it brings no types


def post_worker_init(worker: Worker) -> None:
    """Say where the site is once the first worker can answer, where `ANNOUNCE` asks for it."""
    if worker.age == 1 and os.environ.get("ANNOUNCE"):
        from django.conf import settings
        from django.db import connections

        from upkeep.announcement import announcement

        print(announcement(settings.SITE_URL), flush=True)
        connections.close_all()
