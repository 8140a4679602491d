"""A question is put into SQL once, and answered with the values of each asking."""

from __future__ import annotations

from threading import Thread

import pytest
from django.core.exceptions import FieldError
from django.db import connections
from django.db.models import Count, F, QuerySet, UUIDField
from wagtail.models import Locale, Page

from delivery.prepared import Prepared, Slot, number, text
from tests.factories import SmallSite


def test_prepared_is_built_once_and_answers_each_value(site_tree: SmallSite) -> None:
    built = []

    def build() -> QuerySet[Page]:
        built.append(True)
        return Page.objects.filter(slug=text("slug"))

    question = Prepared(build)
    for page in (site_tree.stories["en"], site_tree.directories["en"]):
        assert page.pk in [one.pk for one in question.ask(slug=page.slug)]
    assert question.ask(slug="nothing-like-it") == []
    assert len(built) == 1


def test_prepared_answers_as_the_queryset_does(site_tree: SmallSite) -> None:
    page = site_tree.stories["cy"]
    question = Prepared(
        lambda: Page.objects.filter(translation_key=Slot("key", UUIDField())).select_related("locale").order_by("-pk")
    )
    wanted = Page.objects.filter(translation_key=page.translation_key).order_by("-pk")
    assert question.ask(key=page.translation_key) == list(wanted)
    assert question.ask(key=page.translation_key)[0].locale.language_code == wanted[0].locale.language_code


def test_prepared_keeps_values_annotations_and_unions(site_tree: SmallSite) -> None:
    depth = number("depth")
    counted = Prepared(lambda: Page.objects.order_by().values_list("locale_id").annotate(count=Count("pk")))
    assert dict(counted.ask()) == dict(Page.objects.order_by().values_list("locale_id").annotate(count=Count("pk")))
    flat = Prepared(lambda: Page.objects.filter(depth=depth).annotate(place=F("path")).values_list("place", flat=True))
    assert flat.ask(depth=2) == list(Page.objects.filter(depth=2).values_list("path", flat=True))
    one = Page.objects.order_by().values_list("pk", flat=True)
    union = Prepared(lambda: one.filter(depth=depth).union(one.filter(slug=text("slug"))))
    slug = site_tree.stories["en"].slug
    assert set(union.ask(depth=1, slug=slug)) == set(one.filter(depth=1)) | set(one.filter(slug=slug))


def test_prepared_takes_nothing_for_an_answer(site_tree: SmallSite) -> None:
    assert Prepared(lambda: Page.objects.none()).ask() == []
    assert Prepared(lambda: Page.objects.filter(locale_id=number("locale"))).ask(locale=None) == []


def test_prepared_without_a_value_raises(site_tree: SmallSite) -> None:
    question = Prepared(lambda: Page.objects.filter(slug=text("slug")))
    with pytest.raises(KeyError):
        question.ask()
    assert question.ask(slug=site_tree.stories["en"].slug)


def test_prepared_wrongly_raises_each_time(db: None) -> None:
    question = Prepared(lambda: Page.objects.filter(colour=text("colour")))
    for _attempt in range(2):
        with pytest.raises(FieldError):
            question.ask(colour="red")


def test_prepared_asks_through_the_connection_of_each_thread(db: None) -> None:
    question = Prepared(lambda: Locale.all_objects.filter(language_code=text("code")))
    assert question.ask(code="en")
    used: list[object] = []

    def elsewhere() -> None:
        compiler = question._question.query.get_compiler("default")  # type: ignore[union-attr]  # asked before
        used.extend([compiler.connection, connections["default"]])

    thread = Thread(target=elsewhere)
    thread.start()
    thread.join()
    theirs, expected = used
    assert theirs is expected
    assert theirs is not connections["default"]
