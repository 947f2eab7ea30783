"""What lies between the samples, looked at only where samples come near a level.

Loud stretches are cut out, joined and oversampled as one: where two meet, neither is near the level.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal

from musicapp.engines.composer.audio import Samples

Envelope = npt.NDArray[np.float32]
Mask = npt.NDArray[np.bool_]
OVERSAMPLING = 4
HALF = 10 * OVERSAMPLING
"""Half the length of the interpolating filter at the higher rate."""
GRAIN = 64
"""Samples that are looked at together; more than the filter reaches."""
NEAR = 0.7
"""A sine at a quarter of the rate may lie 3 dB above its samples; no music does more."""


def sample_peaks(sound: Samples) -> Envelope:
    """Return the greater of both sides at each sample, float32 (samples,)."""
    return np.asarray(np.maximum(np.abs(sound[0]), np.abs(sound[1])), np.float32)


def interpolator() -> npt.NDArray[np.float32]:
    """Return the filter between the rates: a windowed sinc."""
    taps = OVERSAMPLING * signal.firwin(2 * HALF + 1, 1 / OVERSAMPLING, window=("kaiser", 5.0))
    return np.asarray(taps, np.float32)


def upsample(sound: Samples) -> Samples:
    """Return float32 (2, samples) at OVERSAMPLING times the rate."""
    over = signal.upfirdn(interpolator(), sound, up=OVERSAMPLING)
    return np.asarray(over[:, HALF : HALF + OVERSAMPLING * sound.shape[1]])


def downsample(over: Samples) -> Samples:
    """Return float32 (2, samples) of what was oversampled."""
    sound = signal.upfirdn(interpolator() / OVERSAMPLING, over, down=OVERSAMPLING)
    first = HALF // OVERSAMPLING
    return np.asarray(sound[:, first : first + over.shape[1] // OVERSAMPLING])


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
    loud = ndimage.binary_dilation(np.maximum.reduceat(peaks, starts) > level)
    return np.asarray(np.repeat(loud, GRAIN)[: len(peaks)], np.bool_)
