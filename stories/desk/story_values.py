"""A story as the desk's form knows it: a flat set of values, read from a page and written to it.

`title`, `text`, `region`, `locality`, `strand` (a slug, '' for "editors choose"), `themes` (slugs), `language`, `people`,
`people_answer`, `credits_organisation`, `translation`, `pictures` (keys, in their order), and for each picture `alt-KEY` and
`caption-KEY`. All of it is what JSON can hold.
"""

from __future__ import annotations

import re
from typing import Any, Final

from wagtail.blocks import StreamValue

from home.models import Strand, Theme
from partners.desk.body_markdown import Block, Placed, body_of, placed_in, text_of
from stories.models import StoryPage, Submission

Values = dict[str, Any]

NO_TITLE: Final = "…"
"""What stands for a title that is still to come: pages must have one. The same in every language."""
SUMMARY_WORDS: Final = 35
_PLAIN: Final = ("region", "locality", "people")
_ANSWERS: Final = ("people_answer", "credits_organisation", "translation")


def blocks_of(story: StoryPage) -> list[Block]:
    """Return the blocks of a story's body as they are stored."""
    return list(story.body.get_prep_value())


def pictures_of(story: StoryPage) -> list[Placed]:
    """Return the pictures of a story in their order: the one above it first, then those in the text."""
    below = placed_in(blocks_of(story))
    if story.picture_id is None:
        return below
    lead = Placed(story.picture_id, story.picture_alt, story.picture_caption, story.picture_decorative)
    return [lead, *below]


def read(submission: Submission, story: StoryPage) -> Values:
    """Return the values of a story."""
    pictures = pictures_of(story)
    values: Values = {
        "title": "" if story.title == NO_TITLE else story.title,
        "text": text_of(blocks_of(story)),
        "strand": "" if submission.strand_left_to_editors else story.strand.slug,
        "themes": sorted(theme.slug for theme in story.themes.all()),
        "language": story.original_language,
        "pictures": [placed.picture for placed in pictures],
    }
    values |= {name: getattr(story, name) for name in _PLAIN}
    values |= {name: getattr(submission, name) for name in _ANSWERS}
    for placed in pictures:
        values |= {f"alt-{placed.picture}": placed.alt, f"caption-{placed.picture}": placed.caption}
    return values


def write(submission: Submission, story: StoryPage, values: Values) -> None:
    """Put `values` into a story and its submission, in memory. The language is for `stories.desk.tree_position` to change."""
    story.title = values["title"] or NO_TITLE
    for name in _PLAIN:
        setattr(story, name, values[name])
    for name in _ANSWERS:
        setattr(submission, name, values[name])
    story.organisation = submission.organisation if submission.credits_organisation else None
    _write_terms(submission, story, values)
    _write_words(story, values)


def _write_terms(submission: Submission, story: StoryPage, values: Values) -> None:
    strand = Strand.objects.filter(slug=values["strand"]).first() if values["strand"] else None
    submission.strand_left_to_editors = strand is None
    if strand is not None:
        story.strand = strand
    if sorted(theme.slug for theme in story.themes.all()) != values["themes"]:
        story.themes.set(Theme.objects.filter(slug__in=values["themes"]))


def _placed(story: StoryPage, values: Values) -> list[Placed]:
    """Return the pictures as `values` order and describe them."""
    decorative = {placed.picture for placed in pictures_of(story) if placed.decorative}
    return [
        Placed(key, values.get(f"alt-{key}", ""), values.get(f"caption-{key}", ""), key in decorative)
        for key in values["pictures"]
    ]


def _write_words(story: StoryPage, values: Values) -> None:
    before, placed = blocks_of(story), _placed(story, values)
    old_text = text_of(before)
    was_summary = summary_of(old_text)
    if placed != pictures_of(story) or values["text"] != old_text:
        _write_pictures(story, placed)
        body = body_of(values["text"], placed[1:], before)
        story.body = StreamValue(story.body.stream_block, body, is_lazy=True)
    if story.summary in ("", was_summary):  # an editor's own summary stays
        story.summary = summary_of(values["text"])


def _write_pictures(story: StoryPage, placed: list[Placed]) -> None:
    lead = placed[0] if placed else None
    story.picture_id = lead.picture if lead else None
    story.picture_alt = lead.alt if lead else ""
    story.picture_caption = lead.caption if lead else ""
    story.picture_decorative = bool(lead and lead.decorative)


def summary_of(text: str) -> str:
    """Return the first sentences of a story, up to `SUMMARY_WORDS` words, for lists and search; '' for no text."""
    words = re.sub(r"\[([^\]]*)\]\([^)]*\)|(?<!\w)[*_]+|[*_]+(?!\w)", r"\1", _first_paragraph(text)).split()
    kept: list[str] = []
    for sentence in re.split(r"(?<=[.?!۔])\s+", " ".join(words)):
        if kept and len(kept) + len(sentence.split()) > SUMMARY_WORDS:
            break
        kept += sentence.split()
    short = " ".join(kept[:SUMMARY_WORDS]) + ("…" if len(kept) > SUMMARY_WORDS else "")
    return short[:400]


def _first_paragraph(text: str) -> str:
    paragraphs = (part.strip() for part in text.split("\n\n"))
    return next((part for part in paragraphs if part and not re.match(r"#|>|\[\w+ \w+\]$", part)), "")
