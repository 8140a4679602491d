"""What partners add to the admin: their menu, and the words for decisions in the history."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry
from wagtail.snippets.models import register_snippet

from partners.team_log import ACTIONS, PREFIX
from partners.viewsets import PartnersGroup

register_snippet(PartnersGroup)


@hooks.register("register_log_actions")
def register_decisions(actions: LogActionRegistry) -> None:
    """Give decisions about applications a name in the history."""
    actions.register_action("partners.approved", _("Approve application"), _("Application approved"))
    actions.register_action("partners.declined", _("Decline application"), _("Application declined"))


@hooks.register("register_log_actions")
def register_changes_of_teams(actions: LogActionRegistry) -> None:
    """Give what happens in teams a name in the history of their organisation."""
    for action, (label, _sentence) in ACTIONS.items():
        actions.register_action(f"{PREFIX}{action}", label, label)
