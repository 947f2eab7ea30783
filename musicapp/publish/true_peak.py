"""Measures the true peak, that of the curve between the samples, block by block.

After ITU-R BS.1770-4 annex 2: four times oversampled.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from scipy import signal

from musicapp.publish.audio import Block

_TIMES = 4
_REACH_FRAMES = 10
"""How many samples on either side shape the curve at a point."""
_STRETCH = 64
"""So many samples are oversampled at once, or not at all."""

_TAPS = _TIMES * signal.firwin(2 * _TIMES * _REACH_FRAMES + 1, 1 / _TIMES, window=("kaiser", 5.0))
_MOST_GAIN = max(float(np.abs(_TAPS[phase::_TIMES]).sum()) for phase in range(_TIMES))
_FLOOR = 1e-10


class TruePeakMeter:
    """Keeps the highest point of the curve.

    Args:
        channels: how many.
    """

    def __init__(self, channels: int) -> None:
        self._peak = 0.0
        self._rest: Block = np.zeros((2 * _REACH_FRAMES, channels), dtype=np.float32)

    def add(self, block: Block) -> None:
        """Take in the next block."""
        joined = np.concatenate([self._rest, block])
        whole = (len(joined) - 2 * _REACH_FRAMES) // _STRETCH * _STRETCH
        self._rest = joined[whole:]
        if whole:
            self._look(np.ascontiguousarray(joined[: whole + 2 * _REACH_FRAMES].T))

    def peak_db(self) -> float:
        """Finish, and give the peak in dBTP."""
        self.add(np.zeros((_STRETCH + 2 * _REACH_FRAMES, self._rest.shape[1]), dtype=np.float32))
        return 20.0 * math.log10(max(self._peak, _FLOOR))

    def _look(self, samples: Block) -> None:
        """Look at whole stretches with their reach, shape (channels, frames).

        A stretch whose samples are so low that no curve through them can pass the peak is
        not oversampled: that bound is exact, and spares most of the work.
        """
        windows = np.lib.stride_tricks.sliding_window_view(samples, _STRETCH + 2 * _REACH_FRAMES, axis=1)
        stretches = windows[:, ::_STRETCH]
        highest = _highest(samples, stretches.shape[1])
        self._peak = max(self._peak, float(highest.max()))
        steep = stretches[highest * _MOST_GAIN > self._peak]
        if len(steep):
            self._peak = max(self._peak, float(np.abs(steep @ _BETWEEN).max()))


def _highest(samples: Block, stretches: int) -> Block:
    """Return the highest sample of each stretch and its reach, shape (channels, stretches)."""
    level = np.abs(samples)
    own = level[:, : stretches * _STRETCH].reshape(len(samples), stretches, _STRETCH).max(axis=2)
    last = level[:, stretches * _STRETCH :].max(axis=1, keepdims=True)
    return np.asarray(np.maximum(own, np.concatenate([own[:, 1:], last], axis=1)))


def _points_between() -> npt.NDArray[np.float32]:
    """Return the matrix from a stretch and its reach to the three points after each sample, (frames, points)."""
    matrix = np.zeros((_STRETCH + 2 * _REACH_FRAMES, _STRETCH, _TIMES - 1), dtype=np.float32)
    for point in range(1, _TIMES):
        taps = _TAPS[point::_TIMES][::-1]
        for frame in range(_STRETCH):
            matrix[frame + 1 : frame + 1 + len(taps), frame, point - 1] = taps
    return matrix.reshape(len(matrix), -1)


_BETWEEN = _points_between()
