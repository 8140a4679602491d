"""The review every page goes through: one other pair of eyes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.locks import WorkflowLock
from wagtail.models import AbstractGroupApprovalTask, TaskState

from home.permissions import made_last_edit

if TYPE_CHECKING:
    from home.permissions import Person

Action = tuple[str, object, bool]
"""Its name, its words, and whether it is asked in a window."""

OWN_EDIT = _("You made the last change to this page, so somebody else must approve it.")


class OwnEditError(PermissionDenied):
    """Somebody tried to approve their own last edit; the message says what to do."""

    def __init__(self) -> None:
        super().__init__(str(OWN_EDIT))


class ReviewLock(WorkflowLock):
    """Keeps a page in review for its reviewers, and tells the one who edited last why there is no approving."""

    def get_message(self, user: Person) -> object:
        """Return the sentence at the top of the editor, or `None`."""
        return super().get_message(user) or (OWN_EDIT if made_last_edit(user, self.object) else None)


class ReviewTask(AbstractGroupApprovalTask):
    """Approval by a member of the chosen groups, never by the person who made the last edit."""

    lock_class = ReviewLock

    class Meta:
        verbose_name = _("review by somebody else")
        verbose_name_plural = _("reviews by somebody else")
        permissions = [("bypass_reviewtask", "Can publish without review")]

    @classmethod
    def get_description(cls) -> str:
        """Return what administrators read when they choose a kind of task."""
        return str(_("Members of the chosen groups approve, but never their own last edit."))

    def get_actions(self, obj: models.Model, user: Person) -> list[Action]:
        """Return the actions `user` may take on `obj`; approving is left out for the one who edited it last."""
        actions: list[Action] = super().get_actions(obj, user)
        if actions and made_last_edit(user, obj):
            return [action for action in actions if action[0] != "approve"]
        return actions

    def on_action(self, task_state: TaskState, user: Person, action_name: str, **kwargs: object) -> object:
        """Carry out an action; raises `OwnEditError` for approving one's own edit, however it was asked for.

        What goes live is the latest revision, so that is what an approval is for: without saying so, a page that was edited
        in review would have to be approved twice.
        """
        if action_name == "approve":
            page = task_state.workflow_state.content_object
            if made_last_edit(user, page):
                raise OwnEditError
            task_state.revision = page.get_latest_revision()
        return super().on_action(task_state, user, action_name, **kwargs)
