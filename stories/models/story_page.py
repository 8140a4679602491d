"""A story: people, a place, and something they built together."""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.search import index
from wagtail_localize.fields import SynchronizedField

from home.blocks import BodyBlock
from home.models import BasePage, PicturePlacement, Strand, Theme
from home.regions import Region
from home.structured_data import Thing
from home.text_uses import SEARCHED, SHOWN, TextUses
from languages.configured import DEFAULT_LANGUAGE, language_choices, language_for
from languages.locales import locale_code
from partners.desk.placed_pictures import picture_text_uses
from partners.models import Organisation
from stories.copying import DraftCopyForm
from stories.querysets import StoryManager

WORDS_A_MINUTE = 200  # adults read 238 words of English prose a minute (Brysbaert 2019); we plan for slower readers


class StoryPage(PicturePlacement, BasePage):
    """A story in one language. What it is about (place, strand, partner) is the same in all of them."""

    people = models.CharField(
        _("people"), max_length=250, blank=True, help_text=_("Who told it. First names, as they asked to be named.")
    )
    picture_caption = models.CharField(
        _("caption"), max_length=250, blank=True, help_text=_("Say what it shows and that everyone agreed.")
    )
    picture_photographer = models.CharField(
        _("who took it"),
        max_length=120,
        blank=True,
        default="",
        db_default="",
        help_text=_("As they wish to be named. Empty: the credit of the picture."),
    )
    card_quote = models.CharField(
        _("quote for the card"), max_length=90, blank=True, help_text=_("Shown in lists when there is no picture.")
    )
    region = models.CharField(_("nation or region"), max_length=30, choices=Region.choices, db_index=True)
    locality = models.CharField(_("town or village"), max_length=80, blank=True)
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stories",
        verbose_name=_("partner"),
    )
    strand = models.ForeignKey(Strand, on_delete=models.PROTECT, related_name="+", verbose_name=_("main strand"))
    other_strands = ParentalManyToManyField(Strand, blank=True, related_name="+", verbose_name=_("also belongs to"))
    themes = ParentalManyToManyField(Theme, blank=True, related_name="+", verbose_name=_("themes"))
    original_language = models.CharField(
        _("written in"), max_length=10, choices=language_choices, default=DEFAULT_LANGUAGE.code
    )
    story_date = models.DateField(_("date of the story"), default=timezone.localdate, db_index=True)
    body = StreamField(BodyBlock(), verbose_name=_("story"), blank=True)

    objects = StoryManager()

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        indexes = [models.Index(fields=["strand", "-story_date"], name="story_strand_date")]

    content_panels = [
        *BasePage.content_panels,
        MultiFieldPanel(
            [
                *PicturePlacement.picture_panels,
                FieldPanel("picture_caption"),
                FieldPanel("picture_photographer"),
                FieldPanel("card_quote"),
            ],
            heading=_("Picture"),
        ),
        FieldPanel("body"),
        MultiFieldPanel(
            [
                FieldPanel("people"),
                FieldPanel("organisation"),
                FieldRowPanel([FieldPanel("region"), FieldPanel("locality")]),
            ],
            heading=_("Who and where"),
        ),
        MultiFieldPanel(
            [FieldPanel("strand"), FieldPanel("other_strands"), FieldPanel("themes")], heading=_("Strands and themes")
        ),
        FieldRowPanel([FieldPanel("original_language"), FieldPanel("story_date")]),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("people"),
        index.SearchField("searchable_facts"),
        index.FilterField("region"),
        index.FilterField("strand_id"),
        index.FilterField("organisation_id"),
        index.FilterField("story_date"),
    ]
    override_translatable_fields = [
        SynchronizedField("other_strands"),
        SynchronizedField("themes"),
        SynchronizedField("picture_photographer"),
    ]
    text_uses: ClassVar[TextUses] = {
        **picture_text_uses(),
        **dict.fromkeys(("people", "body", "locality"), SEARCHED),
        "card_quote": SHOWN,
    }
    parent_page_types: ClassVar[list[str]] = ["stories.StoryIndexPage"]
    copy_form_class = DraftCopyForm
    subpage_types: ClassVar[list[str]] = []
    original_first = True
    family = "story"
    social_kind = "article"

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[StoryPage]:
        """Return the stories to index, with what `searchable_facts` reads of each."""
        return super().get_indexed_objects().select_related("strand", "organisation")

    def searchable_facts(self) -> str:
        """Return what readers look a story up by besides its words: place, partner, strand and themes, in its language."""
        with override(locale_code(self.locale_id)):
            names = [
                self.locality,
                self.get_region_display(),
                self.strand.name,
                *(theme.name for theme in self.themes.all()),
            ]
            if self.organisation:
                names += [self.organisation.name, self.organisation.name_cy]
            return " ".join(names)

    def report_subjects(self) -> dict[str, str]:
        """Return the strand and the partner of the story."""
        partner = {"partner": str(self.organisation_id)} if self.organisation_id else {}
        return {"strand": self.strand.slug, **partner}

    def plain_text(self) -> str:
        """Return the words of the body without markup."""
        return " ".join(
            strip_tags(block.render()) for block in self.body if block.block_type in ("text", "heading", "quote")
        )

    @property
    def reading_minutes(self) -> int:
        """How long reading takes, in whole minutes, at least one."""
        words = sum(len(str(text).split()) for text in self.body.stream_block.get_searchable_content(self.body))
        return max(1, ceil(words / WORDS_A_MINUTE))

    @property
    def composition(self) -> int:
        """Which of the three default compositions stands for the story: never changes, same in every language."""
        return self.translation_key.int % 3

    @property
    def original(self) -> Any:
        """The `Language` the story was first written in."""
        return language_for(self.original_language)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what surrounds a story: its partner's pledge, its share links and what to read next."""
        from stories.presentation import story_context

        return {**super().get_context(request, *args, **kwargs), **story_context(request, self)}

    def social_tone(self) -> tuple[str, int]:
        """Return the colours of the main strand, and as many bars as its number."""
        return self.strand.tone, self.strand.number

    def structured_data(self, request: HttpRequest, context: Mapping[str, Any]) -> list[Thing]:
        """Describe the story as an Article, besides the way to it."""
        from stories.structured_data import article

        return [*super().structured_data(request, context), article(self, request)]
