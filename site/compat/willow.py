"""Insides of Willow 1.12: its Pillow operations, which have no settings; its registry is asked only for those a class lacks."""

from __future__ import annotations

from collections.abc import Callable

from willow.plugins.pillow import PillowImage


def set_pillow_operations(
    *, save_as_avif: Callable[..., object], get_icc_profile: Callable[[PillowImage], bytes | None]
) -> None:
    """Have every picture written as AVIF, and asked for its colour profile, by functions of the site."""
    PillowImage.save_as_avif = save_as_avif
    PillowImage.get_icc_profile = get_icc_profile
