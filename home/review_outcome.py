"""What happens when a review ends well."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wagtail.models import WorkflowState


def publish_reviewed(workflow_state: WorkflowState, user: object = None) -> None:
    """Publish the latest revision of the reviewed page; the approval is the right to do so."""
    page = workflow_state.content_object
    page.get_latest_revision().publish(user=user, skip_permission_checks=True)
