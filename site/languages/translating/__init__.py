"""Translating a page side by side with its original: what there is to say, what has been said, and putting it into a draft.

wagtail-localize is the engine underneath: it takes pages apart into segments and puts them together again, and its tables
remember what was translated from what. Its views are taken away (`engine`); docs/decisions/translations.md says why.
"""
