"""Unison: several voices of one wave, out of tune and spread over the sides, none of them lost in the others' beats."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.synth.course import Precise

DRAWS = 24
WATCHED_S = 2.0
MOMENTS = 32


def detuned(voices: int, cents: float) -> Precise:
    """Return the ratios of voices up to cents out of tune, crowded towards the middle: no two beats are alike."""
    places = np.linspace(-1, 1, voices) if voices > 1 else np.zeros(1)
    return np.asarray(2 ** (np.sign(places) * np.abs(places) ** 1.3 * cents / 1200))


def side_gains(voices: int, spread: float) -> Samples:
    """Return each voice's gain on both sides, float32 (voices, 2): neighbours in pitch stand apart, equal power."""
    if voices == 1:
        return np.ones((1, 2), dtype=np.float32)
    order = [*range(0, voices, 2), *range(1, voices, 2)]
    angles = np.pi / 4 * (1 + spread * np.linspace(-1, 1, voices)[order])
    gains = np.stack((np.cos(angles), np.sin(angles)), axis=1) * np.sqrt(2 / voices)
    return np.asarray(gains, dtype=np.float32)


def start_phases(ratios: Precise, hz: float, chance: np.random.Generator) -> Precise:
    """Return where in their cycle voices start: of several draws the one whose fundamentals stay most even.

    Voices that happen to meet in opposite phase would leave a note without its fundamental. All are turned
    together so that their sum starts as a lone voice does.
    """
    if len(ratios) == 1:
        return np.zeros(1)
    draws = chance.random((DRAWS, len(ratios)))
    times = np.linspace(0, WATCHED_S, MOMENTS)
    sums = _sums(draws[:, :, None] + (ratios - 1)[None, :, None] * hz * times)
    uneven = np.abs(np.log(np.maximum(np.abs(sums), 1e-3) / np.sqrt(len(ratios)))).max(axis=1)
    best = int(uneven.argmin())
    return np.asarray((draws[best] - np.angle(sums[best, 0]) / (2 * np.pi)) % 1)


def _sums(phases: Precise) -> npt.NDArray[np.complex128]:
    """Return the sum of all voices' fundamentals, complex128 (draws, moments)."""
    return np.asarray(np.exp(2j * np.pi * phases).sum(axis=1), dtype=np.complex128)
