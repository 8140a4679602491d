"""The vocabulary of the index."""

from __future__ import annotations

from django.db import models


class Word(models.Model):
    """A word some indexed page of a language holds, as it was first written and folded."""

    language = models.CharField(max_length=10)
    folded = models.CharField(max_length=30)
    text = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["language", "folded"], name="search_word_once_a_language")]

    def __str__(self) -> str:
        return self.text
