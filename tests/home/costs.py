"""What each hostile file costs: run as a program, it lets a process of its own clean each and tells how long and how much.

`python -m tests.home.costs FOLDER` prints one line of JSON for each file of the folder: its name with what the site answered, the
seconds of work, and the megabytes that its process took above what it had when it rested (`VmHWM`, its mark reset by way of
`/proc/self/clear_refs` beforehand). For a process that was killed it prints its status instead.
"""

from __future__ import annotations

import json
import os
import sys
import time
from io import BytesIO
from pathlib import Path

RESET_THE_PEAK = "5"


def _megabytes(name: str) -> float:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{name}:"))


def _clean(case: str, content: bytes) -> None:
    """Take one file in, and print what it cost."""
    from home.sanitising import RefusedPictureError, sanitised_upload

    Path("/proc/self/clear_refs").write_text(RESET_THE_PEAK)
    resting, began = _megabytes("VmRSS"), time.process_time()
    try:
        answer = sanitised_upload(BytesIO(content), case).name
    except RefusedPictureError as refusal:
        answer = refusal.messages[0]
    seconds = time.process_time() - began
    told = {"case": case, "answer": answer, "seconds": seconds, "megabytes": _megabytes("VmHWM") - resting}
    print(json.dumps(told), flush=True)


def measure(folder: Path) -> None:
    """Clean each file in a process of its own, so that none rests on what another has left."""
    for path in sorted(folder.iterdir()):
        child = os.fork()
        if not child:
            _clean(path.name, path.read_bytes())
            os._exit(0)
        _pid, status = os.waitpid(child, 0)
        if status:
            print(json.dumps({"case": path.name, "status": status}), flush=True)


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")
    django.setup()
    measure(Path(sys.argv[1]))
