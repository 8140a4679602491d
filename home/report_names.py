"""What the strands are called, for the report of translations."""

from __future__ import annotations

from home.models import Strand
from languages.report.subjects import names_subjects


@names_subjects("strand")
def strand_names() -> dict[str, str]:
    """Return the name of each strand by its slug, in the language of the reader."""
    return {strand.slug: strand.name for strand in Strand.objects.all()}
