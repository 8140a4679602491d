"""How long stories from the public are kept once they have been dealt with; what was made of one has a time of its own."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.conf import settings
from django.utils import timezone

from stories.models import PublicStory
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload

FORGET: Final = "forget_told"


@every_night(FORGET)
def forget_told(payload: Payload) -> None:
    """Delete what was dealt with `DECLINED_DAYS` ago; where a story came of it, the link in the letter works as long as that is there."""
    past = PublicStory.objects.dealt_with_before(timezone.now() - timedelta(days=settings.DECLINED_DAYS))
    past.filter(page=None).delete()
