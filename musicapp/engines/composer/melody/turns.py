"""Turns: three intervals in a row, the smallest thing that is known again when it comes back."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

Turn = tuple[int, int, int]
"""Three intervals in semitones."""
TURN_NOTES = 4


def turns_of(pitches: Sequence[int]) -> list[Turn]:
    """Return all threes of intervals that follow one another."""
    moves = [b - a for a, b in pairwise(pitches)]
    return list(zip(moves, moves[1:], moves[2:], strict=False))
