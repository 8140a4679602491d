"""The rules for Welsh, each that a program can test with a test of its number. Words are tested on a small site in both languages."""

from __future__ import annotations

import re
from datetime import date
from html import unescape
from io import BytesIO, StringIO
from pathlib import Path
from xml.etree import ElementTree

import polib
import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import formats, timesince, translation
from django.utils.timezone import now, timedelta
from PIL import Image
from wagtail.models import Page
from wagtail.users.models import UserProfile

from home.models import Picture
from home.regions import Region
from home.social_cards import card_name
from languages.alphabet import sort_key
from languages.models import RevisionText, TranslationKind
from languages.mutations import family
from tests.factories import SmallSite, make_organisation, make_standard_page, make_story
from tests.home.building import make_person
from tests.languages.english import catalogue, english_in
from tests.languages.gating import change, make_live
from tests.languages.test_alphabet import IN_ORDER

ADDRESSES = ["", "stories/", "partners/", "search/?q=xyzzy", "nowhere/"]
# What nothing before it mutates: numbers, moments, names of people and places, and what is written after a number (a pledge's unit).
NUMBERS = "number count counter total done minutes words_left words left all percent n line version size"
HARMLESS = {
    *NUMBERS.split(),
    "date",
    "time",
    "day",
    "when",
    "name",
    "who",
    "by",
    "example",
    "locality",
    "region",
    "unit",
}
# Or it is quoted, or set apart: after a colon, in an attribute, in an element of its own.
SET_APART = re.compile(r"(?:“|'|: |=\"|>)%\(\w+\)s")


def test_rule_01_every_message_of_templates_and_code_has_welsh() -> None:
    """Collects them anew and compares: 0 missing, 0 fuzzy, 0 that nobody collected."""
    call_command("check_catalogues", stdout=StringIO())
    assert [entry.msgid for entry in catalogue() if not entry.translated() or entry.fuzzy] == []


@pytest.mark.parametrize("address", ADDRESSES)
def test_rule_01_no_english_leaks_into_welsh_pages(site_tree: SmallSite, client: Client, address: str) -> None:
    Page.objects.filter(locale__language_code="cy").update(title="Rhywbeth")  # the small site's own titles are English
    assert english_in(client.get(f"/cy/{address}").content.decode()) == set()


def test_rule_01_the_search_for_english_words_can_find_some() -> None:
    html = '<html lang="cy"><p>Search</p><p lang="en">Stories</p><img alt="Menu"></html>'
    assert english_in(html) == {"Search", "Menu"}
    assert english_in('<html lang="cy"><p>Words left: 5 of 20</p></html>') == {"Words left: 5 of 20"}


def test_rule_01_the_admin_in_welsh_has_no_english_of_ours(site_tree: SmallSite, client: Client) -> None:
    """Everything about languages, for an administrator who reads Welsh, with a page that waits for its translation."""
    english, welsh = make_live(site_tree)
    change(english, "Coffee with milk").publish()
    Page.objects.filter(locale__language_code="cy").update(title="Rhywbeth")
    person = make_person("administrator")
    UserProfile.objects.update_or_create(user=person, defaults={"preferred_language": "cy"})
    client.force_login(person)
    names = ("wagtailadmin_home", "languages_report", "languages_figures", "glossary:index", "glossary:add")
    addresses = [reverse(name) for name in names]
    addresses += [reverse(f"translating:{name}", args=[welsh.pk]) for name in ("languages", "edit", "import")]
    addresses += [reverse("languages_waiting", args=[english.pk])]
    addresses += [reverse(f"wagtailadmin_pages:{name}", args=[english.pk]) for name in ("edit", "unpublish", "history")]
    for address in addresses:
        answer = client.get(address)
        assert (answer.status_code, english_in(answer.content.decode())) == (200, set()), address


def test_rule_02_the_switcher_names_each_language_in_itself(site_tree: SmallSite, client: Client) -> None:
    html = client.get("/en/search/?q=te&page=1").content.decode()
    assert re.search(r'<a href="/cy/search/\?q=te&amp;page=1" lang="cy" dir="ltr" hreflang="cy">Cymraeg</a>', html)


def test_rule_03_a_fallback_is_marked_and_not_indexed(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["en"])
    html = client.get(f"/cy/en/stories/{story.slug}/").content.decode()
    assert '<html lang="cy"' in html
    assert 'id="main" tabindex="-1" lang="en"' in html
    assert "noindex" in html
    notice = "This page has not been translated yet. Here it is in English."
    assert next(entry.msgstr for entry in catalogue() if entry.msgid == notice) in unescape(html)


def test_rule_04_alternates_of_the_sitemap_stand_between_live_translations_only(
    site_tree: SmallSite, client: Client
) -> None:
    page = make_standard_page(site_tree.homes["en"], slug="about")
    make_standard_page(site_tree.homes["cy"], page, slug="amdanom", live=False)
    tree = ElementTree.fromstring(client.get("/sitemap-pages.xml").content)  # noqa: S314  # our own answer
    entry = next(node for node in tree if (node[0].text or "").endswith("/en/about/"))
    assert not [node for node in entry if node.tag.endswith("link")]
    assert not [node for node in tree if (node[0].text or "").endswith("/cy/amdanom/")]


def test_rule_05_a_story_names_the_language_it_was_written_in(site_tree: SmallSite, client: Client) -> None:
    story = make_story(site_tree.stories["cy"], original_language="cy", slug="stori")
    translation_of_it = make_story(site_tree.stories["en"], story, original_language="cy", slug="story")
    assert "Original language" not in client.get(story.url).content.decode()
    html = client.get(translation_of_it.url).content.decode()
    assert re.search(
        r"<dt>Original language</dt>\s*<dd><a\s+href=\"/cy/stories/stori/\" hreflang=\"cy\" lang=\"cy\"[^>]*>Cymraeg",
        html,
    )


@pytest.mark.parametrize(
    ("kind", "label"),
    [
        (TranslationKind.PERSON, "Translated by a person"),
        (TranslationKind.MACHINE_CHECKED, "Machine translation, checked by a person"),
        ("", ""),
    ],
)
def test_rule_05_a_translation_says_how_it_was_made(
    site_tree: SmallSite, client: Client, kind: str, label: str
) -> None:
    story = make_story(site_tree.stories["cy"], original_language="cy", slug="stori")
    version = make_story(site_tree.stories["en"], story, original_language="cy", slug="story")
    revision = version.save_revision()
    Page.objects.filter(pk=version.pk).update(live_revision=revision)
    RevisionText.objects.update_or_create(revision=revision, defaults={"page_id": version.pk, "kind": kind})
    assert client.get("/en/stories/story/").context["provenance"].how == label


def test_rule_05_every_translated_page_says_what_it_was_translated_from(site_tree: SmallSite, client: Client) -> None:
    page = make_standard_page(site_tree.homes["en"], slug="about")
    welsh = make_standard_page(site_tree.homes["cy"], page, slug="amdanom")
    Page.objects.filter(pk=welsh.pk).update(live_revision=welsh.save_revision())
    html = client.get("/cy/amdanom/").content.decode()
    assert re.search(r"Iaith wreiddiol:\s*<a href=\"/en/about/\" hreflang=\"en\" lang=\"en\"[^>]*>English</a>", html)
    assert "provenance" not in client.get("/en/about/").content.decode()


def test_rule_06_both_languages_have_feeds_and_cards_of_their_own(site_tree: SmallSite, client: Client) -> None:
    english = make_story(site_tree.stories["en"], title="Table")
    welsh = make_story(site_tree.stories["cy"], english, title="Bwrdd")
    assert card_name(english) != card_name(welsh)
    for code in ("en", "cy"):
        assert f'xml:lang="{code}"' in client.get(f"/{code}/stories/feed/").content.decode()


@pytest.mark.parametrize("form", ["DATE_FORMAT", "j F Y", "F", "M", "E"])
def test_rule_07_july(form: str) -> None:
    with translation.override("cy"):
        shown = formats.date_format(date(2026, 7, 14), form, use_l10n=form == "DATE_FORMAT")
    assert "Gorffenaf" not in shown
    assert "Gor" in shown


PLURALS = [entry for entry in catalogue() if entry.msgid_plural]


@pytest.mark.parametrize("number", [0, 1, 2, 3, 6, 8, 11])
@pytest.mark.parametrize("entry", PLURALS, ids=lambda entry: entry.msgid)
def test_rule_08_six_plural_forms(entry: polib.POEntry, number: int) -> None:
    """Each of the six forms is written, and the number chooses the right one: 0, 1, 2, 3, 6, and others."""
    form = {0: 0, 1: 1, 2: 2, 3: 3, 6: 4}.get(number, 5)
    with translation.override("cy"):
        said = (
            translation.npgettext(entry.msgctxt, entry.msgid, entry.msgid_plural, number)
            if entry.msgctxt
            else translation.ngettext(entry.msgid, entry.msgid_plural, number)
        )
    assert said == entry.msgstr_plural[form] != ""


def test_rule_09_no_noun_is_set_into_a_sentence() -> None:
    for entry in catalogue():
        for text in (entry.msgid, entry.msgid_plural, entry.msgstr, *entry.msgstr_plural.values()):
            names = set(re.findall(r"%\((\w+)\)s", SET_APART.sub("", text)))
            assert names <= HARMLESS, text


def test_rule_10_no_bare_yes_or_no() -> None:
    said = {entry.msgid.strip().rstrip(".").casefold() for entry in catalogue()}
    assert not said & {"yes", "no"}
    answers = {entry.msgstr.strip().rstrip(".").casefold() for entry in catalogue()}
    assert not answers & {"ie", "nage", "oes", "ydy", "ydw", "do", "naddo"}


def test_rule_11_lists_stand_in_the_order_of_the_welsh_alphabet(site_tree: SmallSite, client: Client) -> None:
    for name in IN_ORDER:
        make_story(site_tree.stories["cy"], organisation=make_organisation(name.title()))
    with translation.override("cy"):
        shown = client.get("/cy/stories/").content.decode()
        regions = [str(label) for label in Region.labels]
    options = re.findall(r"<option value=\"[^\"]+\"[^>]*>(?:<bdi>)?([^<]+)", shown)
    partners = [name for name in options if name.casefold() in IN_ORDER]
    assert [name.casefold() for name in partners] == IN_ORDER
    places = [name for name in options if name in regions]
    assert places == sorted(places, key=lambda name: sort_key(name, "cy"))


@pytest.mark.parametrize(
    "forms",
    [
        "Cymru Gymru Nghymru Chymru",
        "cath gath nghath chath",
        "pont bont mhont phont",
        "tŷ dŷ nhŷ thŷ",
        "Bangor Fangor Mangor",
        "Dolgellau Ddolgellau Nolgellau",
        "llyfr lyfr",
        "mam fam",
        "rhosyn rosyn",
        "gardd ardd",
    ],
)
def test_rule_12_the_forms_of_a_word_are_one_family(forms: str) -> None:
    """What search makes of them: `tests/search/test_welsh.py`."""
    words = forms.casefold().split()
    assert all(set(words) <= set(family(word)) for word in words)


def test_rule_13_letters_with_marks_are_accepted(site_tree: SmallSite, client: Client) -> None:
    organisation = make_organisation("Côr Tŷ’r Ŵyl")
    page = make_standard_page(site_tree.homes["cy"], slug="tŷ-dŵr", title="Tŷ dŵr")
    assert client.get("/cy/tŷ-dŵr/").status_code == 200
    assert "Tŷ dŵr" in client.get(page.url).content.decode()
    make_story(site_tree.stories["cy"], title="Gŵyl ŷd", organisation=organisation)
    html = client.get("/cy/search/", {"q": "gwyl yd"}).content.decode()
    assert "<mark>Gŵyl</mark> <mark>ŷd</mark>" in html


def test_rule_13_file_names_keep_their_letters(db: None) -> None:
    data = BytesIO()
    Image.new("RGB", (8, 8)).save(data, "PNG")
    picture = Picture(title="Llun o’r Ŵyl", file=SimpleUploadedFile("llun-ŵyl-tŷ.png", data.getvalue(), "image/png"))
    picture.save()
    assert picture.title == "Llun o’r Ŵyl"
    assert picture.file.storage.exists(picture.file.name)


def test_rule_13_letters_keep_their_letters(db: None) -> None:
    mail.send_mail("Tŷ’r Ŵyl", "Annwyl Siân, dewch i’r ŵyl.", None, ["sian@example.org"])
    (sent,) = mail.outbox
    assert "Tŷ’r Ŵyl" in sent.subject
    assert "ŵyl" in sent.message().as_bytes().decode("utf-8") or "=C5=B5yl" in sent.message().as_string()


@pytest.mark.parametrize(
    ("ago", "said"),
    [
        ({"minutes": 1}, "1 munud"),
        ({"minutes": 2}, "2 funud"),
        ({"days": 2}, "2 ddiwrnod"),
        ({"days": 366}, "1 flwyddyn"),
        ({"days": 732}, "2 flynedd"),
        ({"days": 3 * 366}, "3 blynedd"),
        ({"days": 5 * 366}, "5 mlynedd"),
    ],
)
def test_rule_08_times_since_are_counted_in_welsh(ago: dict[str, int], said: str) -> None:
    """Django's Welsh leaves them in English, and the admin says how long ago everywhere."""
    with translation.override("cy"):
        assert timesince.timesince(now() - timedelta(**ago), depth=1) == said.replace(" ", "\xa0")


@override_settings(DEBUG=False)
@pytest.mark.parametrize("name", ["404.html", "500.html", "503.html"])
def test_rule_01_error_pages_have_welsh(name: str) -> None:
    assert "trans" in Path("templates", name).read_text() or "Cym" in Path("templates", name).read_text()
