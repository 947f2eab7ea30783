"""A look-ahead true-peak limiter that costs nothing where nothing peaks.

The reduction in dB is the most that any peak within 5 ms needs, let go at a steady pace and smoothed
over 5 ms, so it has arrived when the peak does.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.master.ceiling import CEILING
from musicapp.engines.composer.master.neighbours import highest_around, mean_around
from musicapp.engines.composer.master.oversampling import Envelope, true_peaks

LOOK_AHEAD = RATE * 5 // 1000
RELEASE_DB_A_SAMPLE = 25.0 / RATE
"""2 dB in 80 ms."""
MARGIN = RATE // 4
"""Samples that must be known around a stretch: enough to let go of 6 dB."""

Gain = npt.NDArray[np.float32]
"""A gain for each sample."""


def limiting_gain(peaks: Envelope) -> Gain | None:
    """Return what keeps true peaks below the ceiling, for each sample; None where all are."""
    if peaks.max(initial=0.0) <= CEILING:
        return None
    needed_db = 20 * np.log10(np.maximum(peaks, CEILING) / CEILING)
    held = highest_around(needed_db, LOOK_AHEAD)
    pace = RELEASE_DB_A_SAMPLE * np.arange(len(held))
    let_go = np.maximum.accumulate(held + pace) - pace
    smooth = mean_around(mean_around(let_go, LOOK_AHEAD // 2), LOOK_AHEAD // 2)
    return np.asarray(10 ** (-smooth / 20), np.float32)


def limit(sound: Samples) -> Samples:
    """Keep the true peak below the ceiling; sound, float32 (2, samples), carries MARGIN around what is used."""
    gain = limiting_gain(true_peaks(sound, CEILING))
    return sound if gain is None else sound * gain
