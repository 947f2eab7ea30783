"""Groove: swing, and how a player strays from the grid in time and strength.

Swing follows the style. Straying is not jitter: what drummers are early or late by is correlated over many
beats, with a spectrum like 1/f (Hennig et al. 2011; Räsänen et al. 2015, on the hi-hat of a studio drummer). Here
it is the sum of three first-order walks that forget in 1, 4 and 16 beats, which comes near 1/f between them, and a
smaller error of each single hit, as a tap has its motor noise beside the clock's (Wing and Kristofferson 1973).
Constant habits, such as a snare some ms behind the beat and hats some ms ahead of it in relaxed styles, are the
style's own (``Groove.lean_ms``).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import msgspec
import numpy as np
from numpy.typing import NDArray

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.styles.grooves import DRUM_KEYS, Groove
from musicapp.engines.composer.theory.meters import EIGHTH, TICKS_PER_QUARTER, Clock

MEMORIES = 1.0, 4.0, 16.0
"""Beats in which the walks fall to 1/e."""
HIT_SHARE = 0.25
"""Share of the variance that belongs to single hits."""
VELOCITY_SD = 3.5
ARC = 3.0
"""How far a phrase's top strays, in velocity."""
PHRASE_TOP = 0.6

Offsets = NDArray[np.float64]


class Straying(msgspec.Struct, frozen=True, kw_only=True):
    """How far a player strays: the standard deviation of the whole, and the ticks of a beat."""

    deviation: float
    beat: int


def groove_offset_s(tick: float, bar: Bar, groove: Groove, clock: Clock) -> float:
    """Return by how much swing delays a place in a bar, in s.

    The middle of a pair comes swing / 3 of half a pair late; the rest of the pair stretches and shrinks evenly.
    Triplets, compound meters and a pair that the bar cuts short stay where they are.
    """
    half = groove.unit * TICKS_PER_QUARTER
    into = (tick - bar.start) % (2 * half)
    is_cut = tick - into + 2 * half > bar.end
    if bar.meter.is_compound or bar.length == 3 * EIGHTH or is_cut or is_triplet(into, half):
        return 0.0
    return clock.seconds(groove.swing / 3 * min(into, 2 * half - into))


def is_triplet(into: float, half: float) -> bool:
    """Return whether a place in a pair is one of three or six, and not of four or eight."""
    return into % (half / 3) == 0 and into % (half / 4) != 0


def lean_s(pitch: int, groove: Groove) -> float:
    """Return how late a drum always is, in s."""
    return next((late / 1000 for drum, late in groove.lean_ms.items() if DRUM_KEYS[drum] == pitch), 0.0)


def stray(starts: Sequence[int], straying: Straying, rng: np.random.Generator) -> Offsets:
    """Return how far each note strays, (notes,), in the unit of the deviation.

    starts are in ticks and in order. Notes that start together drift together.
    """
    if not starts:
        return np.zeros(0)
    first = starts[0] // straying.beat
    places = np.asarray(starts) / straying.beat - first
    walk = walk_beats(int(places[-1]) + 2, rng)
    drift = np.interp(places, np.arange(len(walk)), walk)
    single = bells(len(starts), rng)
    return straying.deviation * (math.sqrt(1 - HIT_SHARE) * drift + math.sqrt(HIT_SHARE) * single)


def walk_beats(beats: int, rng: np.random.Generator) -> Offsets:
    """Walk over beats with a standard deviation of 1, (beats,)."""
    walks = [walk_once(math.exp(-1 / memory), bells(beats, rng)) for memory in MEMORIES]
    return np.asarray(np.sum(walks, axis=0) / math.sqrt(len(walks)))


def walk_once(kept: float, draws: Offsets) -> Offsets:
    """Keep a share of each value in the next, so that the standard deviation stays that of the draws."""
    walk = draws.copy()
    for beat in range(1, len(walk)):
        walk[beat] = kept * walk[beat - 1] + math.sqrt(1 - kept * kept) * draws[beat]
    return walk


def bells(count: int, rng: np.random.Generator) -> Offsets:
    """Draw from a bell with a standard deviation of 1 that ends at 2.45, (count,)."""
    return np.asarray((rng.random((count, 2)).sum(axis=1) - 1.0) * math.sqrt(6))


def stray_velocity(
    starts: Sequence[int], section: SectionForm, straying: Straying, rng: np.random.Generator
) -> Offsets:
    """Return how much harder each note of a section is played than meant, (notes,), in MIDI velocity.

    Each phrase has an arc of its own height, and within it strength strays as time does. The deviation is a
    factor on what is usual (``Groove.humanise``).
    """
    usual = msgspec.structs.replace(straying, deviation=VELOCITY_SD * straying.deviation)
    tops = ARC * straying.deviation * bells(len(section.phrases), rng)
    edges = [
        edge
        for phrase in section.phrases
        for edge in (phrase.start, phrase.start + PHRASE_TOP * (phrase.end - phrase.start))
    ]
    heights = [height for top in tops for height in (0.0, top)]
    arc = np.interp(starts, [*edges, section.end], [*heights, 0.0])
    return np.asarray(stray(starts, usual, rng) + arc)
