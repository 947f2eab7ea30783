"""The low-pass of a voice: two poles, with resonance, standing still or moving."""

from __future__ import annotations

import math

import numpy as np
from scipy import signal

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.soundfont.envelope import Points

OPEN = 13_500.0
"""Absolute cents of a cutoff that is not heard."""
STEP = 100.0
"""Cents by which a moving cutoff jumps."""
EVERY = 4
"""Control points between two looks at a moving cutoff."""
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
    steps = np.round(cutoff[::EVERY] / STEP) * STEP if len(cutoff) > 1 else cutoff
    edges = np.flatnonzero(np.diff(steps)) + 1
    marks = [0, *(edges * CONTROL * EVERY).tolist(), len(sound)]
    out = np.empty_like(sound)
    state = np.zeros(2)
    for low, high, cents in zip(marks[:-1], marks[1:], steps[[0, *edges]].tolist(), strict=True):
        if low < min(high, len(sound)):
            upper, lower = _section(cents, resonance)
            out[low:high], state = signal.lfilter(upper, lower, sound[low:high], zi=state)
    return out


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
