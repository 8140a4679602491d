"""How far apart two words are."""

from __future__ import annotations


def tolerance(word: str) -> int:
    """Return how many slips of the finger a word of this length is forgiven."""
    return 1 if len(word) < 5 else 2


def distance(first: str, second: str, limit: int) -> int:
    """Return the number of letters to add, drop, change or swap with their neighbour; `limit + 1` if there are more.

    The optimal string alignment distance (Damerau 1964, without edits inside a swapped pair).
    """
    if abs(len(first) - len(second)) > limit or len(set(first) ^ set(second)) > 2 * limit:
        return limit + 1
    before: list[int] = []
    row = list(range(len(second) + 1))
    for index, letter in enumerate(first, start=1):
        before, above, row = row, before, [index]
        for column, other in enumerate(second, start=1):
            cost = min(before[column] + 1, row[-1] + 1, before[column - 1] + (letter != other))
            swapped = index > 1 and column > 1 and letter == second[column - 2] and other == first[index - 2]
            row.append(min(cost, above[column - 2] + 1) if swapped else cost)
        if min(row) > limit:
            return limit + 1
    return min(row[-1], limit + 1)
