"""The pages of the admin on which what others typed is listed."""

from __future__ import annotations

EXPORTS = (
    "reports/translations/",
    "reports/aging-pages/",
    "reports/locked/",
    "reports/site-history/",
    "reports/workflow/",
    "reports/workflow_tasks/",
    "redirects/",
)
"""The pages of the admin with a spreadsheet; tests/delivery/test_spreadsheets.py knows that there are no others."""
LISTS = (
    "",
    "moderation/",
    "pages/",
    "stories/",
    "images/",
    "users/",
    "reports/translations/figures/",
    "snippets/partners/organisation/",
    "snippets/partners/application/",
    "snippets/stories/concern/",
    "snippets/stories/person/",
    "snippets/stories/publicstory/",
    "choose-page/?q=soup",
    "images/chooser/",
    "search/?q=soup",
    *EXPORTS,
)
