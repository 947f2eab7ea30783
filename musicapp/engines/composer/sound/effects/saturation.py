"""Saturation: a soft bend of loud samples, at twice the rate so that what it adds stays below the hearing limit."""

from __future__ import annotations

import numpy as np
from scipy.signal import ellip, sosfilt

from musicapp.engines.composer.audio import RATE, Samples


class Saturation:
    """Bends a stem by a hyperbolic tangent, like a tape driven hot.

    drive_db lifts the sound before the bend and takes the same away after it for soft sounds, so that those
    keep their level and loud ones grow rounder and denser. Both half-band filters are of minimum phase: no
    delay to make good, as with an analogue device.
    """

    tail_s = 0.01

    def __init__(self, drive_db: float) -> None:
        self._gain = np.float32(10 ** (drive_db / 20))
        self._half_band = ellip(8, 0.1, 80, 20_500, output="sos", fs=2 * RATE)
        self._before = np.zeros((len(self._half_band), 2, 2))
        self._after = np.zeros((len(self._half_band), 2, 2))

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (2, samples)."""
        doubled = np.zeros((2, 2 * block.shape[1]))
        doubled[:, ::2] = 2 * self._gain * block
        doubled, self._before = sosfilt(self._half_band, doubled, axis=-1, zi=self._before)
        bent, self._after = sosfilt(self._half_band, np.tanh(doubled), axis=-1, zi=self._after)
        return np.asarray(bent[:, ::2] / self._gain, dtype=np.float32)
