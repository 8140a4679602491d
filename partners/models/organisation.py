"""Organisations: one thing in all languages."""

from __future__ import annotations

from datetime import date
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel, InlinePanel, MultiFieldPanel
from wagtail.search import index

from home.models import Strand
from home.regions import Region
from languages.alphabet import sort_key, without_article


class Sector(models.TextChoices):
    """What kind of organisation it is."""

    ARTS = "arts", _("Arts")
    BUSINESS = "business", _("Business")
    CHARITY = "charity", _("Charity")
    COMMUNITY_GROUP = "community-group", _("Community group")
    COUNCIL = "council", _("Council")
    EDUCATION = "education", _("Education")
    ENVIRONMENT = "environment", _("Environment")
    FAITH = "faith", _("Faith")
    HEALTH = "health", _("Health")
    HOUSING = "housing", _("Housing")
    LIBRARY = "library", _("Library")
    MEDIA = "media", _("Media")
    SPORT = "sport", _("Sport")
    UNION = "union", _("Union")
    YOUNG_PEOPLE = "young-people", _("Young people")
    OTHER = "other", _("Other")


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Organisations in the words of the coalition."""

    def active(self) -> OrganisationQuerySet:
        """Those that take part now."""
        return self.filter(standing=Organisation.Standing.ACTIVE)

    def taken_in(self) -> OrganisationQuerySet:
        """Those that take part or once did: stories go on crediting them."""
        return self.exclude(standing=Organisation.Standing.APPLIED)

    def working_in(self, region: str) -> OrganisationQuerySet:
        """Those at home in a nation or region, or working there too."""
        return self.filter(models.Q(region=region) | models.Q(other_regions__region=region)).distinct()


class Organisation(index.Indexed, ClusterableModel):
    """A partner of the coalition. Stories credit the organisation; its profile in a language is a `PartnerPage`."""

    class Standing(models.TextChoices):
        """Where an organisation stands with the coalition."""

        APPLIED = "applied", _("Has applied")
        ACTIVE = "active", _("Takes part")
        PAUSED = "paused", _("Taking a break")
        LEFT = "left", _("Has left")

    key = models.SlugField(
        _("key"), max_length=60, unique=True, help_text=_("Short name in addresses; do not change it later.")
    )
    name = models.CharField(_("name"), max_length=120)
    name_cy = models.CharField(
        _("Welsh name"), max_length=120, blank=True, help_text=_("Only if it has one of its own.")
    )
    sort_as = models.CharField(
        _("sort as"), max_length=120, blank=True, help_text=_("If the alphabet puts the name in the wrong place.")
    )
    sort_as_cy = models.CharField(_("sort as, in Welsh"), max_length=120, blank=True)
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices)
    region = models.CharField(_("nation or region"), max_length=30, choices=Region.choices, db_index=True)
    locality = models.CharField(_("town or village"), max_length=80, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("email address"), blank=True, help_text=_("For us; never shown."))
    logo = models.ForeignKey(
        "home.Picture", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("logo")
    )
    joined = models.PositiveSmallIntegerField(
        _("partner since"), null=True, blank=True, validators=[MinValueValidator(2020), MaxValueValidator(2100)]
    )
    main_strand = models.ForeignKey(
        Strand, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("main strand")
    )
    standing = models.CharField(
        _("standing"), max_length=10, choices=Standing.choices, default=Standing.ACTIVE, db_index=True
    )

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("organisation")
        verbose_name_plural = _("organisations")

    panels = [
        MultiFieldPanel([FieldPanel("name"), FieldPanel("name_cy"), FieldPanel("key")], heading=_("Name")),
        FieldRowPanel([FieldPanel("sector"), FieldPanel("main_strand")]),
        FieldRowPanel([FieldPanel("region"), FieldPanel("locality")]),
        InlinePanel("other_regions", label=_("Also works in")),
        FieldRowPanel([FieldPanel("standing"), FieldPanel("joined")]),
        MultiFieldPanel(
            [FieldPanel("website"), FieldPanel("email"), FieldPanel("logo")], heading=_("Contact and logo")
        ),
        InlinePanel("pledges", label=_("Pledge")),
        HelpPanel(template="partners/admin/team_panel.html", heading=_("Team")),
        FieldRowPanel([FieldPanel("sort_as"), FieldPanel("sort_as_cy")]),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name"),
        index.SearchField("name_cy"),
        index.AutocompleteField("name"),
        index.AutocompleteField("name_cy"),
        index.FilterField("sector"),
        index.FilterField("region"),
        index.FilterField("standing"),
    ]

    def __str__(self) -> str:
        return self.name

    @property
    def display_name(self) -> str:
        """The name in the active language: the Welsh one in Welsh, if it has one."""
        return self.name_cy if get_language() == "cy" and self.name_cy else self.name

    @property
    def initials(self) -> str:
        """Two letters for a tile where there is no logo: the first of the last two long words."""
        words = [word for word in without_article(self.display_name).split() if word[0].isalnum()]
        kept = [word for word in words if word.casefold() != "example"] or words
        return "".join(word[0] for word in (kept if len(kept) > 1 else words)[:2]).upper()

    def sort_key(self, language_code: str) -> tuple[int, ...]:
        """Return the key that puts the organisation in its place in the alphabet of a language."""
        return sort_key(self.sort_text(language_code), language_code)

    def sort_text(self, language_code: str) -> str:
        """Return the words that are sorted by: the override if there is one, else the name."""
        if language_code == "cy":
            return self.sort_as_cy or self.name_cy or self.sort_as or self.name
        return self.sort_as or self.name

    def joined_this_year(self, today: date) -> bool:
        """Say whether the organisation joined in the year of `today`."""
        return self.joined == today.year


class OrganisationRegion(models.Model):
    """Another nation or region an organisation works in."""

    organisation = ParentalKey(Organisation, on_delete=models.CASCADE, related_name="other_regions")
    region = models.CharField(_("nation or region"), max_length=30, choices=Region.choices)

    panels = [FieldPanel("region")]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "region"], name="organisation_region_once")]

    def __str__(self) -> str:
        return self.get_region_display()
