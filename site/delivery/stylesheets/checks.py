"""A system check: nobody serves pages without the style sheets they name, which are made and not kept in git."""

from __future__ import annotations

from django.core.checks import CheckMessage, Warning, register

from delivery.stylesheets.declarations import SERVED, stylesheets


@register()
def style_sheets_are_built(**kwargs: object) -> list[CheckMessage]:
    """Each declared sheet stands where it is served from."""
    missing = sorted(name for name in stylesheets() if not (SERVED / f"{name}.css").is_file())
    words = f"Style sheets are not built: {', '.join(missing)}"
    return [Warning(words, hint="Run manage.py build_stylesheets", id="delivery.W001")] if missing else []
