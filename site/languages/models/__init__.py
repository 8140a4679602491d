"""What the languages room keeps in the database: words and their translations, states, and what waits to go live together."""

from languages.models.publication import ApprovedRevision, ApprovedSet, Override, PublicationPolicy
from languages.models.revision_text import RevisionText, TranslationKind
from languages.models.translation_status import TranslationState, TranslationStatus

__all__ = [
    "ApprovedRevision",
    "ApprovedSet",
    "Override",
    "PublicationPolicy",
    "RevisionText",
    "TranslationKind",
    "TranslationState",
    "TranslationStatus",
]
