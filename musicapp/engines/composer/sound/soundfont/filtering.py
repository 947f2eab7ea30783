"""The low-pass of a voice: two poles, with resonance, standing still or moving."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import signal

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.soundfont.envelope import Points

OPEN = 13_500.0
"""Absolute cents of a cutoff that is not heard."""
STEP = 100.0
"""Cents by which a moving cutoff jumps."""
EVERY = 4
"""Control points between two looks at a cutoff that moves on its way to where it stays..."""
WAVERING, SELDOM = 100, 16
"""... and between two where it moves more often than so many times: that is a tremolo, and slower than either."""
HIGHEST_HZ = 0.45 * RATE


def low_pass(sound: Samples, cutoff: float | Points, resonance: float) -> Samples:
    """Filter a sound, float32 (samples,).

    cutoff is in absolute cents, one value or one each CONTROL samples, resonance in cB above a flat
    response; it costs half its height in level.
    """
    if isinstance(cutoff, float):
        cutoff = np.array([cutoff])
    if cutoff.min() >= OPEN and resonance <= 0:
        return sound * np.float32(_gain(_quality(resonance)))
    steps, edges = _looks(cutoff)
    marks = [0, *(edges * CONTROL).tolist(), len(sound)]
    out = np.empty_like(sound)
    state = np.zeros(2)
    for low, high, cents in zip(marks[:-1], marks[1:], steps.tolist(), strict=True):
        if low < min(high, len(sound)):
            upper, lower = _section(cents, resonance)
            out[low:high], state = signal.lfilter(upper, lower, sound[low:high], zi=state)
    return out


def _looks(cutoff: Points) -> tuple[Points, npt.NDArray[np.int64]]:
    """Return the cutoffs that follow one another, and the points of the grid at which all but the first begin."""
    if len(cutoff) == 1:
        return cutoff, np.zeros(0, np.int64)
    for every in (EVERY, SELDOM):
        steps = np.round(cutoff[::every] / STEP) * STEP
        edges = np.flatnonzero(np.diff(steps)) + 1
        if len(edges) <= WAVERING:
            break
    return steps[[0, *edges]], edges * every


def _section(cents: float, resonance: float) -> tuple[list[float], list[float]]:
    """Return numerator and denominator (Robert Bristow-Johnson's low-pass, at FluidSynth's level)."""
    hz = min(max(8.176 * 2 ** (cents / 1200), 5.0), HIGHEST_HZ)
    quality = _quality(resonance)
    omega = 2 * math.pi * hz / RATE
    alpha, cos = math.sin(omega) / (2 * quality), math.cos(omega)
    top = (1 - cos) / (1 + alpha) * _gain(quality)
    return [top / 2, top, top / 2], [1.0, -2 * cos / (1 + alpha), (1 - alpha) / (1 + alpha)]


def _quality(resonance: float) -> float:
    return float(10 ** ((min(max(resonance, 0.0), 960.0) / 10 - 3.01) / 20))


def _gain(quality: float) -> float:
    return 1 / math.sqrt(quality)
