"""Settings editors may change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from home.fields import InLanguagesField
from languages.texts import text_in


@register_setting(icon="cog")
class SiteSettings(BaseSiteSetting):
    """Who to write to, and the sentence about us that stands under every page."""

    contact_email = models.EmailField(_("contact address"), default="hello@together.example")
    safeguarding_email = models.EmailField(
        _("safeguarding contact"),
        default="safeguarding@together.example",
        help_text=_("Gets every concern about a story."),
    )
    about = InLanguagesField(_("sentence about us"), blank=True, rows=3)

    class Meta:
        verbose_name = _("site settings")

    panels = [FieldPanel("contact_email"), FieldPanel("safeguarding_email"), FieldPanel("about")]

    @property
    def about_sentence(self) -> str:
        """The sentence about us in the active language."""
        return text_in(self.about)
