"""Who belongs to which organisation, and what they may do there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from partners.models.organisation import Organisation

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Memberships in the words of the desk."""

    def of(self, person: User | AnonymousUser) -> MembershipQuerySet:
        """Those of a person, in organisations that have not left; none of somebody who has not signed in."""
        if not person.is_authenticated or not person.is_active:
            return self.none()
        return self.filter(user=person).exclude(organisation__standing=Organisation.Standing.LEFT)

    def at(self, organisation: Organisation) -> MembershipQuerySet:
        """Those in an organisation, owners first, then in the order they came."""
        return self.filter(organisation=organisation).select_related("user").order_by("-role", "since", "pk")

    def owners(self) -> MembershipQuerySet:
        """Those that look after the others."""
        return self.filter(role=Membership.Role.OWNER)


class Membership(models.Model):
    """A person's place in an organisation. Somebody may belong to several; nobody sees another organisation's drafts."""

    class Role(models.TextChoices):
        """What a member may do: owners look after the members, too."""

        OWNER = "owner", _("Owner")
        CONTRIBUTOR = "contributor", _("Contributor")

    organisation = models.ForeignKey(
        Organisation, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("organisation")
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("person")
    )
    role = models.CharField(_("role"), max_length=12, choices=Role.choices, default=Role.CONTRIBUTOR)
    since = models.DateTimeField(_("since"), default=timezone.now, editable=False)
    last_seen = models.DateTimeField(_("last seen"), null=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("member")
        verbose_name_plural = _("members")
        constraints = [models.UniqueConstraint(fields=["organisation", "user"], name="member_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.organisation}"

    @property
    def is_owner(self) -> bool:
        """Whether the member looks after the others."""
        return self.role == self.Role.OWNER
