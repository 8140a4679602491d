"""Where a request comes from, as coarsely as limits need it."""

from __future__ import annotations

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_network(request: HttpRequest) -> str:
    """Return the network a request comes from: the /24 of an IPv4 address, the /48 of an IPv6 address, or ''.

    Behind a proxy (`TRUST_PROXY`) the last address in `X-Forwarded-For` counts: the proxy itself wrote it.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if getattr(settings, "TRUST_PROXY", False):
        address = request.headers.get("X-Forwarded-For", address).split(",")[-1].strip()
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return ""
    return str(ipaddress.ip_network(f"{address}/{24 if version == 4 else 48}", strict=False))
