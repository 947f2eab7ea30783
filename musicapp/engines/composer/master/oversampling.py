"""What lies between the samples, looked at only where samples come near a level.

Loud stretches are cut out, joined and oversampled as one: where two meet, neither is near the level.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.master.neighbours import highest_around

Envelope = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
OVERSAMPLING = 4
REACH = 10
"""Samples that the interpolating filter sees on each side."""
SHARPNESS = 5.0
"""The shape of its Kaiser window."""
GRAIN = 64
"""Samples that are looked at together; more than the filter reaches."""
NEAR = 0.7
"""A sine at a quarter of the rate may lie 3 dB above its samples; no music does more."""


def sample_peaks(sound: Samples) -> Envelope:
    """Return the greater of both sides at each sample, float32 (samples,)."""
    return np.asarray(np.maximum(np.abs(sound[0]), np.abs(sound[1])), np.float32)


def interpolator() -> npt.NDArray[np.float32]:
    """Return the filter between the rates: a windowed sinc, whose sum is OVERSAMPLING."""
    half = REACH * OVERSAMPLING
    taps = np.sinc(np.arange(-half, half + 1) / OVERSAMPLING) * np.kaiser(2 * half + 1, SHARPNESS)
    return np.asarray(OVERSAMPLING * taps / taps.sum(), np.float32)


def upsample(sound: Samples) -> Samples:
    """Return float32 (2, samples) at OVERSAMPLING times the rate."""
    taps = interpolator()
    over = [_middle(sound, taps[phase::OVERSAMPLING]) for phase in range(OVERSAMPLING)]
    return np.stack(over, axis=2).reshape(len(sound), -1)


def downsample(over: Samples) -> Samples:
    """Return float32 (2, samples) of what was oversampled."""
    taps = interpolator() / np.float32(OVERSAMPLING)
    late = [np.pad(taps, (phase, 0))[::OVERSAMPLING] for phase in range(OVERSAMPLING)]
    parts = [_middle(over[:, phase::OVERSAMPLING], late[phase]) for phase in range(OVERSAMPLING)]
    return np.asarray(np.sum(parts, axis=0, dtype=np.float32))


def _middle(sound: Samples, taps: Samples) -> Samples:
    """Return sound through a filter that looks REACH samples back and forth, float32 (channels, samples)."""
    size = sound.shape[1]
    return np.stack([np.convolve(channel, taps)[REACH : REACH + size] for channel in sound])


def true_peaks(sound: Samples, level: float) -> Envelope:
    """Return the true peak at each sample, float32 (samples,), exact wherever it may reach a level."""
    peaks = sample_peaks(sound)
    near = around_peaks(peaks, NEAR * level)
    if near.any():
        over = sample_peaks(upsample(sound[:, near])).reshape(-1, OVERSAMPLING)
        peaks[near] = np.maximum(peaks[near], over.max(axis=1))
    return peaks


def around_peaks(peaks: Envelope, level: float) -> Mask:
    """Say of each sample whether it lies in a grain that exceeds a level, or next to one."""
    starts = np.arange(0, len(peaks), GRAIN)
    loud = highest_around(np.maximum.reduceat(peaks, starts), 1) > level
    return np.repeat(loud, GRAIN)[: len(peaks)]
