"""The tone of the whole: nothing below hearing, bass in the middle, a style's shelves."""

from __future__ import annotations

import numpy as np
from scipy import signal

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.effects.biquads import Section, high_pass

LOW_CUT_HZ = 25.0
MONO_BELOW_HZ = 120.0


class Tone:
    """Filters the mix block by block: middle and sides apart, each by its own high-pass."""

    def __init__(self, shelves: tuple[Section, ...]) -> None:
        self._middle = np.stack([high_pass(LOW_CUT_HZ), *shelves])
        self._side = np.stack([high_pass(MONO_BELOW_HZ), *shelves])
        self._states = np.zeros((2, 1 + len(shelves), 2))

    def add(self, sound: Samples) -> Samples:
        """Take the next float32 (2, samples) and return as many."""
        middle, self._states[0] = signal.sosfilt(self._middle, (sound[0] + sound[1]) / 2, zi=self._states[0])
        side, self._states[1] = signal.sosfilt(self._side, (sound[0] - sound[1]) / 2, zi=self._states[1])
        return np.stack([middle + side, middle - side]).astype(np.float32)
