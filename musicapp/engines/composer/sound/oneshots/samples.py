"""One-shots read, cut to their attack, and brought to our rate and pitch."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import soundfile

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.banks import find_sample
from musicapp.engines.composer.sound.fast_size import fast_size
from musicapp.engines.composer.sound.oneshots.kit_rules import Sample

ONSET = 0.1
"""A hit begins where it first comes to this share of its peak."""
LEAD_S = 0.002
"""What is kept before that; it fades in."""
FADING = 4_800
"""Samples of silence after a sound whose rate is changed, in which it rings out."""
LARGEST_DENOMINATOR = 640
"""Bound of the denominator of a change of rate: 48,000 / 44,100 is 160 / 147, and tunes are true within a cent."""


def read_hit(sample: Sample, semitones: float) -> Samples:
    """Read a sample from its attack on, tuned, its peak at 1, float32 (2, samples).

    Raises:
        BankProblem: the file is missing or damaged.
    """
    data, rate = soundfile.read(find_sample(sample.file), dtype="float32", always_2d=True)
    hit = _from_attack(np.ascontiguousarray(data.T), rate, sample.start_s)
    ratio = Fraction(RATE / rate * 2 ** (-semitones / 12)).limit_denominator(LARGEST_DENOMINATOR)
    tuned = _resampled(hit, ratio)
    tuned /= np.abs(tuned).max()
    return np.repeat(tuned, 2, axis=0) if len(tuned) == 1 else tuned


def _resampled(sound: Samples, ratio: Fraction) -> Samples:
    """Return a sound with more or fewer samples a second by a ratio: its spectrum is filled up, or cut off."""
    size = sound.shape[1]
    pieces = fast_size(-(-(size + FADING) // ratio.denominator))
    read, made = pieces * ratio.denominator, pieces * ratio.numerator
    spectrum = np.fft.rfft(sound, read)
    changed = np.fft.irfft(spectrum[:, : made // 2 + 1], made) * np.float32(ratio)
    return np.asarray(changed[:, : -(-size * ratio.numerator // ratio.denominator)], np.float32)


def _from_attack(sound: Samples, rate: int, start_s: float | None) -> Samples:
    """Leave out what comes before the hit."""
    level = np.abs(sound).max(axis=0)
    found = int(np.argmax(level >= ONSET * level.max())) if start_s is None else round(start_s * rate)
    lead = min(found, round(LEAD_S * rate))
    hit = sound[:, found - lead :].copy()
    hit[:, :lead] *= np.linspace(0, 1, lead, endpoint=False, dtype=np.float32) ** 2
    return hit
