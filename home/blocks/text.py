"""Words and pictures: paragraphs, headings, quotes, placed pictures."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.images.blocks import ImageBlock


class TextBlock(blocks.RichTextBlock):
    """Paragraphs with lists and links."""

    def __init__(self, **kwargs: object) -> None:
        kwargs.setdefault("features", ["bold", "italic", "ol", "ul", "link", "document-link"])
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = _("Text")
        template = "blocks/text.html"
        description = _("Paragraphs, lists and links.")
        preview_value = "<p>The first thing anyone mended was a toaster. The next week she brought him soup.</p>"


class HeadingBlock(blocks.StructBlock):
    """A heading inside the text. Level 2 parts the page, level 3 parts a section."""

    text = blocks.CharBlock(label=_("heading"), max_length=120)
    level = blocks.ChoiceBlock(
        label=_("level"), choices=[("2", _("Section")), ("3", _("Part of a section"))], default="2"
    )

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "blocks/heading.html"
        description = _("Says what the next paragraphs are about.")
        preview_value = {"text": "A table with no sides", "level": "2"}


class QuoteBlock(blocks.StructBlock):
    """Somebody's own words, set large."""

    words = blocks.TextBlock(label=_("words"), max_length=300, help_text=_("Without quotation marks."))
    attribution = blocks.CharBlock(label=_("who said it"), max_length=160, required=False)

    class Meta:
        icon = "openquote"
        label = _("Quote")
        template = "blocks/quote.html"
        description = _("Somebody's own words, set large. One or two a page.")
        preview_value = {
            "words": "You sit down with a lamp and a stranger. By the time the lamp works, they are not one.",
            "attribution": "A volunteer mender",
        }


class NameBlock(blocks.CharBlock):
    """A name: the same in every language, so that translators are not asked for it."""

    def get_translatable_segments(self, value: str) -> list[object]:
        """Return nothing to translate."""
        return []


class PictureBlock(blocks.StructBlock):
    """A picture in the text. Its alternative text belongs to this placement."""

    picture = ImageBlock(label=_("picture"))
    caption = blocks.CharBlock(label=_("caption"), max_length=250, required=False)
    photographer = NameBlock(label=_("who took it"), max_length=120, required=False)

    class Meta:
        icon = "image"
        label = _("Picture")
        template = "blocks/picture.html"
        description = _("A picture in the text, with alternative text, a caption and who took it.")
        preview_template = "blocks/picture_preview.html"
