"""Rules for publishing, in the settings of the admin: which languages of which type of page go live together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from languages.configured import LANGUAGES, language_choices
from languages.gate.release import recheck_waiting
from languages.models import PublicationPolicy
from languages.report.report_rows import type_name
from upkeep.outbox.posting import post


class PolicyForm(forms.ModelForm):  # type: ignore[type-arg]  # generic for the checker alone
    """The languages as boxes to tick."""

    languages = forms.MultipleChoiceField(
        label=_("Languages that go live together"),
        choices=language_choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Languages without a home page are left out until they have one."),
    )

    class Meta:
        model = PublicationPolicy
        fields = ["languages", "original_first"]

    def clean_languages(self) -> list[str]:
        """Return the codes; raises `ValidationError` for one language alone, which goes together with none."""
        chosen = list(self.cleaned_data["languages"])
        if len(chosen) == 1:
            raise forms.ValidationError(_("Choose at least two languages, or none."))
        return [language.code for language in LANGUAGES if language.code in chosen]

    def save(self, commit: bool = True) -> PublicationPolicy:
        """Save the rule, and have everything that waits looked at again."""
        with transaction.atomic():
            saved: PublicationPolicy = super().save(commit)
            post("refresh_standings", "standings", {})
            recheck_waiting()
        return saved


class PolicyViewSet(ModelViewSet):
    """A rule a type of page; they are made with the types, so none is added or deleted here."""

    model = PublicationPolicy
    name = "publishing-rules"
    icon = "globe"
    menu_label = _("Rules for publishing")
    menu_order = 900
    add_to_settings_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = [
        Column("type", label=_("Type of page"), accessor=lambda rule: type_name(rule.page_type)),
        Column("languages", label=_("Go live together"), accessor=lambda rule: ", ".join(rule.languages)),
        BooleanColumn("original_first", label=_("Original may go first")),
    ]
    search_backend_name = None
    search_fields = ["page_type"]
    list_per_page = 50

    def get_form_class(self, for_update: bool = False) -> Any:
        """Return the form of a rule."""
        return PolicyForm
