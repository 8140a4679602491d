"""Rights on people, concerns and withdrawals as the admin's generic views ask for them: they are read there, never written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import Model
from wagtail.permission_policies import ModelPermissionPolicy

from stories.consent.permissions import may_look_people_up, may_read_concerns, may_see_withdrawals
from stories.models import Concern, Person, Withdrawal


class ReadingPolicy(ModelPermissionPolicy):
    """Lets those whom `may_read` lets look, and lets nobody add, change or delete by the admin's own forms."""

    def __init__(self, model: type[Model], may_read: Callable[[Any], bool]) -> None:
        super().__init__(model)
        self._may_read = may_read

    def user_has_permission(self, user: Any, action: str) -> bool:
        """Say whether `user` may do `action`."""
        return action == "view" and self._may_read(user)

    def user_has_any_permission(self, user: Any, actions: list[str]) -> bool:
        """Say whether `user` may do one of `actions`."""
        return any(self.user_has_permission(user, action) for action in actions)


POLICIES = (
    ReadingPolicy(Person, may_look_people_up),
    ReadingPolicy(Concern, may_read_concerns),
    ReadingPolicy(Withdrawal, may_see_withdrawals),
)
