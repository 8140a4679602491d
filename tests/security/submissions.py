"""A story that organisation A is writing."""

from __future__ import annotations

from stories.models import Submission
from tests.security.people import Role, World


def submission_of_a(world: World) -> Submission:
    """Return the draft of A as its member writes it; made when it is first asked for."""
    draft, author = world.things["draft"], world.people[Role.MEMBER_A]
    known = Submission.objects.filter(page=draft).first()
    if known is not None:
        return known
    draft.save_revision(user=author)
    return Submission.objects.create(page=draft, organisation=world.ours, author=author, changed_by=author)
