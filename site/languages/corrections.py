"""Words of Django's own catalogues that the project says differently.

A project's catalogue stands before Django's, so a message collected from here wins. Django 5.2's Welsh misspells July as
"Gorffenaf" (LANGUAGES, Welsh, rule 7).
"""

from __future__ import annotations

from django.utils.translation import gettext_noop, pgettext_lazy

CORRECTED = (gettext_noop("July"), pgettext_lazy("alt. month", "July"))
