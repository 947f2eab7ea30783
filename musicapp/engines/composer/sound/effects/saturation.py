"""Saturation: a soft bend of loud samples, at twice the rate so that what it adds stays below the hearing limit."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import high_pass
from musicapp.engines.composer.sound.effects.equaliser import Equaliser

LOWEST_HZ = 18.0
"""A bent wave that is not the same upwards and downwards has an offset; this high-pass takes it away."""
HALF_BAND = np.array(
    [
        [0.006094650998490118, 0.00902765683373738, 0.006094650998490117, 1.0, -0.4437614727906034, 0.0],
        [1.0, 1.0, 0.0, 1.0, -0.7913632403596863, 0.3108811228370338],
        [1.0, 0.7301406642384687, 1.0, 1.0, -0.5975049794549003, 0.5477952877256329],
        [1.0, 0.29805997159178965, 1.0, 1.0, -0.4408385262888271, 0.7640379193034439],
        [1.0, 0.1237450180898445, 1.0, 1.0, -0.3709295336415501, 0.9269622484752291],
    ]
)
"""The low-pass that both ways between the two rates go through: 80 dB down from 24 kHz on.

It is an elliptic one of ninth order, 0.02 dB of ripple up to 20.5 kHz at twice the rate.
"""


class Saturation:
    """Bends a stem by a hyperbolic tangent, like a tape driven hot.

    drive_db lifts the sound before the bend and takes the same away after it, so that soft sounds keep their level
    and loud ones grow rounder and denser. All filters are of minimum phase: no delay to make good, as with an
    analogue device.
    """

    tail_s = 0.05

    def __init__(self, drive_db: float) -> None:
        self._gain = np.float32(10 ** (drive_db / 20))
        self._before = Equaliser(list(HALF_BAND))
        self._after = Equaliser([*HALF_BAND, high_pass(LOWEST_HZ, rate=2 * RATE)])

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (channels, samples)."""
        doubled = np.zeros((len(block), 2 * block.shape[1]), np.float32)
        doubled[:, ::2] = 2 * self._gain * block
        bent = self._after.add(np.tanh(self._before.add(doubled)))
        return bent[:, ::2] / self._gain
