"""Partner profiles, the directory they stand in, and the page with the pledge form."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.search import index

from home.blocks import BodyBlock
from home.models import BasePage
from home.text_uses import SAME_IN_ALL_LANGUAGES, SEARCHED, TextUses
from languages.locales import locale_code
from partners.models.organisation import Organisation
from partners.models.pledge import Pledge


class DirectoryPage(BasePage):
    """The A to Z of partners in one language."""

    class Meta:
        verbose_name = _("partner directory")
        verbose_name_plural = _("partner directories")

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = ["partners.PartnerPage"]
    max_count_per_parent = 1
    admin_default_ordering = "title"
    family = "partners"


class PartnerPage(BasePage):
    """The profile of an organisation in one language."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="pages", verbose_name=_("organisation")
    )
    body = StreamField(BodyBlock(), verbose_name=_("about them"), blank=True)
    visit = models.TextField(
        _("visit"),
        max_length=400,
        blank=True,
        help_text=_("Where and when, a line each. Say step-free access, hearing loop and cost."),
    )
    contact_email = models.EmailField(_("public email address"), blank=True)

    class Meta:
        verbose_name = _("partner profile")
        verbose_name_plural = _("partner profiles")

    content_panels = [
        *BasePage.content_panels,
        FieldPanel("organisation"),
        FieldPanel("body"),
        FieldPanel("visit"),
        FieldPanel("contact_email"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *BasePage.search_fields,
        index.SearchField("body"),
        index.SearchField("visit"),
        index.SearchField("searchable_facts"),
        index.FilterField("organisation_id"),
    ]
    text_uses: ClassVar[TextUses] = {
        **dict.fromkeys(("body", "visit"), SEARCHED),
        "contact_email": SAME_IN_ALL_LANGUAGES,
    }
    parent_page_types: ClassVar[list[str]] = ["partners.DirectoryPage"]
    subpage_types: ClassVar[list[str]] = []
    family = "partners"

    @classmethod
    def get_indexed_objects(cls) -> models.QuerySet[PartnerPage]:
        """Return the profiles to index, with what `searchable_facts` reads of each."""
        return super().get_indexed_objects().select_related("organisation").prefetch_related("organisation__pledges")

    def searchable_facts(self) -> str:
        """Return what readers look an organisation up by besides its page, in its language: names, place, sector, promises."""
        organisation = self.organisation
        with override(locale_code(self.locale_id)):
            facts = [
                organisation.name,
                organisation.name_cy,
                organisation.locality,
                organisation.get_region_display(),
                organisation.get_sector_display(),
            ]
            return " ".join([*facts, *(pledge.text for pledge in organisation.pledges.all())])

    def visit_lines(self) -> list[str]:
        """Return the lines of `visit`."""
        return [line.strip() for line in self.visit.splitlines() if line.strip()]

    def pledge(self) -> Pledge | None:
        """Return the pledge the profile shows: the newest that has not lapsed."""
        standing = Pledge.objects.filter(organisation_id=self.organisation_id).exclude(state=Pledge.State.LAPSED)
        return standing.select_related("strand").order_by(models.F("updated").desc(nulls_last=True), "-pk").first()

    def report_subjects(self) -> dict[str, str]:
        """Return the partner, and the strand it works for most."""
        strand = self.organisation.main_strand
        return {"partner": str(self.organisation_id), **({"strand": strand.slug} if strand else {})}

    def fetch_organisation(self) -> None:
        """Fetch the organisation with what the profile shows of it, in one query."""
        if self.organisation_id and not PartnerPage.organisation.is_cached(self):
            self.organisation = Organisation.objects.select_related("main_strand").get(pk=self.organisation_id)

    def social_tone(self) -> tuple[str, int]:
        """Return the colours of the organisation's main strand, and as many bars as its number."""
        strand = self.organisation.main_strand
        return (strand.tone, strand.number) if strand else super().social_tone()


class JoinPage(BasePage):
    """The page with the join and pledge form."""

    body = StreamField(BodyBlock(), verbose_name=_("text after the form"), blank=True)

    class Meta:
        verbose_name = _("pledge form")
        verbose_name_plural = _("pledge forms")

    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields, index.SearchField("body")]
    text_uses: ClassVar[TextUses] = {"body": SEARCHED}
    parent_page_types: ClassVar[list[str]] = ["home.SectionPage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1
    family = "form"
