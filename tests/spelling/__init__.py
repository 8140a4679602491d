"""Spelling of the catalogues and of the demonstration content: `make spelling`.

Words that Debian's dictionaries do not know stand in `words/`, a file a language and one of names for all of them. A word
goes in there after somebody has read it in its place and looked it up.
"""
