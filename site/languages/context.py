"""What every template knows of languages."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language

from languages.configured import DEFAULT_LANGUAGE, is_configured, language_for


def languages(request: HttpRequest) -> dict[str, Any]:
    """Offer `chrome_language`: the `Language` of the words around the page's own content."""
    code = get_language() or ""
    return {"chrome_language": language_for(code) if is_configured(code) else DEFAULT_LANGUAGE}
