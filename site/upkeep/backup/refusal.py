"""Why a backup or a restore does not go on."""

from __future__ import annotations


class RefusedError(Exception):
    """Carries one plain sentence for the operator; whoever raises it has left nothing half done that looks whole."""
