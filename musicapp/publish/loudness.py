"""Measures integrated loudness after ITU-R BS.1770-4, block by block.

pyloudnorm's meter wants the whole piece at once, an hour of which takes several GB in its
copies; its filters are used here with their state kept, so that the values agree.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from pyloudnorm.iirfilter import IIRfilter
from scipy import signal

from musicapp.publish.audio import Block

_HOPS_PER_S = 10
_HOPS_PER_GATE = 4
_ABSOLUTE_GATE_LUFS = -70.0
_RELATIVE_GATE_LU = -10.0

Samples = npt.NDArray[np.float64]


class LoudnessMeter:
    """Adds up the K-weighted energy of every 100 ms.

    Args:
        rate_hz: sample rate.
        channels: 1 or 2, each counted alike.
    """

    def __init__(self, rate_hz: int, channels: int) -> None:
        shelf = IIRfilter(4.0, 1 / math.sqrt(2), 1500.0, rate_hz, "high_shelf")
        low_cut = IIRfilter(0.0, 0.5, 38.0, rate_hz, "high_pass")
        self._sections = np.array([[*shelf.b, *shelf.a], [*low_cut.b, *low_cut.a]])
        self._state = np.zeros((2, channels, 2))
        self._hop_frames = rate_hz // _HOPS_PER_S
        self._rest: Samples = np.zeros(0)
        self._hops: list[Samples] = []

    def add(self, block: Block) -> None:
        """Take in the next block."""
        sides = np.ascontiguousarray(block.T, dtype=np.float64)
        weighted, self._state = signal.sosfilt(self._sections, sides, axis=1, zi=self._state)
        power = np.concatenate([self._rest, np.einsum("ij,ij->j", weighted, weighted)])
        whole = len(power) - len(power) % self._hop_frames
        self._hops.append(power[:whole].reshape(-1, self._hop_frames).mean(axis=1))
        self._rest = power[whole:]

    def integrated_lufs(self) -> float | None:
        """Gate and average what was taken in; None if nothing passes the gate."""
        hops = np.concatenate(self._hops) if self._hops else np.zeros(0)
        if len(hops) < _HOPS_PER_GATE:
            return None
        gates = np.convolve(hops, np.full(_HOPS_PER_GATE, 1 / _HOPS_PER_GATE), mode="valid")
        gates = gates[_lufs(gates) >= _ABSOLUTE_GATE_LUFS]
        if not len(gates):
            return None
        loud = gates[_lufs(gates) > _lufs(gates.mean(keepdims=True)) + _RELATIVE_GATE_LU]
        return float(_lufs(loud.mean(keepdims=True))[0])


def _lufs(power: Samples) -> Samples:
    """Turn mean squares, summed over the channels, into LUFS."""
    return np.asarray(-0.691 + 10.0 * np.log10(np.maximum(power, 1e-30)))
