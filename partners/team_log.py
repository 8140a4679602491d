"""Who did what in a team: written beside Wagtail's own history of the organisation, and read at the desk."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from accounts.models import User
from partners.models import Membership, Organisation

if TYPE_CHECKING:
    from partners.permissions import Person

PREFIX: Final = "partners.member_"
ACTIONS: Final = {
    "invited": (gettext_lazy("Invite"), gettext_lazy("Invited %(who)s")),
    "reminded": (gettext_lazy("Send invitation again"), gettext_lazy("Sent the invitation to %(who)s again")),
    "withdrawn": (gettext_lazy("Withdraw invitation"), gettext_lazy("Withdrew the invitation to %(who)s")),
    "joined": (gettext_lazy("Join"), gettext_lazy("Joined")),
    "left": (gettext_lazy("Leave"), gettext_lazy("Left")),
    "removed": (gettext_lazy("Remove"), gettext_lazy("Removed %(who)s")),
    "made_owner": (gettext_lazy("Make owner"), gettext_lazy("Made %(who)s an owner")),
    "made_contributor": (gettext_lazy("Make contributor"), gettext_lazy("Made %(who)s a contributor")),
    "handed_over": (gettext_lazy("Hand over"), gettext_lazy("Handed over to %(who)s")),
}
"""What can happen: its name in the history of the admin, and the sentence at the desk."""
GONE: Final = (f"{PREFIX}left", f"{PREFIX}removed")
SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the log."""

    at: datetime
    actor: str
    sentence: str


def note(
    organisation: Organisation, action: str, actor: Person | None, *, member: User | None = None, who: str = ""
) -> None:
    """Write a line; `who` is a name or address where there is no account to name. Raises `KeyError` for an unknown action."""
    if action not in ACTIONS:
        raise KeyError(action)
    data: dict[str, Any] = {"who": who} if member is None else {"member": member.pk}
    log(instance=organisation, action=f"{PREFIX}{action}", user=actor, data=data)


def _entries(organisation: Organisation) -> Any:
    return ModelLogEntry.objects.for_instance(organisation).filter(action__startswith=PREFIX)


def lines_about(organisation: Organisation) -> list[Line]:
    """Return what happened lately, the latest first, in three queries."""
    entries = list(_entries(organisation).select_related("user").order_by("-timestamp", "-pk")[:SHOWN])
    members = User.objects.in_bulk({entry.data["member"] for entry in entries if entry.data.get("member")})
    return [_line(entry, members) for entry in entries]


def _line(entry: ModelLogEntry, members: dict[int, User]) -> Line:
    member = members.get(entry.data.get("member", 0))
    who = member.shown_name if member else entry.data.get("who") or _("somebody who is no longer here")
    actor = entry.user.shown_name if entry.user else _("somebody who is no longer here")
    _label, sentence = ACTIONS[entry.action.removeprefix(PREFIX)]
    return Line(entry.timestamp, actor, str(sentence) % {"who": who})


def was_member(person: User, organisation: Organisation) -> bool:
    """Say whether a person belonged to an organisation once, or belongs to it still though it has left."""
    if Membership.objects.filter(user=person, organisation=organisation).exists():
        return True
    return bool(_entries(organisation).filter(action__in=GONE, data__member=person.pk).exists())
