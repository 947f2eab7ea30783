"""A soft clip for the tips of the loudest peaks, at four times the rate, so that the limiter moves less."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.master.ceiling import CEILING
from musicapp.engines.composer.master.oversampling import around_peaks, downsample, sample_peaks, upsample

KNEE = CEILING * 10 ** (-2.0 / 20)
"""Below, nothing changes."""
BEND = 0.35
"""How far above the knee it closes; a peak 2 dB over the ceiling loses 1 dB here."""


def clip_softly(sound: Samples) -> Samples:
    """Bend what lies above the knee in float32 (2, samples); all else stays the very same.

    Peaks that only lie between samples are the limiter's.
    """
    near = around_peaks(sample_peaks(sound), KNEE)
    if not near.any():
        return sound
    clipped = sound.copy()
    over = upsample(sound[:, near])
    clipped[:, near] += downsample(bend(over) - over)
    return clipped


def bend(over: Samples) -> Samples:
    """Return the curve's answer to samples of any shape."""
    above = np.maximum(np.abs(over) - np.float32(KNEE), 0)
    lost = above - np.float32(BEND) * np.tanh(above / np.float32(BEND))
    return over - np.copysign(lost, over)


def clipped_db(peak: float) -> float:
    """Return how much a peak loses, in dB."""
    bent = float(bend(np.array([peak], np.float32))[0])
    return float(20 * np.log10(peak / bent)) if peak > KNEE else 0.0
