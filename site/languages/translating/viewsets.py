"""The glossary in the admin."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from languages.translating.models import GlossaryTerm


class GlossaryViewSet(ModelViewSet):
    """What words and phrases are called in each language."""

    model = GlossaryTerm
    icon = "openquote"
    menu_label = _("Glossary")
    menu_order = 460
    add_to_admin_menu = True
    list_display = ["term", Column("get_language_display", label=_("Language")), "preferred", "note"]
    list_filter = ["language"]
    search_fields = ["term", "preferred", "note"]
    search_backend_name = None
    ordering = ("term", "language")
    copy_view_enabled = False
    list_per_page = 100
    exclude_form_fields: list[str] = []
