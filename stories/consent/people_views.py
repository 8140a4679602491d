"""The people in a story, asked in plain words: the one question, each person, and how they agree.

Members ask about their organisation's stories at the desk, editors about any story beside the editor. Both see the same pages.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from stories.consent import private_links, rules
from stories.consent.consent_records import statement_of
from stories.consent.people_forms import PaperForm, PeopleForm, PersonForm
from stories.consent.people_pages import (
    Asking,
    initial_of,
    keep_answer,
    keep_paper,
    keep_person,
    missing,
    problems,
    rows,
)
from stories.consent.withdrawing import withdraw
from stories.models import Consent, Person, StoryPage
from stories.models.consent import Decider, Giver


def _sent(request: HttpRequest) -> QueryDict | None:
    """Return what was sent; `None` for a page that is only looked at. A form with nothing ticked sends nothing at all."""
    return request.POST if request.method == "POST" else None


def _see(address: str) -> HttpResponse:
    return HttpResponseRedirect(address, status=303)


def _show(request: HttpRequest, asking: Asking, template: str, status: int = 200, **context: Any) -> HttpResponse:
    shared = {"asking": asking, "organisation": asking.organisation, "story": asking.story}
    return render(request, f"stories/people/{template}.html", {**shared, **context}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def people(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Show the question with everybody who is listed, or take in the answer."""
    listed = rows(asking)
    initial = {"answer": asking.answer}
    form = PeopleForm(_sent(request), initial=initial, is_anybody_listed=bool(listed))
    if request.method == "POST" and form.is_valid():
        keep_answer(asking, form.cleaned_data["answer"])
        return _see(asking.address("people"))
    status = 422 if form.errors else 200
    is_new = asking.answer != "" and _has_new_media(asking)
    return _show(
        request,
        asking,
        "people",
        status,
        form=form,
        rows=listed,
        error_list=problems(form) if form.is_bound else [],
        answer=asking.answer,
        is_new=is_new,
        add_url=asking.address("add"),
    )


def _has_new_media(asking: Asking) -> bool:
    statement = statement_of(asking.story)
    return statement is not None and not rules.media_of(asking.story) <= set(statement.media)


def _person(asking: Asking, person: int) -> Person:
    """Return somebody in this story; raises `Http404` for anybody else."""
    found: Person | None = Person.objects.in_story(asking.story.translation_key).filter(pk=person).first()
    if found is None:
        raise Http404
    return found


@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest, asking: Asking) -> HttpResponse:
    """Show the form about one more person, or take it in."""
    return _edit(request, asking, None)


def _edit(request: HttpRequest, asking: Asking, person: Person | None) -> HttpResponse:
    pictures = asking.pictures()
    initial = initial_of(asking, person) if person else {"language": asking.story.original_language}
    keys = [picture.pk for picture in pictures]
    form = PersonForm(_sent(request), initial=initial, pictures=keys, answer=asking.answer)
    if request.method == "POST" and form.is_valid():
        kept = keep_person(asking, form, person)
        return _see(asking.address("person", kept.pk))
    status, errors = (422, problems(form)) if form.errors else (200, [])
    return _show(request, asking, "edit", status, form=form, error_list=errors, pictures=pictures, person=person)


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, asking: Asking, person: int) -> HttpResponse:
    """Show the form about somebody again, or take it in."""
    return _edit(request, asking, _person(asking, person))


@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, asking: Asking, person: int) -> HttpResponse:
    """Show what somebody said and how they may be asked; send or show a link, take in a signed form, take them out."""
    found = _person(asking, person)
    if request.method != "POST":
        return _show_person(request, asking, found)
    acts = {"send": _send, "link": _make_link, "paper": _paper, "remove": _remove}
    act = acts.get(request.POST.get("action", ""))
    return act(request, asking, found) if act else _show_person(request, asking, found)


def _paper_form(request: HttpRequest, found: Person) -> PaperForm:
    is_sent = request.POST.get("action") == "paper"
    data = (request.POST, request.FILES) if is_sent else ()
    return PaperForm(*data, is_under_16=found.is_under_16)


def _show_person(
    request: HttpRequest, asking: Asking, found: Person, form: PaperForm | None = None, link: str = ""
) -> HttpResponse:
    appearances = list(rules.appearances_in(asking.story.translation_key).filter(person=found))
    consents = Consent.objects.filter(appearance=appearances[0]) if appearances else Consent.objects.none()
    form = form or _paper_form(request, found)
    return _show(
        request,
        asking,
        "person",
        422 if form.errors else 200,
        person=found,
        missing=missing(appearances),
        consents=consents,
        givers=[
            (giver, private_links.address_to_write_to(found, giver), private_links.last_made(found, giver))
            for giver in rules.needed_givers(found)
        ],
        form=form,
        error_list=problems(form) if form.errors else [],
        link=link,
        sent=request.GET.get("sent", ""),
        edit_url=asking.address("edit", found.pk),
        withdraw_url=asking.address("withdraw", found.pk),
    )


def _giver(request: HttpRequest, found: Person) -> Giver:
    asked = request.POST.get("giver", "")
    return Giver.GUARDIAN if asked == Giver.GUARDIAN and found.is_under_16 else Giver.PERSON


def _send(request: HttpRequest, asking: Asking, found: Person) -> HttpResponse:
    sent = private_links.send_link(found, _giver(request, found), asking.user)
    return _see(f"{asking.address('person', found.pk)}?sent={'yes' if sent else 'no'}")


def _make_link(request: HttpRequest, asking: Asking, found: Person) -> HttpResponse:
    """Show a new link, this once: only its hash is kept."""
    token = private_links.make_link(found, _giver(request, found), asking.user)
    return _show_person(request, asking, found, link=private_links.address(token, found.language))


def _paper(request: HttpRequest, asking: Asking, found: Person) -> HttpResponse:
    form = _paper_form(request, found)
    if not form.is_valid():
        return _show_person(request, asking, found, form)
    keep_paper(asking, found, form.cleaned_data)
    return _see(asking.address("person", found.pk))


def _remove(request: HttpRequest, asking: Asking, found: Person) -> HttpResponse:
    """Take somebody out of a story that is not live; one who is in no other story is forgotten."""
    key = asking.story.translation_key
    if not StoryPage.objects.live().filter(translation_key=key).exists():
        found.appearances.filter(story_key=key).delete()
        Person.objects.filter(pk=found.pk).nowhere().delete()
        return _see(asking.address("people"))
    return _see(asking.address("withdraw", found.pk))


@require_http_methods(["GET", "HEAD", "POST"])
def withdraw_for(request: HttpRequest, asking: Asking, person: int) -> HttpResponse:
    """Ask once, then withdraw the story for somebody who has told us so."""
    found = _person(asking, person)
    if request.method != "POST":
        return _show(request, asking, "withdraw", person=found, person_url=asking.address("person", found.pk))
    by = Decider.EDITOR if asking.is_editor else Decider.PARTNER
    withdrawal = withdraw(asking.story.translation_key, by=by, person=found)
    return _see(reverse("stories:receipt", args=[withdrawal.receipt]))
