"""Keeping wagtail-localize for what it is good at, and out of what it is not.

Its hooks add views that publish past the review and are guarded by one permission for all pages, buttons that lead there, and an
editor in place of the page editor. All of them are taken away, by name of their module, once they have been registered.
"""

from __future__ import annotations

from importlib import import_module

from compat.wagtail import registered_hooks

ENGINE = "wagtail_localize."
KEPT = frozenset({"register_permissions", "register_icons", "register_log_actions"})


def remove_views() -> None:
    """Take away every hook of the engine but those in `KEPT`, which open nothing."""
    import_module(f"{ENGINE}wagtail_hooks")
    for name, registered in registered_hooks().items():
        if name not in KEPT:
            registered[:] = [(hook, order) for hook, order in registered if not hook.__module__.startswith(ENGINE)]
