"""Reading waves: straight lines between the points of a cycle, and between cycles where a filter moves."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.synth.course import Precise


class WaveReader:
    """Reads rows (rows, points + 1) of which each is a cycle and its first sample again.

    Points are a power of two, so that the last bits of a place are the place in its cycle. position (samples,) says
    between which rows it reads at each sample; without it there is one row.
    """

    def __init__(self, rows: Samples, position: Samples | None = None) -> None:
        self._points = rows.shape[1] - 1
        self._flat = rows.ravel()
        if position is not None:
            row = np.minimum(position.astype(np.int32), len(rows) - 2)
            self._across = position - row.astype(np.float32)
            self._first = row * rows.shape[1]
        self._is_moving = position is not None

    def at(self, cycles: Precise) -> Samples:
        """Return the wave after so many cycles, float32 (samples,)."""
        place = cycles * self._points
        index = place.astype(np.int64)
        part = (place - index).astype(np.float32)
        index &= self._points - 1
        if not self._is_moving:
            return self._between(index, part)
        index += self._first
        low = self._between(index, part)
        index += self._points
        high = self._between(index, part)
        return _mixed(low, high, self._across)

    def _between(self, index: np.ndarray[tuple[int], np.dtype[np.int64]], part: Samples) -> Samples:
        """Read between a place and the next one; the index is left at the next."""
        here = self._flat.take(index)
        index += 1
        return _mixed(here, self._flat.take(index), part)


def _mixed(first: Samples, second: Samples, part: Samples) -> Samples:
    """Return what lies at a part of the way from the first to the second; both are used up."""
    second -= first
    second *= part
    first += second
    return first
