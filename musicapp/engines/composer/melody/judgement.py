"""How well a melody can be sung and remembered, as one number: the flaws that a listener would find.

Small intervals outnumber large ones, a leap turns back, phrases arch to one highest point, and what was heard comes
again (Huron 2006, "Sweet Anticipation", chapters 5 and 7). A large interval implies a reversal (Narmour 1990, "The
Analysis and Cognition of Basic Melodic Structures") and its gap is filled (Meyer 1973, "Explaining Music"). Intervals
that are neither always the same nor all different hold attention: their entropy lies between bounds.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import STRONG, Placed
from musicapp.engines.composer.melody.turns import Turn, turns_of

STEP, LEAP = (1, 2), 5
"""Semitones of a step, and from which on an interval is a leap."""
RECURRENCE = (0.75, 1.0)
ENTROPY_BITS = (2.4, 3.7)
STEPS = (0.4, 0.68)
REPEATED = (0.04, 0.2)
CHANGES = (0.4, 0.68)
RANGE = (9.0, 17.0)
"""What is good of each: shares, bits, semitones. Outside lie flaws."""
LONGEST_RUN = 3
EARLIEST_CLIMAX = 0.3
"""Share of the notes after which the highest should come."""
NEIGHBOURS = 2
"""So far apart, in notes, the same highest note is still one climax."""
PULLS = 2
"""Leading tones that a section should lead to their tonic."""
FEWEST = 6
"""A melody of fewer notes has no shape to speak of."""


def flaws_of(pitches: Sequence[int], heard: frozenset[Turn]) -> float:
    """Return how flawed a melody is after what was heard before: 0 is not at all, 1 so that everybody hears it."""
    if len(pitches) < FEWEST:
        return 0.0
    moves = [b - a for a, b in pairwise(pitches)]
    steps, repeated = sum(abs(move) in STEP for move in moves), moves.count(0)
    return (
        3.0 * outside(recurrence(turns_of(pitches), heard), RECURRENCE)
        + 1.0 * outside(entropy(moves), ENTROPY_BITS)
        + 3.0 * outside(steps / len(moves), STEPS)
        + 3.0 * outside(repeated / len(moves), REPEATED)
        + 2.0 * outside(changes(moves), CHANGES)
        + 0.15 * outside(max(pitches) - min(pitches), RANGE)
        + 3.0 * unresolved(moves)
        + 0.5 * max(0, longest_run(moves) - LONGEST_RUN)
        + climax_flaws(pitches)
    )


def outside(value: float, bounds: tuple[float, float]) -> float:
    """Return how far a value lies outside its bounds."""
    return max(bounds[0] - value, value - bounds[1], 0.0)


def recurrence(turns: Sequence[Turn], heard: frozenset[Turn]) -> float:
    """Return the share of turns that are heard more than once."""
    counted = Counter(turns)
    return sum(counted[turn] > 1 or turn in heard for turn in turns) / max(1, len(turns))


def entropy(moves: Sequence[int]) -> float:
    """Return the entropy of intervals in bits."""
    count = len(moves)
    return -sum(n / count * math.log2(n / count) for n in Counter(moves).values())


def changes(moves: Sequence[int]) -> float:
    """Return how often a melody that moves changes its direction."""
    going = [move > 0 for move in moves if move]
    return sum(a != b for a, b in pairwise(going)) / max(1, len(going) - 1)


def unresolved(moves: Sequence[int]) -> float:
    """Return the share of leaps that neither turn back nor go on by step."""
    leaps = [(a, b) for a, b in pairwise(moves) if abs(a) >= LEAP]
    return sum(a * b >= 0 and abs(b) > STEP[1] for a, b in leaps) / max(1, len(leaps))


def longest_run(moves: Sequence[int]) -> int:
    """Return how often at most one note is struck in a row."""
    longest = current = 1
    for move in moves:
        current = 1 if move else current + 1
        longest = max(longest, current)
    return longest


def climax_flaws(pitches: Sequence[int]) -> float:
    """Return 0 where there is one highest place that is not too early."""
    top = max(pitches)
    places = [index for index, pitch in enumerate(pitches) if pitch == top]
    returns = sum(b - a > NEIGHBOURS for a, b in pairwise(places))
    return min(2, returns) * 0.6 + 0.8 * max(0.0, EARLIEST_CLIMAX - places[-1] / len(pitches))


def misfits(placed: Sequence[Placed], gamut: Gamut) -> float:
    """Return the share of strong notes that are not of their chord."""
    strong = [note for note in placed if note.weight >= STRONG]
    return sum(not gamut.has_chord_tone(note.step, note.chord) for note in strong) / max(1, len(strong))


def missing_pulls(placed: Sequence[Placed], gamut: Gamut) -> int:
    """Return how many leading tones that rise to their tonic are wanted yet: nothing tells of a key so surely."""
    tonic = gamut.key.tonic_class
    pulls = sum(
        b.step - a.step == 1 and b.chord != a.chord and gamut.pitch(a.step, a.chord) % 12 == (tonic - 1) % 12
        for a, b in pairwise(placed)
    )
    return max(0, PULLS - pulls)
