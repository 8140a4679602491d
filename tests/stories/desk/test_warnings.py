"""What endangers people is noticed in English and Welsh, and ordinary words are not."""

from __future__ import annotations

import pytest

from partners.desk.warnings import Kind, Warning, found_in


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("Mia Jones, 9, sang first.", Kind.CHILD, "Mia Jones"),
        ("Aled Morgan from Year 6 sang.", Kind.CHILD, "Aled Morgan"),
        ("She is Zofia Nowak-Reid, aged 12.", Kind.CHILD, "Zofia Nowak-Reid"),
        ("Mae Gwen ap Siôn yn 7 oed.", Kind.CHILD, "Gwen ap Siôn"),
        ("Roedd Llŷr Huws yn ddisgybl yno.", Kind.CHILD, "Llŷr Huws"),
        ("We met at Marlby Primary School.", Kind.SCHOOL, "Marlby Primary School"),
        ("the hall of St Mary's Academy", Kind.SCHOOL, "St Mary's Academy"),
        ("yn Ysgol Gynradd Aberenghraifft", Kind.SCHOOL, "Ysgol Gynradd Aberenghraifft"),
        ("She lives at 12 Acacia Avenue.", Kind.ADDRESS, "12 Acacia Avenue"),
        ("Flat 3, above the shop", Kind.ADDRESS, "Flat 3"),
        ("yn 14 Stryd Fawr", Kind.ADDRESS, "14 Stryd Fawr"),
        ("Send it to SA1 2AB.", Kind.POSTCODE, "SA1 2AB"),
        ("ec1a1bb", Kind.POSTCODE, "ec1a1bb"),
        ("Call 07700 900123", Kind.PHONE, "07700 900123"),
        ("+44 (0)20 7946 0958", Kind.PHONE, "+44 (0)20 7946 0958"),
        ("Ffôn: 029 2018 0000", Kind.PHONE, "029 2018 0000"),
        ("write to mia@example.org.", Kind.EMAIL, "mia@example.org"),
    ],
)
def test_dangers_are_noticed(text: str, kind: Kind, words: str) -> None:
    assert Warning(kind, words) in found_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "At three in the morning on 12 November 2026, forty people ate 1,200 bowls.",
        "Viktor Petrov, 42, mends lifts at the hospital.",
        "We meet at B1 3pm, or at 10.30.",
        "In 1986 the mill shut. On Monday Morning Radio they said so.",
        "A school in the town sent its choir.",
        "Aeth yr Ysgol Sul i lan y môr.",
        "Cost: £1 500 000 in all.",
        "The pupils of the town met the Northbeck Council.",
    ],
)
def test_ordinary_words_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_the_same_words_are_asked_about_once() -> None:
    assert len(found_in("07700 900123, and again 07700 900123")) == 1


def test_numbers_are_noticed_in_every_script() -> None:
    assert [warning.kind for warning in found_in("فون ۰۷۷۰۰ ۹۰۰۱۲۳ یا 07700 900123")].count(Kind.PHONE) >= 1
