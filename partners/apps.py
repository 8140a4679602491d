"""The partners app: organisations, their profiles and pledges, the directory, and joining."""

from __future__ import annotations

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from delivery.memory.declarations import RemembersPages
from delivery.stylesheets.declarations import CARD, FIELDS, HasStylesheets


class PartnersConfig(RemembersPages, HasStylesheets, AppConfig):
    """Organisations and what they promise."""

    name = "partners"
    verbose_name = _("Partners")
    remembered_parameters = ("name", "sector", "region", "done")
    stylesheets = {
        "directory": ("field", "choice", "partner-card", "empty", "page-directory"),
        "partner": (
            *CARD,
            "card-lead",
            "card-grid",
            "quote",
            "prose",
            "read-in",
            "facts",
            "pledge",
            "empty",
            "page-partner",
        ),
        "form": (*FIELDS, "note", "numbered", "prose", "read-in", "page-form"),
        "desk": (*FIELDS, "note", "status", "table", "consent", "empty", "page-form", "page-desk"),
    }

    def ready(self) -> None:
        """Register the rights on applications, before any view of the admin asks for them, what pages show, names and public logos."""
        from wagtail.permissions import register_permission_policy

        from delivery.media.publicity import shows
        from partners import directory, joining, presentation, report_names  # noqa: F401  # imported for what they register
        from partners.models import Application, Organisation
        from partners.policies import ApplicationPolicy

        register_permission_policy(Application, ApplicationPolicy(Application))
        shows(Organisation, Organisation.objects.taken_in)  # its logo
