"""What the languages room keeps in the database: words and their translations, states, and what waits to go live together."""

from languages.models.publication import ApprovedRevision, ApprovedSet, Override, PublicationPolicy
from languages.models.standing import Standing, State
from languages.models.wording import Kind, Wording

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
