"""Measures the true peak, that of the curve between the samples, block by block.

After ITU-R BS.1770-4 annex 2: four times oversampled.
"""

from __future__ import annotations

import math

import numpy as np
from scipy import signal

from musicapp.publish.audio import Block

_TIMES = 4
_REACH_FRAMES = 10
"""How many samples on either side shape the curve at a point."""

_TAPS = (_TIMES * signal.firwin(2 * _TIMES * _REACH_FRAMES + 1, 1 / _TIMES, window=("kaiser", 5.0))).astype(np.float32)
_MOST_GAIN = max(float(np.abs(_TAPS[phase::_TIMES]).sum()) for phase in range(_TIMES))
_FLOOR = 1e-10


class TruePeakMeter:
    """Keeps the highest point of the curve.

    Args:
        channels: how many.
    """

    def __init__(self, channels: int) -> None:
        self._peak = 0.0
        self._tail: Block = np.zeros((2 * _REACH_FRAMES, channels), dtype=np.float32)

    def add(self, block: Block) -> None:
        """Take in the next block.

        A block whose samples are so low that no curve through them can pass the peak is
        not oversampled: that bound is exact, and spares most of the work.
        """
        joined = np.concatenate([self._tail, block])
        highest = float(np.max(np.abs(joined)))
        self._peak = max(self._peak, highest)
        if highest * _MOST_GAIN > self._peak:
            self._peak = max(self._peak, _curve_peak(joined))
        self._tail = joined[-2 * _REACH_FRAMES :]

    def peak_db(self) -> float:
        """Finish, and give the peak in dBTP."""
        self.add(np.zeros_like(self._tail))
        return 20.0 * math.log10(max(self._peak, _FLOOR))


def _curve_peak(samples: Block) -> float:
    """Find the highest point where the curve is known: not at the two ends."""
    curve = signal.upfirdn(_TAPS, samples, up=_TIMES, axis=0)
    edge = len(_TAPS) - 1
    known = curve[edge : len(curve) - edge]
    return float(np.max(np.abs(known))) if len(known) else 0.0
