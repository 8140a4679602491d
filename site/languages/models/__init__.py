"""What the languages room keeps in the database: words and their translations, states, and what waits to go live together."""

from languages.models.publication import ApprovedRevision, ApprovedSet, Override, PublicationPolicy
from languages.models.revision_text import Kind, Wording
from languages.models.translation_status import Standing, State

__all__ = [
    "ApprovedRevision",
    "ApprovedSet",
    "Kind",
    "Override",
    "PublicationPolicy",
    "Standing",
    "State",
    "Wording",
]
