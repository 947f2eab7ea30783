"""A look-ahead true-peak limiter that costs nothing where nothing peaks.

The reduction in dB is the most that any peak within 5 ms needs, let go at a steady pace and smoothed
over 5 ms, so it has arrived when the peak does.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.master.ceiling import CEILING
from musicapp.engines.composer.master.oversampling import true_peaks

LOOK_AHEAD = RATE * 5 // 1000
RELEASE_DB_A_SAMPLE = 25.0 / RATE
"""2 dB in 80 ms."""
MARGIN = RATE // 4
"""Samples that must be known around a stretch: enough to let go of 6 dB."""

Reduction = npt.NDArray[np.float64]


def limiting(sound: Samples) -> Reduction | None:
    """Return by how many dB each sample of float32 (2, samples) is to be lowered; None where none needs it."""
    needed = 20 * np.log10(np.maximum(true_peaks(sound, CEILING), CEILING).astype(np.float64) / CEILING)
    if not needed.any():
        return None
    held = ndimage.maximum_filter1d(needed, 2 * LOOK_AHEAD + 1)
    pace = RELEASE_DB_A_SAMPLE * np.arange(len(held))
    let_go = np.maximum.accumulate(held + pace) - pace
    smooth = ndimage.uniform_filter1d(ndimage.uniform_filter1d(let_go, LOOK_AHEAD + 1), LOOK_AHEAD + 1)
    return np.asarray(smooth)


def limit(sound: Samples) -> Samples:
    """Keep the true peak below the ceiling; sound carries MARGIN samples around what is used."""
    reduction = limiting(sound)
    return sound if reduction is None else lower(sound, reduction)


def lower(sound: Samples, reduction: Reduction) -> Samples:
    """Return a sound lowered by so many dB at each sample."""
    return sound * (10 ** (-reduction / 20)).astype(np.float32)
