"""Text to blocks and back: nothing is lost, and no markup of the writer's own comes through."""

from __future__ import annotations

import pytest

from partners.desk.body_markdown import body_of, canonical, text_of
from partners.desk.from_markdown import rich_text
from partners.desk.pasted_lists import with_lists
from partners.desk.placed_pictures import PlacedPicture
from partners.desk.tidying import tidied
from partners.desk.to_markdown import markdown

STORY = """The canteen shuts at **eight**. At *three* it reopens: https://example.org/soup_at_3.
A second line of the same paragraph.

1986. The mill shut.

## What changed

- a pan
- two spoons
  - a wooden one

1. first
2. second

> Days have the canteen.
> We have one pan.
> -- Blessing, ward 4

[picture 2]

Read [the recipe](https://example.org/?a=1&b=2), #soup, 2 * 3 and snake_case, <3 & "quotes"."""

RICH = [
    "<p>Plain words.</p>",
    '<p>Hi <b>there </b>you <a linktype="page" id="3">our page</a></p>',
    "<ul><li>a <i>b</i></li><li>c<ul><li>d</li></ul></li></ul>",
    "<p>1. not a list</p>",
    "<p>- nor this</p>",
    "<p>a *b* c, _d_ and [e](f)</p>",
    "<p># no heading</p>",
    "<p>&lt;script&gt;alert(1)&lt;/script&gt; &amp; more</p>",
    "<p>one<br/>two</p><p>three</p>",
    "<ol><li>one</li><li>two</li></ol><p>after</p>",
]


def test_text_comes_back_as_it_was_typed() -> None:
    assert text_of(body_of(STORY, [PlacedPicture(7, "Soup")])) == STORY


def test_text_that_came_back_is_kept_as_the_same_blocks() -> None:
    blocks = body_of(STORY, [PlacedPicture(7, "Soup")])
    assert body_of(text_of(blocks), [PlacedPicture(7, "Soup")], blocks) == blocks


def test_kinds_of_blocks() -> None:
    kinds = [block["type"] for block in body_of(STORY, [PlacedPicture(7)])]
    assert kinds == ["text", "heading", "text", "quote", "picture", "text"]


def test_a_quote_says_who_said_it() -> None:
    (quote,) = body_of("> We have one pan.\n> -- Blessing", [])
    assert quote["value"] == {"words": "We have one pan.", "attribution": "Blessing"}


@pytest.mark.parametrize("html", RICH)
def test_rich_text_of_editors_survives_the_desk(html: str) -> None:
    again = rich_text(markdown(html)).replace("\n", "")
    assert again == html.replace("<b>there </b>", "<b>there</b> ")


def test_blocks_that_text_cannot_hold_keep_their_place() -> None:
    facts = {"type": "facts", "value": {"heading": "", "facts": []}, "id": "1a2b3c4d-0000-4000-8000-000000000000"}
    before = [*body_of("Before.", []), facts]
    text = text_of(before)
    assert text == "Before.\n\n[facts 1a2b3c4d]"
    assert body_of(f"{text}\n\nAfter.", [], before)[1] == facts


def test_untouched_blocks_are_not_written_again() -> None:
    before = [{"type": "text", "value": '<p data-block-key="x1">As it was.</p>', "id": "one"}]
    changed = body_of("## New\n\nAs it was.", [], before)
    assert changed[1] == before[0]


def test_ids_stay_with_the_block_whose_words_change() -> None:
    before = body_of("One.\n\n## Two", [])
    after = body_of("One, changed.\n\n## Two", [], before)
    assert [block["id"] for block in after] == [block["id"] for block in before]


def test_pictures_without_a_place_stand_at_the_end() -> None:
    blocks = body_of("Words.", [PlacedPicture(1), PlacedPicture(2)])
    assert [block["value"]["picture"]["image"] for block in blocks[1:]] == [1, 2]
    assert canonical(text_of(blocks)) == canonical("Words.")


def test_pictures_are_placed_by_words_of_every_language() -> None:
    blocks = body_of("[llun 2]\n\nGeiriau.", [PlacedPicture(5)])
    assert [block["type"] for block in blocks] == ["picture", "text"]


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "vbscript:x", "//example.org", "/admin/"]
)
def test_links_lead_to_the_web_or_to_mail_alone(address: str) -> None:
    assert "<a" not in rich_text(f"[click]({address})")


def test_a_writer_links_to_no_page_by_its_key() -> None:
    (block,) = body_of("[secret](page:12)", [])
    assert "linktype" not in block["value"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("a\x00b\x07c", "abc"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("\u202eevil\u202c and \u2066so\u2069 on", "evil and so on"),
        ('<p class="MsoNormal"><b>Hi</b><o:p></o:p></p><p>There</p>', "Hi\nThere"),
        ("<!-- x --><style>p{}</style>Words <3 1 < 2", "Words <3 1 < 2"),
        ("👩🏽‍🍳 soup 🍲", "👩🏽‍🍳 soup 🍲"),
        ("Tŷ bach, اردو, Łódź", "Tŷ bach, اردو, Łódź"),
        ("w\u0302", "ŵ"),
        ("a\n\n\n\n\nb", "a\n\nb"),
        ("half \ud83c of a pair", "half  of a pair"),
        (
            "We \U0001fa77 our \U0001fae8\U0001fae9 choir \U0001f6dc",
            "We \U0001fa77 our \U0001fae8\U0001fae9 choir \U0001f6dc",
        ),
        ("of a year to come \U0001fadf", "of a year to come \U0001fadf"),
        ("no \ufdd0char\uffffacters\U0001ffff", "no characters"),
    ],
)
def test_what_is_pasted_is_tidied_and_no_letter_is_lost(typed: str, kept: str) -> None:
    assert tidied(typed) == kept


def test_zalgo_is_thinned() -> None:
    assert len(tidied("Z" + "\u0335\u0317" * 40)) <= 6


@pytest.mark.parametrize(
    ("pasted", "typed"),
    [
        ("Bring:\n• a pan\n• a spoon", "Bring:\n- a pan\n- a spoon"),
        ("·\ta pan\r\n·\ta spoon", "- a pan\n- a spoon"),
        ("– a pan\n– a spoon", "- a pan\n- a spoon"),
        ("•\ta pan\no\ta lid\no   a handle\n•\ta spoon", "- a pan\n  - a lid\n  - a handle\n- a spoon"),
        ("\uf0b7 a pan\n\uf0b7 a spoon", "- a pan\n- a spoon"),
        ("– Good morning, she said.\nNobody answered.", "– Good morning, she said.\nNobody answered."),
        ("o Gymru i'r byd", "o Gymru i'r byd"),
        ("tea · coffee • cake", "tea · coffee • cake"),
    ],
)
def test_pasted_points_are_lists(pasted: str, typed: str) -> None:
    assert with_lists(pasted) == typed


def test_a_pasted_list_is_a_list_on_the_page() -> None:
    (block,) = body_of(with_lists("•\ta pan\no\ta lid\n•\ta spoon"), [])
    assert block["value"].replace("\n", "") == "<ul><li>a pan<ul><li>a lid</li></ul></li><li>a spoon</li></ul>"
