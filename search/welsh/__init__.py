"""Welsh in search: one word, in all its mutated forms, without catching other words and without touching English ones."""

from search.welsh.spellings import lost_forms, lost_radicals, spellings

__all__ = ["lost_forms", "lost_radicals", "spellings"]
