"""An nginx of our own with the very configuration of compose.yaml, on other ports and folders, and a disk beside it.

The disk is a second server in the same nginx, with the same TLS, that sends the same bytes from a file.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from ssl import CERT_NONE, SSLContext, create_default_context

from bench.server import ROOT, TICKS

_DISK = """
    server {{
        listen {port} ssl;
        ssl_certificate {folder}/fullchain.pem;
        ssl_certificate_key {folder}/privkey.pem;
        location / {{
            root {folder}/disk;
            default_type "text/html; charset=utf-8";
            gzip off;
            open_file_cache off; # as nginx comes
            etag off;
            include {folder}/headers;
        }}
    }}
}}
"""
MADE_BY_NGINX = {"date", "server", "connection", "transfer-encoding", "content-length", "content-type", "last-modified"}
Reply = tuple[int, dict[str, str], bytes]


@dataclass(frozen=True, slots=True)
class Proxy:
    """A running nginx: the ports of the site and of the disk, and its folder."""

    port: int
    disk_port: int
    folder: Path
    pid: int

    def put_on_disk(self, name: str, headers: dict[str, str], body: bytes) -> None:
        """Lay a file where the disk's server finds it, to be sent with the same headers as the site's answer."""
        (self.folder / "disk" / name).write_bytes(body)
        lines = (
            f"add_header {key} '{value.replace(chr(39), chr(92) + chr(39))}';"
            for key, value in headers.items()
            if key not in MADE_BY_NGINX
        )
        (self.folder / "headers").write_text("\n".join(lines))
        os.kill(self.pid, signal.SIGHUP)
        time.sleep(2)

    def processor_seconds(self) -> float:
        """Return the processor time its processes have used (Linux: proc(5), fields 14 and 15)."""
        workers = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text().split()
        lines = [Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split() for pid in workers]
        return sum(int(line[11]) + int(line[12]) for line in lines) / TICKS


def ask(port: int, path: str, method: str = "GET", **headers: str) -> Reply:
    """Return status, headers and body of one request over TLS; raises `OSError` when nobody answers."""
    connection = HTTPSConnection("127.0.0.1", port, timeout=60, context=anybody())
    try:
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


def anybody() -> SSLContext:
    """Return TLS that takes any certificate: ours is signed by nobody."""
    context = create_default_context()
    context.check_hostname, context.verify_mode = False, CERT_NONE
    return context


def _certificate(folder: Path) -> None:
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    command += ["-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"]
    command += ["-keyout", str(folder / "privkey.pem"), "-out", str(folder / "fullchain.pem")]
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # our own words only


def configuration(folder: Path, data: Path, site_port: int, ports: tuple[int, int, int]) -> str:
    """Return deploy/nginx.conf for this machine: TLS at the first of `ports`, the disk at the second, plain at the third."""
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    text = re.sub(
        r"^ *listen \[::\].*\n|^ *http2 on;\n", "", text, flags=re.MULTILINE
    )  # nginx before 1.25 knows no `http2`
    for old, new in {
        "8443 ssl": f"{ports[0]} ssl",
        "listen 8080": f"listen {ports[2]}",
        "web:8000": f"127.0.0.1:{site_port}",
        "/etc/nginx/certificates": str(folder),
        "/tmp/nginx": f"{folder}/nginx",  # noqa: S108  # a name in the configuration
        "root /data": f"root {data}",
        "access_log /dev/stdout quiet": "access_log off",
    }.items():
        text = text.replace(old, new)
    return "user root;\n" * _is_root() + text.rstrip().removesuffix("}") + _DISK.format(port=ports[1], folder=folder)


def _is_root() -> bool:
    return Path("/proc/self").stat().st_uid == 0


@contextmanager
def in_front(folder: Path, data: Path, site_port: int, ports: tuple[int, int, int]) -> Iterator[Proxy]:
    """Run nginx in front of the site at `site_port` until the block ends; raises `TimeoutError` if it does not answer."""
    nginx = shutil.which("nginx") or "/usr/sbin/nginx"
    (folder / "disk").mkdir()
    (folder / "headers").touch()
    _certificate(folder)
    (folder / "nginx.conf").write_text(configuration(folder, data, site_port, ports))
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf"), "-g", "daemon off;"]
    process = subprocess.Popen(command)  # noqa: S603  # our own words only
    try:
        _wait(ports[0])
        yield Proxy(ports[0], ports[1], folder, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int) -> None:
    for _attempt in range(50):
        try:
            ask(port, "/healthz")
            return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError("nginx did not answer within ten seconds")
