"""Forms that arrive after their writer's session has ended: kept on the server until they have signed in again.

Every form carries a signed word for whom it was made. Without it nothing a stranger sends is kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from django.core import signing
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from accounts.models import User
from stories.models import KeptForm, Submission
from upkeep.nightly import every_night
from upkeep.outbox.handlers import Payload

_SALT: Final = "stories.desk.form"
AGE: Final = timedelta(days=30)
"""How long a form may have stood open."""
KEPT: Final = timedelta(days=7)
"""How long a kept form waits for its writer."""
MOST: Final = 20
"""Kept forms of one person; what comes on top replaces the oldest."""


def seal(person: User) -> str:
    """Return the signed word that a form carries: whom it was made for."""
    return signing.dumps(person.pk, salt=_SALT)


def sealed_for(word: str) -> int | None:
    """Return the key of the person a form was made for; `None` if it was not made by us, or long ago."""
    try:
        return int(signing.loads(word, salt=_SALT, max_age=AGE))
    except (signing.BadSignature, TypeError, ValueError):
        return None


@every_night("forget_kept_forms")
def forget_kept_forms(payload: Payload) -> None:
    """Delete forms whose writers have not come back for them."""
    KeptForm.objects.older_than(timezone.now() - KEPT).delete()


def keep_form(request: HttpRequest, pk: int | None = None) -> KeptForm | None:
    """Keep the form that `request` posts for the person it was made for; `None` if it is not one of ours.

    `pk` is the key of the submission it is about, if there is one already.
    """
    key = sealed_for(request.POST.get("seal", ""))
    person = User.objects.filter(pk=key, is_active=True).first() if key is not None else None
    if person is None:
        return None
    forms = KeptForm.objects.filter(user=person)
    forget_kept_forms({})
    forms.filter(pk__in=list(forms.order_by("-created").values_list("pk", flat=True)[MOST - 1 :])).delete()
    story = Submission.objects.filter(pk=pk).first() if pk else None
    return KeptForm.objects.create(user=person, submission=story, fields=dict(request.POST.lists()))


def kept_form(token: str, person: User) -> QueryDict | None:
    """Return what `person` had typed into the form kept as `token`, or `None`."""
    form = KeptForm.objects.filter(token=token, user=person).first() if token.isprintable() else None
    if form is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in form.fields.items():
        fields.setlist(name, values)
    return fields


def forget_form(token: str, person: User) -> None:
    """Forget a kept form: what it held has been saved."""
    if token.isprintable():
        KeptForm.objects.filter(token=token, user=person).delete()
