"""A look-ahead true-peak limiter that costs nothing where nothing peaks.

Only stretches whose samples come near the ceiling are oversampled. The gain is the least
that any peak within 5 ms needs, smoothed over 5 ms, so it has arrived when the peak does.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal

from musicapp.engines.composer.audio import RATE, Samples

CEILING = 10 ** (-1.3 / 20)
"""0.3 dB below what is promised: peaks between the oversampled points."""
OVERSAMPLING = 4
NEAR_CEILING = 0.6
LOOK_AHEAD = RATE * 5 // 1000
MARGIN = 4 * LOOK_AHEAD
"""How much must be known around a stretch, in samples."""


def peak_envelope(sound: Samples) -> npt.NDArray[np.float64]:
    """Return the true peak at each sample of float32 (2, samples)."""
    over = np.abs(signal.resample_poly(sound.astype(np.float64), OVERSAMPLING, 1, axis=1))
    return np.asarray(over.max(axis=0).reshape(-1, OVERSAMPLING).max(axis=1))


def limit(sound: Samples) -> Samples:
    """Keep the true peak below the ceiling; sound carries MARGIN samples around what is used."""
    if float(np.max(np.abs(sound), initial=0.0)) < NEAR_CEILING * CEILING:
        return sound
    needed = np.minimum(1.0, CEILING / np.maximum(peak_envelope(sound), 1e-9))
    if float(needed.min()) >= 1.0:
        return sound
    held = ndimage.minimum_filter1d(needed, 2 * LOOK_AHEAD + 1)
    gain = ndimage.uniform_filter1d(held, 2 * LOOK_AHEAD + 1)
    return (sound * gain).astype(np.float32)
