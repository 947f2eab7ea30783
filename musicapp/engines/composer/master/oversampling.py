"""True peaks: what lies between the samples, looked at only where samples come near the ceiling."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
from scipy import ndimage, signal

from musicapp.engines.composer.audio import Samples

Envelope = npt.NDArray[np.float32]
OVERSAMPLING = 4
GRAIN = 64
"""Samples that are looked at together."""
NEAR = 0.6
"""No peak between samples is more than 4.4 dB above them in any music."""


def sample_peaks(sound: Samples) -> Envelope:
    """Return the greater of both sides at each sample, float32 (samples,)."""
    return np.asarray(np.maximum(np.abs(sound[0]), np.abs(sound[1])), np.float32)


def upsample(sound: Samples) -> Samples:
    """Return float32 (2, samples) at OVERSAMPLING times the rate."""
    return np.asarray(signal.resample_poly(sound, OVERSAMPLING, 1, axis=1), np.float32)


def true_peaks(sound: Samples, level: float) -> Envelope:
    """Return the true peak at each sample, float32 (samples,), exact wherever it may reach a level."""
    peaks = sample_peaks(sound)
    for run in loud_runs(peaks, NEAR * level):
        over = sample_peaks(upsample(sound[:, run])).reshape(-1, OVERSAMPLING)
        peaks[run] = np.maximum(peaks[run], over.max(axis=1))
    return peaks


def loud_runs(peaks: Envelope, level: float) -> Iterator[slice]:
    """Return the stretches in which a level is reached, with a grain around each."""
    starts = np.arange(0, len(peaks), GRAIN)
    loud = ndimage.binary_dilation(np.maximum.reduceat(peaks, starts) > level) if len(peaks) else np.zeros(0, bool)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], loud.astype(np.int8), [0]])))
    for first, last in edges.reshape(-1, 2):
        yield slice(int(first) * GRAIN, min(int(last) * GRAIN, len(peaks)))
