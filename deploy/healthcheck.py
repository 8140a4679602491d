"""Ask the server in this container whether it answers, as the site's own host; exits with 1 when it does not."""

from __future__ import annotations

import os
import sys
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit


def is_healthy(port: int, host: str) -> bool:
    """Say whether `/healthz` answers 200 on this machine when asked for as `host`."""
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()


if __name__ == "__main__":
    wanted = urlsplit(os.environ.get("SITE_URL", "")).netloc or "127.0.0.1"
    sys.exit(0 if is_healthy(int(os.environ.get("PORT", "8000")), wanted) else 1)
