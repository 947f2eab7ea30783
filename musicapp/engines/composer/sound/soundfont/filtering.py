"""The low-pass of a voice: two poles, with resonance, standing still or moving."""

from __future__ import annotations

import functools
import math

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.effects import biquads
from musicapp.engines.composer.sound.effects.biquads import Section
from musicapp.engines.composer.sound.effects.block_filter import State, block_filter, state_of
from musicapp.engines.composer.sound.effects.equaliser import filter_whole
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.soundfont.envelope import Points

OPEN = 13_500.0
"""Absolute cents of a cutoff that is not heard."""
STEP = 100.0
"""Cents by which a moving cutoff jumps."""
EVERY = 4
"""Control points between two looks at a moving cutoff."""
APART = 400.0
"""Cents between the filters that a wavering one is blended from."""
HIGHEST_HZ = 0.45 * RATE
HIGHEST_CENTS = 1200 * math.log2(HIGHEST_HZ / 8.176)


def low_pass(sound: Samples, cutoff: float, resonance: float) -> Samples:
    """Filter a sound, float32 (samples,).

    cutoff is in absolute cents, resonance in cB above a flat response; it costs half its height in level.
    """
    return sweep(sound, np.array([cutoff]), resonance)


def pass_on(sound: Samples, resonance: float) -> Samples:
    """Return a sound as a filter would leave it whose cutoff is not heard."""
    return sound * np.float32(_gain(_quality(resonance)))


def sweep(sound: Samples, cutoff: Points, resonance: float) -> Samples:
    """Filter a sound by a cutoff that goes somewhere, one value each CONTROL samples: it moves by steps."""
    steps = np.round(cutoff[::EVERY] / STEP) * STEP if len(cutoff) > 1 else cutoff
    edges = np.flatnonzero(np.diff(steps)) + 1
    marks = [0, *(edges * CONTROL * EVERY).tolist(), len(sound)]
    out = np.empty_like(sound)
    for low, high, cents in zip(marks[:-1], marks[1:], steps[[0, *edges]].tolist(), strict=True):
        if low < min(high, len(sound)):
            section = _section(cents, resonance)
            state = _state(section, sound[max(0, low - 2) : low], out[max(0, low - 2) : low])
            filtered, _ = block_filter([section]).run(sound[None, low:high], state)
            out[low:high] = filtered[0]
    return out


def waver(sound: Samples, cutoff: Points, bounds: tuple[float, float], resonance: float) -> Samples:
    """Filter a sound by a cutoff that goes to and fro within bounds: what wavers would click if it jumped.

    It is a blend of filters that stand still.
    """
    lowest, highest = (min(bound, HIGHEST_CENTS) for bound in bounds)
    filters = np.linspace(lowest, highest, 2 + int((highest - lowest) / APART))
    places = np.interp(np.minimum(cutoff, HIGHEST_CENTS), filters, np.arange(len(filters)))
    out = np.zeros_like(sound)
    for place, cents in enumerate(filters.tolist()):
        shares = np.clip(1 - np.abs(np.append(places, places[-1]) - place), 0, 1)
        if shares.any():
            share = spread(shares)[: len(sound)]
            out[: len(share)] += share * filter_whole([_section(cents, resonance)], sound[None, : len(share)])[0]
    return out


def _state(section: Section, heard: Samples, given: Samples) -> State:
    """Return the state of a section that has heard and given the last two samples: so it goes on without a jump."""
    _, b1, b2, _, a1, a2 = section.tolist()
    x1, x2 = (float(heard[-1]), float(heard[-2])) if len(heard) == 2 else (0.0, 0.0)
    y1, y2 = (float(given[-1]), float(given[-2])) if len(given) == 2 else (0.0, 0.0)
    return state_of(b1 * x1 + b2 * x2 - a1 * y1 - a2 * y2, b2 * x1 - a2 * y1)


@functools.lru_cache(maxsize=1024)
def _section(cents: float, resonance: float) -> Section:
    """Return Robert Bristow-Johnson's low-pass, at FluidSynth's level."""
    hz = min(max(8.176 * 2 ** (cents / 1200), 5.0), HIGHEST_HZ)
    quality = _quality(resonance)
    section = biquads.low_pass(hz, quality)
    section[:3] *= _gain(quality)
    section.flags.writeable = False
    return section


def _quality(resonance: float) -> float:
    return float(10 ** ((min(max(resonance, 0.0), 960.0) / 10 - 3.01) / 20))


def _gain(quality: float) -> float:
    return 1 / math.sqrt(quality)
