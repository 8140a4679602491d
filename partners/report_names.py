"""What the partners are called, for the report of translations."""

from __future__ import annotations

from languages.report.subjects import names_subjects
from partners.models import Organisation


@names_subjects("partner")
def partner_names() -> dict[str, str]:
    """Return the name of each organisation by its id."""
    return {str(pk): name for pk, name in Organisation.objects.values_list("pk", "name")}
