"""An equaliser: any number of second-order sections, one after the other."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.signal import sosfilt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.effects.biquads import Section


class Equaliser:
    """Filters a stem by sections of ``biquads``."""

    tail_s = 0.05

    def __init__(self, sections: Sequence[Section]) -> None:
        self._sections = np.stack(sections)
        self._state: npt.NDArray[np.float64] | None = None

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (channels, samples)."""
        if self._state is None:
            self._state = np.zeros((len(self._sections), len(block), 2))
        filtered, self._state = sosfilt(self._sections, block, axis=-1, zi=self._state)
        return np.asarray(filtered, dtype=np.float32)


def filter_whole(sections: Sequence[Section], sound: Samples) -> Samples:
    """Filter a sound that is there as a whole along its last axis."""
    return np.asarray(sosfilt(np.stack(sections), sound, axis=-1), dtype=np.float32)
