"""The models of the partners app, one role a module."""

from partners.models.applications import Application
from partners.models.invitation import Invitation
from partners.models.membership import Membership
from partners.models.organisation import Organisation, OrganisationRegion, Sector
from partners.models.partner_pages import DirectoryPage, JoinPage, PartnerPage
from partners.models.pledge import Pledge

__all__ = [
    "Application",
    "DirectoryPage",
    "Invitation",
    "JoinPage",
    "Membership",
    "Organisation",
    "OrganisationRegion",
    "PartnerPage",
    "Pledge",
    "Sector",
]
