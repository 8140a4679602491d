"""Taking in the form of a story. First everything that was typed is saved; only then comes what the button asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language

from accounts.models import User
from languages.configured import DEFAULT_LANGUAGE, is_configured
from partners.desk.decorators import wants_json
from partners.desk.merging import Values, marks, seen_in
from partners.models import Membership
from stories.desk.access import submission_at
from stories.desk.answers import keep_answers, keep_replies
from stories.desk.completeness import problems, unanswered
from stories.desk.conflicts import show_conflicts
from stories.desk.draft_mapping import read
from stories.desk.forms import StoryForm
from stories.desk.interrupted_forms import delete_form
from stories.desk.picture_uploads import Refused, moving, removing, take_in
from stories.desk.presence import be_here, others_here
from stories.desk.presenting import people_address, picture_rows
from stories.desk.responses import lead_to, own_address, show_form, show_locked, show_new
from stories.desk.saving import LockedError, Saved, begin, change, save
from stories.desk.sending import send
from stories.desk.story_draft import declaration_of
from stories.models import Submission

PICTURE_ACTION: Final = re.compile(r"(?P<what>up|down|remove)-(?P<key>\d{1,12})")


@dataclass(frozen=True, slots=True)
class Received:
    """One form that came in, and what became of it."""

    request: HttpRequest
    membership: Membership
    submission: Submission
    person: User
    form: StoryForm
    saved: Saved
    refused: list[Refused]

    @property
    def action(self) -> str:
        """What the button asked for."""
        return self.request.POST.get("action", "save")


def receive_new(request: HttpRequest, membership: Membership, person: User) -> HttpResponse:
    """Begin the story of a form that was sent for the first time, and take the form in."""
    key = request.POST.get("key", "")
    if not re.fullmatch(r"[0-9a-f]{32}", key):
        return show_new(request, membership, kept=request.POST, status=422)
    code = request.POST.get("language") or get_language() or DEFAULT_LANGUAGE.code
    submission = begin(membership.organisation, person, key, code if is_configured(code) else DEFAULT_LANGUAGE.code)
    return receive(request, membership, submission, person)


def receive(request: HttpRequest, membership: Membership, submission: Submission, person: User) -> HttpResponse:
    """Save what was sent and answer it: with a page, or with JSON for the script that saves as one types."""
    draft = read(submission, submission.story())
    form = StoryForm(request.POST, draft=draft, fixed_language=submission.page.first_published_at is not None)
    typed = form.typed()
    try:
        saved = save(submission, person, typed, seen_in(request.POST))
        refused = take_in(saved.submission, person, request.FILES.getlist("files"))
    except LockedError:
        return _too_late(request, membership, submission, typed)
    be_here(submission, person)
    delete_form(request.POST.get("kept", ""), person)
    keep_answers(saved.submission, saved.draft, request.POST)
    now = submission_at(membership, submission.pk)  # with the pictures that have just come
    received = Received(request, membership, now, person, form, saved, refused)
    return _as_json(received) if wants_json(request) else _as_page(received)


def _too_late(request: HttpRequest, membership: Membership, submission: Submission, typed: Values) -> HttpResponse:
    """Answer a form whose story is with the editors by now; what it would have changed comes back to its writer."""
    now = read(submission, submission.story()).values()
    is_old = marks({name: now.get(name, value) for name, value in typed.items()}, declaration_of) == marks(
        typed, declaration_of
    )
    address = own_address(membership, submission)
    if wants_json(request):
        return JsonResponse({"locked": address}, status=409)
    if is_old:  # the second click on "Send", or the back button after it: nothing is lost
        return lead_to(address)
    words = "\n\n".join(str(value) for name, value in typed.items() if value and declaration_of(name).is_text)
    return show_locked(request, membership, submission, typed=words, status=409)


def _as_page(received: Received) -> HttpResponse:
    if received.saved.conflicts:
        return show_conflicts(received.request, received.membership, received.form, received.saved)
    if received.form.errors or received.refused:
        return _again(received, refused=received.refused)
    if found := PICTURE_ACTION.fullmatch(received.action):
        return _change_pictures(received, found["what"], int(found["key"]))
    return _ACTIONS.get(received.action, _saved)(received)


def _again(received: Received, **context: Any) -> HttpResponse:
    """Show the form again with what was typed and what is to be put right."""
    return show_form(
        received.request,
        received.membership,
        received.submission,
        kept=_fresh(received),
        seen=received.saved.marks,
        status=422,
        **context,
    )


def _fresh(received: Received) -> QueryDict:
    """Return what was typed, with the fields of pictures that have come since."""
    data = received.request.POST.copy()
    now = read(received.submission, received.submission.story())
    for name, value in now.picture_values().items():
        if name not in data:
            data[name] = value
    return data


def _address(received: Received, name: str = "story") -> str:
    return own_address(received.membership, received.submission, name)


def _saved(received: Received) -> HttpResponse:
    return lead_to(f"{_address(received)}?saved=1")


def _added(received: Received) -> HttpResponse:
    return lead_to(f"{_address(received)}#pictures")


def _previewed(received: Received) -> HttpResponse:
    return lead_to(_address(received, "preview"))


def _people(received: Received) -> HttpResponse:
    return lead_to(people_address(received.submission) or _address(received))


def _replied(received: Received) -> HttpResponse:
    keep_replies(received.submission, received.person, received.request.POST)
    return lead_to(f"{_address(received)}#notes")


def _change_pictures(received: Received, what: str, key: int) -> HttpResponse:
    changed = removing(key) if what == "remove" else moving(key, -1 if what == "up" else 1)
    change(received.submission, received.person, changed)
    return lead_to(f"{_address(received)}#pictures")


def _sent(received: Received) -> HttpResponse:
    """Send the story, unless something is missing or a warning is unanswered: then say so."""
    submission = received.submission
    draft = read(submission, submission.story())
    keep_replies(submission, received.person, received.request.POST)
    if found := problems(draft):
        return _again(received, problems=found)
    if waiting := unanswered(submission, draft):
        return _again(received, warnings=waiting)
    send(submission, received.person)
    index = reverse("desk:index", args=[received.membership.organisation.key])
    return lead_to(f"{index}?sent={submission.pk}")


_ACTIONS: Final[dict[str, Callable[[Received], HttpResponse]]] = {
    "upload": _added,
    "preview": _previewed,
    "people": _people,
    "reply": _replied,
    "send": _sent,
}


def _as_json(received: Received) -> HttpResponse:
    """Answer the script: when it was saved, the marks to go on with, who else is here, and what was not saved."""
    saved = received.saved
    told: dict[str, Any] = {
        "saved": time_format(timezone.localtime(received.submission.changed), "TIME_FORMAT"),
        "url": _address(received),
        "version": received.submission.version,
        "seen": saved.marks,
        "others": others_here(saved.submission, received.person),
        "conflicts": list(saved.conflicts),
        "errors": {name: [str(message) for message in messages] for name, messages in received.form.errors.items()},
        "refused": [f"{refused.name}: {refused.message}" for refused in received.refused],
    }
    if received.request.FILES:
        told |= _pictures(received)
    return JsonResponse(told, status=409 if saved.conflicts else 200)


def _pictures(received: Received) -> dict[str, Any]:
    """Return the list of pictures as it is now, and the marks of what its fields show: with those the script goes on."""
    submission = received.submission
    draft = read(submission, submission.story())
    form = StoryForm(draft=draft)
    context = {"pictures": picture_rows(submission, form), "refused": received.refused}
    html = render_to_string("desk/story_pictures.html", context, request=received.request)
    return {"pictures": html, "shown": marks(draft.picture_values(), declaration_of)}
