"""Rights on applications as the admin's generic views ask for them."""

from __future__ import annotations

from typing import Any

from wagtail.permission_policies import ModelPermissionPolicy

from partners.permissions import may_read_applications


class ApplicationPolicy(ModelPermissionPolicy):
    """Applications are what somebody else wrote: nobody adds or changes one in the admin. They are read and decided."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether `user` may do `action`; deleting is an ordinary permission."""
        if action in ("add", "change"):
            return False
        if action == "view":
            return may_read_applications(user)
        return bool(super().user_has_permission(user, action))

    def user_has_any_permission(self, user: object, actions: list[str]) -> bool:
        """Say whether `user` may do one of `actions`."""
        return any(self.user_has_permission(user, action) for action in actions)
