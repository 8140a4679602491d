"""Forms about stories that arrive after their writer's session has ended (`partners.desk.interrupted_forms`)."""

from __future__ import annotations

from django.http import HttpRequest, QueryDict

from accounts.models import User
from partners.desk import interrupted_forms
from partners.desk.decorators import preserve_form
from stories.models import KeptForm, Submission
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload


@every_night("forget_kept_forms")
def delete_overdue(payload: Payload) -> None:
    """Delete forms whose writers have not come back for them."""
    interrupted_forms.delete_overdue(KeptForm)


def store_form(request: HttpRequest, pk: int | None = None) -> KeptForm | None:
    """Store the form that `request` posts; `pk` is the key of the submission it is about, if there is one already."""
    story = Submission.objects.filter(pk=pk).first() if pk else None
    return interrupted_forms.store_form(KeptForm, request, submission=story)


def stored_form(request: HttpRequest, person: User) -> QueryDict | None:
    """Return what `person` had typed before their session ended, if the address of the page names it, or `None`."""
    return interrupted_forms.stored_form(KeptForm, request.GET.get("kept", ""), person)


def delete_form(token: str, person: User) -> None:
    """Delete a stored form: what it held has been saved."""
    interrupted_forms.delete_form(KeptForm, token, person)


form_preserved = preserve_form(store_form)
"""Decorates the views of the desk that take in a form."""
