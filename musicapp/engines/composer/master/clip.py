"""A soft clip for the tips of the loudest peaks, at four times the rate, so that the limiter moves less."""

from __future__ import annotations

import numpy as np
from scipy import signal

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.master.ceiling import CEILING
from musicapp.engines.composer.master.oversampling import OVERSAMPLING, loud_runs, sample_peaks, upsample

KNEE = CEILING * 10 ** (-2.0 / 20)
"""Below, nothing changes."""
BEND = 0.35
"""How far above the knee it closes; a peak 2 dB over the ceiling loses 1 dB here."""


def clip_softly(sound: Samples) -> Samples:
    """Bend what lies above the knee in float32 (2, samples); all else stays the very same."""
    clipped = sound.copy()
    for run in loud_runs(sample_peaks(sound), KNEE * 0.8):
        over = upsample(sound[:, run])
        bent = bend(over)
        clipped[:, run] += np.asarray(signal.resample_poly(bent - over, 1, OVERSAMPLING, axis=1), np.float32)
    return clipped


def bend(over: Samples) -> Samples:
    """Return the curve's answer to samples of any shape."""
    size = np.abs(over)
    above = np.maximum(size - KNEE, 0) / BEND
    return np.where(size > KNEE, np.copysign(KNEE + BEND * np.tanh(above), over), over).astype(np.float32)


def clipped_db(peak: float) -> float:
    """Return how much a peak loses, in dB."""
    bent = float(bend(np.array([peak], np.float32))[0])
    return float(20 * np.log10(peak / bent)) if peak > KNEE else 0.0
