"""Between a draft and the rows it is kept in: a page with its pictures, and the submission beside it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from wagtail.blocks import StreamValue

from home.models import Strand, Theme
from partners.desk.body_markdown import Block, body_of, placed_in, text_of
from partners.desk.placed_pictures import PICTURE_TEXTS, PlacedPicture
from stories.desk.story_draft import CREDITED, UNCREDITED, StoryDraft
from stories.models import StoryPage, Submission

NO_TITLE: Final = "…"
"""What stands for a title that is still to come: pages must have one. The same in every language."""
SUMMARY_WORDS: Final = 35


def blocks_of(story: StoryPage) -> list[Block]:
    """Return the blocks of a story's body as they are stored."""
    return list(story.body.get_prep_value())


def pictures_of(story: StoryPage) -> list[PlacedPicture]:
    """Return the pictures of a story in their order: the one above it first, then those in the text."""
    below = placed_in(blocks_of(story))
    if story.picture_id is None:
        return below
    words = {name: getattr(story, f"picture_{name}") for name in PICTURE_TEXTS}
    return [PlacedPicture(story.picture_id, **words, decorative=story.picture_decorative), *below]


def draft_of(story: StoryPage) -> StoryDraft:
    """Return what a version of a story says; what is answered beside it stands in its submission (`read`)."""
    return StoryDraft(
        title="" if story.title == NO_TITLE else story.title,
        text=text_of(blocks_of(story)),
        region=story.region,
        locality=story.locality,
        strand=story.strand.slug if story.strand_id else "",
        themes=tuple(sorted(theme.slug for theme in story.themes.all())),
        language=story.original_language,
        people=story.people,
        pictures=tuple(pictures_of(story)),
    )


def read(submission: Submission, story: StoryPage) -> StoryDraft:
    """Return the draft of a story with the answers of its submission."""
    found = draft_of(story)
    return replace(
        found,
        strand="" if submission.strand_left_to_editors else found.strand,
        people_answer=submission.people_answer,
        credits_organisation=CREDITED if submission.credits_organisation else UNCREDITED,
        translation=submission.translation,
    )


def write(submission: Submission, story: StoryPage, draft: StoryDraft) -> None:
    """Put a draft into a story and its submission, in memory. The language is for `stories.desk.tree_position` to change."""
    story.title = draft.title or NO_TITLE
    story.region, story.locality, story.people = draft.region, draft.locality, draft.people
    submission.people_answer, submission.translation = draft.people_answer, draft.translation
    submission.credits_organisation = draft.credits_organisation != UNCREDITED
    story.organisation = submission.organisation if submission.credits_organisation else None
    _write_terms(submission, story, draft)
    _write_words(story, draft)


def _write_terms(submission: Submission, story: StoryPage, draft: StoryDraft) -> None:
    strand = Strand.objects.filter(slug=draft.strand).first() if draft.strand else None
    submission.strand_left_to_editors = strand is None
    if strand is not None:
        story.strand = strand
    if sorted(theme.slug for theme in story.themes.all()) != sorted(draft.themes):
        story.themes.set(Theme.objects.filter(slug__in=draft.themes))


def _write_words(story: StoryPage, draft: StoryDraft) -> None:
    before, placed = blocks_of(story), list(draft.pictures)
    old_text = text_of(before)
    was_summary = summary_of(old_text)
    if placed != pictures_of(story) or draft.text != old_text:
        _write_head(story, placed[0] if placed else None)
        body = body_of(draft.text, placed[1:], before)
        story.body = StreamValue(story.body.stream_block, body, is_lazy=True)
    if story.summary in ("", was_summary):  # an editor's own summary stays
        story.summary = summary_of(draft.text)


def _write_head(story: StoryPage, lead: PlacedPicture | None) -> None:
    story.picture_id = lead.key if lead else None
    story.picture_decorative = bool(lead and lead.decorative)
    for name in PICTURE_TEXTS:
        setattr(story, f"picture_{name}", lead.words[name] if lead else "")


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
