"""Consent: who can be recognised in a story, whether they agreed, and what happens when they no longer do.

`rules` says what each person needs, `obstacles` keeps a story without it from going live, `guard` does so where nobody asks;
`wording` holds the words people are asked with, `records` writes down what they say, `links` lets them say it themselves;
`withdrawing` hides a story in all its languages, `erasing` removes it from everywhere; `concerns` and `retention` do the rest.
The reasons are in docs/decisions/consent.md.
"""
