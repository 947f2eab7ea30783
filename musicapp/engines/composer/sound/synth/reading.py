"""Reading waves: straight lines between the points of a cycle, and between cycles where a filter moves."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.synth.course import Precise

TURN = 1 << 32
Phase = npt.NDArray[np.uint32]
"""uint32 (samples,): where in a cycle each sample lies, in parts of TURN, so that a phase goes round by itself."""


def phase_of(cycles: Precise) -> Phase:
    """Return the phase after so many cycles."""
    begun = cycles - np.floor(cycles)
    begun *= TURN // 2
    return begun.astype(np.int32).view(np.uint32) << np.uint32(1)


def steady_phase(start: float, step: float, count: int) -> Phase:
    """Return the phase of a pitch at rest: where it starts and how far it goes in a sample, both in cycles."""
    first, further = (np.uint32(round(cycles * TURN) % TURN) for cycles in (start, step))
    return np.arange(count, dtype=np.uint32) * further + first


class WaveReader:
    """Reads rows (rows, points + 1) of which each is a cycle and its first sample again.

    Points are a power of two, so that the first bits of a phase are a point and the others lie between it and the
    next. position (samples,) says between which rows it reads at each sample, counted from lowest; without it there is
    one row.
    """

    def __init__(self, rows: Samples, lowest: int = 0, position: Samples | None = None) -> None:
        self._points = rows.shape[1] - 1
        self._bits = TURN.bit_length() - self._points.bit_length()
        self._flat = rows.ravel()
        if position is not None:
            row = np.minimum(position.astype(np.int32), lowest + len(rows) - 2)
            self._across = position - row.astype(np.float32)
            self._first = (row - lowest) * rows.shape[1]
        self._is_moving = position is not None

    def at(self, phase: Phase) -> Samples:
        """Return the wave at a phase, float32 (samples,)."""
        index = (phase >> np.uint32(self._bits)).astype(np.int64)
        between = phase & np.uint32((1 << self._bits) - 1)
        part = between.view(np.int32).astype(np.float32) * np.float32(0.5**self._bits)
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
