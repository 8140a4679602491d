"""The demonstration in Welsh: no word of the interface is left in English (LANGUAGES, rule 1)."""

from __future__ import annotations

from tests.demo.conftest import Visit
from tests.languages.english import english_in


def test_rule_01_no_english_leaks_into_the_welsh_demonstration(visits: list[Visit]) -> None:
    welsh = [visit for visit in visits if visit.page.locale.language_code == "cy"]
    leaks = {visit.page.url: words for visit in welsh if (words := english_in(visit.html))}
    assert len(welsh) > 20
    assert leaks == {}
