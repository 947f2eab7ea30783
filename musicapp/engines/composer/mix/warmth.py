"""Saturation: the warmth of a driven stage, cheap enough for every part.

Only the lower part of the spectrum is driven, so that its third harmonic still fits under half the
rate and nothing must be oversampled.
"""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.effects.biquads import low_pass
from musicapp.engines.composer.sound.effects.equaliser import Equaliser

DRIVEN_BELOW_HZ = 6_000.0
DRIVE = 4.0
"""Gain into the stage at full amount; a part at its working level then reaches well into the bend."""


class Warmth:
    """Drives a part by an amount (0-1), block by block."""

    tail_s = 0.01

    def __init__(self, amount: float) -> None:
        self._amount = np.float32(amount)
        self._drive = np.float32(1.0 + (DRIVE - 1.0) * amount)
        self._low = Equaliser([low_pass(DRIVEN_BELOW_HZ)])

    def add(self, block: Samples) -> Samples:
        """Take the next float32 (channels, samples) and return as many with their overtones."""
        low = self._low.add(block)
        warm: Samples = block + self._amount * (np.tanh(low * self._drive) / self._drive - low)
        return warm
