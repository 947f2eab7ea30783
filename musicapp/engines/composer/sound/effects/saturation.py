"""Saturation: a soft bend of loud samples, at twice the rate so that what it adds stays below the hearing limit."""

from __future__ import annotations

import functools

import numpy as np
import numpy.typing as npt
from scipy.signal import ellip, sosfilt

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import high_pass

LOWEST_HZ = 18.0
"""A bent wave that is not the same upwards and downwards has an offset; this high-pass takes it away."""


class Saturation:
    """Bends a stem by a hyperbolic tangent, like a tape driven hot.

    drive_db lifts the sound before the bend and takes the same away after it, so that soft sounds keep their level
    and loud ones grow rounder and denser. All filters are of minimum phase: no delay to make good, as with an
    analogue device.
    """

    tail_s = 0.05

    def __init__(self, drive_db: float, channels: int = 2) -> None:
        self._gain = np.float32(10 ** (drive_db / 20))
        self._before = half_band()
        self._after = np.concatenate((self._before, [high_pass(LOWEST_HZ, rate=2 * RATE)]))
        self._before_state = np.zeros((len(self._before), channels, 2))
        self._after_state = np.zeros((len(self._after), channels, 2))

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (channels, samples)."""
        doubled = np.zeros((len(block), 2 * block.shape[1]))
        doubled[:, ::2] = 2 * self._gain * block
        doubled, self._before_state = sosfilt(self._before, doubled, zi=self._before_state)
        bent, self._after_state = sosfilt(self._after, np.tanh(doubled), zi=self._after_state)
        return np.asarray(bent[:, ::2] / self._gain, dtype=np.float32)


@functools.cache
def half_band() -> npt.NDArray[np.float64]:
    """Return the low-pass that both ways between the two rates go through: 80 dB down from 24 kHz on."""
    return np.asarray(ellip(9, 0.02, 80, 20_500, output="sos", fs=2 * RATE))
