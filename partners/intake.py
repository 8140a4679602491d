"""Storing applications: each once, within limits, and with the letter that follows the commit."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.core.cache import cache
from django.db import transaction
from django.utils import timezone

from delivery.rate_limits import count_alone
from partners.application_limits import check_address, check_limits
from partners.emails import send_confirmation, send_way_back
from partners.forms import JoinForm
from partners.models import Application
from partners.models.applications import new_token

SECONDS_BETWEEN_LETTERS = 600


def fingerprint(fields: dict[str, Any], state: str, language: str, day: date) -> str:
    """Return a hash of what was sent on a day; the same form sent twice has the same one."""
    facts = {**fields, "strand": fields["strand"] and fields["strand"].pk, "email": fields["email"].casefold()}
    told = json.dumps([facts, state, language, day.isoformat()], sort_keys=True, default=str)
    return hashlib.sha256(told.encode()).hexdigest()


def _state(finishing: bool) -> str:
    return Application.State.SENT if finishing else Application.State.SAVED


def take_in(form: JoinForm, finishing: bool, *, language: str, network: str) -> Application:
    """Store a valid form and send its letter; the same form sent again within a day is the same application.

    Raises `RateLimitExceededError` when one more is one too many.
    """
    fields, state, today = form.application_fields(), _state(finishing), timezone.localdate()
    prints = [fingerprint(fields, state, language, day) for day in (today, today - timedelta(days=1))]
    with transaction.atomic():
        count_alone()
        known = Application.objects.filter(fingerprint__in=prints).first()
        if known is not None:
            _write_again(known)
            return known
        check_limits(email=fields["email"], network=network)
        application = Application.objects.create(**fields, state=state, language=language, fingerprint=prints[0])
        _write_to(application)
    return application


def finish_saved(saved: Application, form: JoinForm, finishing: bool) -> Application:
    """Put a valid form into an application saved before; when it is finished, ask for confirmation.

    Raises `RateLimitExceededError` when a new address has had too many letters. One that was finished already is left alone.
    """
    fields = form.application_fields()
    with transaction.atomic():
        application = Application.objects.select_for_update().get(pk=saved.pk)
        if application.state != Application.State.SAVED:
            return application
        if fields["email"].casefold() != application.email.casefold():
            check_address(fields["email"])
            application.token = new_token()  # the link that went to the old address must not confirm the new one
        for name, value in fields.items():
            setattr(application, name, value)
        application.state = _state(finishing)
        application.save()
        if finishing or application.token != saved.token:
            _write_to(application)
    return application


def _letter(application: Application) -> Callable[[Application], None]:
    return send_way_back if application.state == Application.State.SAVED else send_confirmation


def _write_to(application: Application) -> None:
    cache.set(_letter_key(application), True, timeout=SECONDS_BETWEEN_LETTERS)
    _letter(application)(application)


def _write_again(application: Application) -> None:
    """Send the letter once more to somebody who sent the same form again later: the first may be lost."""
    open_states = (Application.State.SAVED, Application.State.SENT)
    if application.state in open_states and cache.add(_letter_key(application), True, SECONDS_BETWEEN_LETTERS):
        _letter(application)(application)


def _letter_key(application: Application) -> str:
    return f"partners.letter:{application.pk}:{application.state}"
