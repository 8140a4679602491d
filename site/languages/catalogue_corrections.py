"""Words of Django's and Wagtail's own catalogues that the project says differently, or says at all.

A project's catalogue stands before theirs, so a message collected from here wins; one left empty leaves theirs as it is. Django 5.2's
Welsh misspells July as "Gorffenaf" (LANGUAGES, Welsh, rule 7) and has no "5 minutes ago"; Wagtail's has 776 of 1,908 strings.
Here are those that an editor or a translator meets on every page.
"""

from __future__ import annotations

from django.utils.translation import gettext_noop, ngettext_lazy, pgettext_lazy

CORRECTED = (gettext_noop("July"), pgettext_lazy("alt. month", "July"))

TIMES = (
    ngettext_lazy("%(num)d year", "%(num)d years", "num"),
    ngettext_lazy("%(num)d month", "%(num)d months", "num"),
    ngettext_lazy("%(num)d week", "%(num)d weeks", "num"),
    ngettext_lazy("%(num)d day", "%(num)d days", "num"),
    ngettext_lazy("%(num)d hour", "%(num)d hours", "num"),
    ngettext_lazy("%(num)d minute", "%(num)d minutes", "num"),
)
"""The pieces of "5 minutes ago"."""

ADMIN = (
    gettext_noop("Reports"),
    gettext_noop("Dashboard"),
    gettext_noop("Sidebar"),
    gettext_noop("Search…"),
    gettext_noop("Search all pages…"),
    gettext_noop("Show filters"),
    gettext_noop("Filter by"),
    ngettext_lazy("There is %(counter)s match", "There are %(counter)s matches", "counter"),
    gettext_noop("Toggle breadcrumbs"),
    gettext_noop("Toggle section"),
    gettext_noop("Locale"),
    gettext_noop("Switch locales"),
    gettext_noop("Page type"),
    gettext_noop("Date updated"),
    gettext_noop("Created"),
    gettext_noop("Edited by"),
    gettext_noop("User"),
    gettext_noop("Move"),
    gettext_noop("Select"),
    gettext_noop("Add child page"),
    gettext_noop("More actions"),
    gettext_noop("View draft"),
    gettext_noop("View history"),
    gettext_noop("Visit the live page"),
    gettext_noop("Saved"),
    gettext_noop("Loading"),
)
"""Around every page."""

EDITOR = (
    gettext_noop("The page title as you'd like it to be seen by the public"),
    gettext_noop("Current page status:"),
    gettext_noop("live"),
    gettext_noop("in moderation"),
    gettext_noop("First published"),
    gettext_noop("No publishing schedule set"),
    gettext_noop("Set schedule"),
    gettext_noop("Visible to all"),
    gettext_noop("Not visible to the public"),
    gettext_noop("Once live anyone can view"),
    gettext_noop("Private"),
    gettext_noop("Unlocked"),
    gettext_noop("Side panels"),
    gettext_noop("Toggle status"),
    gettext_noop("Toggle preview"),
    gettext_noop("Toggle checks"),
    gettext_noop("Toggle comments"),
    gettext_noop("Comments"),
    gettext_noop("Add comment"),
    gettext_noop("Checks"),
    gettext_noop("Issues found"),
    gettext_noop("Reading time"),
    gettext_noop("Preview mode"),
    gettext_noop("Preview in mobile size"),
    gettext_noop("Preview in tablet size"),
    gettext_noop("Preview in desktop size"),
    gettext_noop("Preview in new tab"),
    gettext_noop("Preview is out of date"),
)
"""In the page editor."""
