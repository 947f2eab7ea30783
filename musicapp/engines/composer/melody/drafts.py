"""Drafts: motifs and sections are invented several times over, and the least flawed is kept.

Each draft has a child seed of its own, and who keeps it is decided by the melody alone: the same seed gives the
same choice. A section that takes up another's melody follows the draft that its source has kept.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.melody.judgement import outside
from musicapp.engines.composer.melody.motif import Motif, Pace, invent_motif
from musicapp.engines.composer.theory.meters import Meter

SECTION_DRAFTS = 6
MOTIF_DRAFTS = 12
STRANGE = 1.5
"""How much it weighs that a motif sounds alike over few of its bars."""
MOTIF_RANGE = (2.0, 5.0)
"""Scale steps from its lowest to its highest note: a motif has a face and fits a breath."""
SMALLEST_LEAP = 2
"""Scale steps from which on a motif has something to be known by."""


class Wants(msgspec.Struct, frozen=True, kw_only=True):
    """What motifs are for: a meter, a pace, and how strange each would be to its bars, 0-1."""

    meter: Meter
    pace: Pace
    strangeness: Callable[[Motif], float]


def least_flawed(flaws: Sequence[float]) -> int:
    """Return which draft has the fewest flaws; the first of those that are alike."""
    return min(range(len(flaws)), key=lambda draft: (round(flaws[draft], 9), draft))


def invent_motifs(wants: Wants, rng: np.random.Generator) -> dict[str, Motif]:
    """Invent a motif and another that answers it: the best of some of each."""
    first = [invent_motif(wants.meter, wants.pace, rng) for _ in range(MOTIF_DRAFTS)]
    other = [invent_motif(wants.meter, wants.pace, rng) for _ in range(MOTIF_DRAFTS)]
    a = first[least_flawed([plainness(motif) + STRANGE * wants.strangeness(motif) for motif in first])]
    b = other[least_flawed([plainness(m) + likeness(a, m) + STRANGE * wants.strangeness(m) for m in other])]
    return {"a": a, "b": b}


def plainness(motif: Motif) -> float:
    """Return how little a motif has to be known by: one length, no leap or too many, a narrow range, notes again."""
    steps, lengths = [note.step for note in motif], [note.length for note in motif]
    moves = [b - a for a, b in pairwise(steps)]
    leaps = sum(abs(move) > SMALLEST_LEAP for move in moves)
    return (
        1.0 * (len(set(lengths)) == 1)
        + 0.5 * outside(max(steps) - min(steps), MOTIF_RANGE)
        + 0.5 * (not any(abs(move) >= SMALLEST_LEAP for move in moves))
        + 0.5 * max(0, leaps - 1)
        + 0.4 * sum(move == 0 for move in moves)
        + 0.3 * (lengths[-1] < max(lengths))
    )


def likeness(one: Motif, other: Motif) -> float:
    """Return how much a motif says what another has said: the same rhythm, the same direction."""
    same_rhythm = [note.start for note in one] == [note.start for note in other]
    return 1.0 * same_rhythm + 0.5 * (direction(one) == direction(other))


def direction(motif: Motif) -> bool:
    """Return whether a motif ends higher than it begins."""
    return motif[-1].step > motif[0].step
