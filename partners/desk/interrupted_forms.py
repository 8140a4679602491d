"""Forms that arrive after their writer's session has ended: stored on the server until they have signed in again.

Every form carries a signed word for whom it was made. Without it nothing a stranger sends is stored. What a form is about (a story,
an event) is for the model that builds on `AbstractInterruptedForm` to say.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import Final, TypeVar

from django.conf import settings
from django.core import signing
from django.db import models
from django.http import HttpRequest, QueryDict
from django.utils import timezone

from accounts.models import User

_SALT: Final = "stories.desk.form"  # forms that stand open were sealed with it
FORM_AGE: Final = timedelta(days=30)
"""How long a form may have stood open."""
WAITING_TIME: Final = timedelta(days=7)
"""How long an interrupted form waits for its writer."""
MOST_FORMS: Final = 20
"""Interrupted forms of one person; what comes on top replaces the oldest."""


def new_token() -> str:
    """Return an unguessable name for an interrupted form."""
    return secrets.token_urlsafe(24)


class AbstractInterruptedForm(models.Model):
    """What somebody typed and sent after their session had ended. Only the member it was made for sees it again."""

    token = models.CharField(max_length=40, unique=True, default=new_token, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    fields = models.JSONField(default=dict)
    created = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.user_id} {self.created:%Y-%m-%d %H:%M}"


Form = TypeVar("Form", bound=AbstractInterruptedForm)


def seal(person: User) -> str:
    """Return the signed word that a form carries: whom it was made for."""
    return signing.dumps(person.pk, salt=_SALT)


def sealed_for(word: str) -> int | None:
    """Return the key of the person a form was made for; `None` if it was not made by us, or long ago."""
    try:
        return int(signing.loads(word, salt=_SALT, max_age=FORM_AGE))
    except (signing.BadSignature, TypeError, ValueError):
        return None


def delete_overdue(model: type[AbstractInterruptedForm]) -> None:
    """Delete forms whose writers have not come back for them."""
    model._default_manager.filter(created__lt=timezone.now() - WAITING_TIME).delete()


def store_form(model: type[Form], request: HttpRequest, **about: models.Model | None) -> Form | None:
    """Store the form that `request` posts for the person it was made for; `None` if it is not one of ours.

    `about` are further fields of `model`: what the form was about.
    """
    key = sealed_for(request.POST.get("seal", ""))
    person = User.objects.filter(pk=key, is_active=True).first() if key is not None else None
    if person is None:
        return None
    delete_overdue(model)
    forms = model._default_manager.filter(user=person)
    forms.filter(pk__in=list(forms.order_by("-created").values_list("pk", flat=True)[MOST_FORMS - 1 :])).delete()
    return model._default_manager.create(user=person, fields=dict(request.POST.lists()), **about)


def stored_form(model: type[AbstractInterruptedForm], token: str, person: User) -> QueryDict | None:
    """Return what `person` had typed into the form stored as `token`, or `None`."""
    form = model._default_manager.filter(token=token, user=person).first() if token.isprintable() else None
    if form is None:
        return None
    fields = QueryDict(mutable=True)
    for name, values in form.fields.items():
        fields.setlist(name, values)
    return fields


def delete_form(model: type[AbstractInterruptedForm], token: str, person: User) -> None:
    """Delete a stored form: what it held has been saved."""
    if token.isprintable():
        model._default_manager.filter(token=token, user=person).delete()
