"""Wagtail's own letters about reviews stay away from partners' stories.

They would write to every moderator about every story, and to members with an address in the admin that is not theirs to open.
Our own are `stories.moderation.emails` and `stories.moderation.editors`.
"""

from __future__ import annotations

from typing import Any, Final

from wagtail.admin import mail
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from stories.models import Submission


def is_submission(state: WorkflowState) -> bool:
    """Say whether a workflow is about a story that a partner sent."""
    return state.object_id.isdigit() and Submission.objects.filter(page_id=int(state.object_id)).exists()


class _Quiet:
    """Leaves out what partners and editors hear of by letters of our own."""

    def can_handle(self, instance: Any, **kwargs: Any) -> bool:
        """Say whether Wagtail's letter is to be sent."""
        state = getattr(instance, "workflow_state", instance)
        return bool(super().can_handle(instance, **kwargs)) and not is_submission(state)  # type: ignore[misc]  # a mixin


class _Submitted(_Quiet, mail.WorkflowStateSubmissionEmailNotifier):  # type: ignore[misc]  # see `_Quiet`
    pass


class _Approved(_Quiet, mail.WorkflowStateApprovalEmailNotifier):  # type: ignore[misc]  # see `_Quiet`
    pass


class _Rejected(_Quiet, mail.WorkflowStateRejectionEmailNotifier):  # type: ignore[misc]  # see `_Quiet`
    pass


class _TaskSubmitted(_Quiet, mail.GroupApprovalTaskStateSubmissionEmailNotifier):  # type: ignore[misc]  # see `_Quiet`
    pass


# Wagtail's names for its own connections (`wagtail.admin.signal_handlers`): under them ours take their place.
_CONNECTIONS: Final = (
    (task_submitted, TaskState, "group_approval_task_submitted_email_notification", _TaskSubmitted()),
    (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification", _Submitted()),
    (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification", _Rejected()),
    (workflow_approved, WorkflowState, "workflow_state_approved_email_notification", _Approved()),
)


def keep_quiet() -> None:
    """Put our notifiers in the place of Wagtail's."""
    for signal, sender, name, notifier in _CONNECTIONS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(notifier, sender=sender, dispatch_uid=name)
