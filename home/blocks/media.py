"""Sound and film that load only when asked, and other forms of a page: BSL, audio, Easy Read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock


class MediaBlock(blocks.StructBlock):
    """A film or a recording of our own. Nothing is fetched before the reader asks, and never from somebody else."""

    kind = blocks.ChoiceBlock(label=_("kind"), choices=[("video", _("Video")), ("audio", _("Audio"))], default="video")
    title = blocks.CharBlock(label=_("title"), max_length=120)
    file = DocumentChooserBlock(label=_("file"), help_text=_("An MP4 or MP3 file."))
    captions = DocumentChooserBlock(
        label=_("captions"), required=False, help_text=_("A WebVTT file. Every video needs one.")
    )
    transcript = blocks.RichTextBlock(label=_("transcript"), features=["bold", "italic", "ul", "ol"], required=False)

    class Meta:
        icon = "media"
        label = _("Video or audio")
        template = "blocks/media.html"
        description = _("A film or recording that loads only when asked, with captions and a transcript.")
        preview_template = "blocks/media_preview.html"


FORMS = {
    "bsl": _("British Sign Language video"),
    "audio": _("Audio"),
    "easy_read": _("Easy Read"),
    "large_print": _("Large print"),
}
"""The forms a page may have beside its words, by format: never by the people expected to use them."""


class AlternativeBlock(blocks.StructBlock):
    """The page in another form."""

    kind = blocks.ChoiceBlock(label=_("form"), choices=list(FORMS.items()))
    file = DocumentChooserBlock(label=_("file"))

    class Meta:
        icon = "doc-empty"
        label = _("Other form")


class AlternativesBlock(blocks.StructBlock):
    """The page in other forms. They stand beside its languages, wherever in the body the editor put them: `home.other_forms`."""

    alternatives = blocks.ListBlock(AlternativeBlock(), label=_("other forms"), min_num=1)

    class Meta:
        icon = "tick-inverse"
        label = _("Easy Read, BSL, audio")
        description = _(
            "The page in other forms: Easy Read, British Sign Language, audio. Shown at the top of the page."
        )
        preview_template = "blocks/alternatives_preview.html"
