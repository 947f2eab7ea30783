"""A delay that moves: the sound of a moment ago, read between its samples."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples, is_silent
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.instrument import CONTROL

Points = npt.NDArray[np.float64]
DelayAt = Callable[[Points], Points]
"""The delay in samples at some places (samples of the piece)."""


class MovingDelay:
    """Reads the last samples of each side at delays that move; the delays must be slow beside CONTROL samples."""

    def __init__(self, longest: float, first: int) -> None:
        """Take the longest delay in samples, and the sample of the piece with which the sound begins."""
        self._memory = math.ceil(longest) + 2
        self._next = first
        self._before: Samples | None = None

    def read(self, block: Samples, delays: Sequence[DelayAt]) -> Samples:
        """Take the next float32 (channels, samples) and return as many, each side at its own delay."""
        if self._before is None:
            self._before = np.zeros((len(block), self._memory), np.float32)
        joined = np.concatenate([self._before, block], axis=1)
        start, self._next = self._next, self._next + block.shape[1]
        self._before = joined[:, -self._memory :].copy()
        if is_silent(joined):
            return block
        return np.stack([self._tap(side, start, delay) for side, delay in zip(joined, delays, strict=True)])

    def _tap(self, joined: Samples, start: int, delay: DelayAt) -> Samples:
        size, first = len(joined) - self._memory, start // CONTROL
        points = CONTROL * np.arange(first, first + size // CONTROL + 3, dtype=np.float64)
        place = spread(self._memory - delay(points))[start - first * CONTROL :][:size]
        whole = place.astype(np.int32)
        index = np.arange(size) + whole
        earlier = joined.take(index)
        tap: Samples = earlier + (joined.take(index + 1) - earlier) * (place - whole.astype(np.float32))
        return tap
