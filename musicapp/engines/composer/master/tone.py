"""The tone of the whole: nothing below hearing, bass in the middle, a style's shelves."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.effects.biquads import Section, high_pass
from musicapp.engines.composer.sound.effects.equaliser import Equaliser

LOW_CUT_HZ = 25.0
MONO_BELOW_HZ = 120.0


class Tone:
    """Filters the mix block by block: middle and sides apart, each by its own high-pass."""

    def __init__(self, shelves: tuple[Section, ...]) -> None:
        self._middle = Equaliser([high_pass(LOW_CUT_HZ), *shelves])
        self._side = Equaliser([high_pass(MONO_BELOW_HZ), *shelves])

    def add(self, sound: Samples) -> Samples:
        """Take the next float32 (2, samples) and return as many."""
        half = np.float32(0.5)
        middle = self._middle.add((sound[:1] + sound[1:]) * half)
        side = self._side.add((sound[:1] - sound[1:]) * half)
        return np.concatenate([middle + side, middle - side])
