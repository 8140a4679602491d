"""A system check: the words of every language are compiled; compiled catalogues are made and not kept in git."""

from __future__ import annotations

from django.core.checks import CheckMessage, Warning, register

from languages.catalogues import catalogues, is_stale


@register()
def catalogues_are_compiled(**kwargs: object) -> list[CheckMessage]:
    """Each catalogue has a compiled form that is no older than itself: without it readers get English."""
    stale = [path.parts[-3] for path in catalogues() if is_stale(path)]
    words = f"Catalogues are not compiled: {', '.join(stale)}"
    return [Warning(words, hint="Run manage.py compile_catalogues", id="languages.W001")] if stale else []
