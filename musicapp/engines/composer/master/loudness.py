"""Integrated loudness after ITU-R BS.1770-4, measured while blocks go by.

pyloudnorm measures whole arrays; an hour of them would not fit. This meter keeps the weighted energy
of each 10 ms and adds up the same 400 ms blocks from it; a test compares the two. What a slow gain
would do to the loudness follows from the energies, without hearing the sound again.
"""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.equaliser import Equaliser

Energies = npt.NDArray[np.float64]
"""Sum of the weighted squares of both sides over each HOP."""
HOP = RATE // 100
"""10 ms in samples."""
HOPS_A_STEP, HOPS_A_BLOCK = 10, 40
ABSOLUTE_GATE_LUFS = -70.0
RELATIVE_GATE_LU = -10.0
OFFSET = -0.691
K_WEIGHTING = np.array(
    [
        [1.53512485958697, -2.69169618940638, 1.19839281085285, 1.0, -1.69065929318241, 0.73248077421585],
        [1.0, -2.0, 1.0, 1.0, -1.99004745483398, 0.99007225036621],
    ]
)
"""Shelf and high-pass at 48 kHz, from the standard's tables 1 and 2."""


class LoudnessMeter:
    """Takes stereo blocks and tells their integrated loudness."""

    def __init__(self) -> None:
        self._weighting = Equaliser(list(K_WEIGHTING))
        self._rest = np.zeros((2, 0), np.float32)
        self._energies: list[Energies] = []

    def add(self, sound: Samples) -> None:
        """Take float32 (2, samples)."""
        if not sound.size:
            return
        weighted = self._weighting.add(sound)
        joined = np.concatenate([self._rest, weighted], axis=1) if self._rest.size else weighted
        hops = joined.shape[1] // HOP
        pieces = joined[:, : hops * HOP].reshape(2, hops, HOP)
        self._energies.append(np.einsum("chs,chs->h", pieces, pieces).astype(np.float64))
        self._rest = joined[:, hops * HOP :].copy()

    @property
    def energies(self) -> Energies:
        """The weighted energy of each whole HOP so far, float64 (hops,)."""
        return np.concatenate(self._energies) if self._energies else np.zeros(0)

    def lufs(self) -> float:
        """Return the integrated loudness; -inf when nothing is above the gate."""
        return integrate(self.energies)


def loudness(sound: Samples) -> float:
    """Return the integrated loudness of float32 (2, samples)."""
    meter = LoudnessMeter()
    meter.add(sound)
    return meter.lufs()


def integrate(energies: Energies) -> float:
    """Return the gated loudness in LUFS; what is shorter than a block counts as one; -inf for silence."""
    whole = np.concatenate([energies, np.zeros(max(0, HOPS_A_BLOCK - len(energies)))])
    steps = whole[: len(whole) // HOPS_A_STEP * HOPS_A_STEP].reshape(-1, HOPS_A_STEP).sum(axis=1)
    sums = np.cumsum(np.concatenate([[0.0], steps]))
    overlap = HOPS_A_BLOCK // HOPS_A_STEP
    power = (sums[overlap:] - sums[:-overlap]) / (HOPS_A_BLOCK * HOP)
    loud = power[power > to_power(ABSOLUTE_GATE_LUFS)]
    if not len(loud):
        return -math.inf
    gate = float(loud.mean()) * 10 ** (RELATIVE_GATE_LU / 10)
    return to_lufs(float(loud[loud > gate].mean()))


def to_power(lufs: float) -> float:
    """Return the mean square of a loudness."""
    return float(10 ** ((lufs - OFFSET) / 10))


def to_lufs(power: float) -> float:
    """Return the loudness of a mean square."""
    return OFFSET + 10 * math.log10(power)
