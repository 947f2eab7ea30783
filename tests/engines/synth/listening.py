"""Ears for tests: spectra, pitch, loudness, steps. They know nothing of how the sound was made."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt
import pyloudnorm
from scipy.signal import get_window

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.instrument import Tone
from musicapp.engines.composer.sound.synth.patch import Patch
from musicapp.engines.composer.sound.synth.synth import Synth

Floats = npt.NDArray[np.float64]


def tone(pitch: int = 60, velocity: int = 100, length_s: float = 1.0, **more: Any) -> Tone:
    """Return a plain tone, struck at sample 0 unless said otherwise."""
    return Tone(**{"start": 0, "length": round(length_s * RATE), "pitch": pitch, "velocity": velocity} | more)


def synth_of(layer: dict[str, Any], **more: Any) -> Synth:
    """Return a synthesiser whose patch is one layer."""
    return Synth(msgspec.convert({"level_db": 0.0, "range": [24, 108], "layers": [layer]} | more, Patch))


def hertz(pitch: int) -> float:
    """Return the frequency of a key in equal temperament, A4 = 440 Hz."""
    return float(440.0 * 2 ** ((pitch - 69) / 12))


def spectrum(sound: Samples) -> tuple[Floats, Floats]:
    """Return frequencies in Hz and levels in dB below the loudest, through a window whose sides lie below -130 dB."""
    windowed = sound.astype(np.float64) * get_window(("kaiser", 18.0), len(sound), fftbins=True)
    size = np.abs(np.fft.rfft(windowed))
    return np.fft.rfftfreq(len(sound), 1 / RATE).astype(np.float64), 20 * np.log10(size / size.max() + 1e-12)


def off_grid_db(sound: Samples, wanted: Iterable[float], reach_hz: float) -> float:
    """Return the loudest level further than reach_hz from each wanted frequency, in dB below the loudest partial."""
    hz, level = spectrum(sound)
    known = np.zeros(len(hz), dtype=bool)
    for one in wanted:
        known |= np.abs(hz - one) < reach_hz
    return float(level[~known].max())


def pitch_hz(sound: Samples, about_hz: float) -> float:
    """Return the frequency of the strongest partial within a semitone of about_hz, by a parabola through its peak."""
    hz, level = spectrum(sound)
    near = np.flatnonzero(np.abs(np.log2(np.maximum(hz, 1) / about_hz)) < 1 / 12)
    top = int(near[level[near].argmax()])
    left, middle, right = level[top - 1 : top + 2]
    return float((top + 0.5 * (left - right) / (left - 2 * middle + right)) * RATE / len(sound))


def cents(heard_hz: float, wanted_hz: float) -> float:
    """Return how far a frequency is off."""
    return float(1200 * np.log2(heard_hz / wanted_hz))


def loudness(sound: Samples, seconds: float = 1.0) -> float:
    """Return the loudness of the first seconds in LUFS, K-weighted after BS.1770 without gates, on two sides."""
    heard = np.broadcast_to(sound, (2, sound.shape[1]))[:, : round(seconds * RATE)].astype(np.float64).T
    for weighting in pyloudnorm.Meter(RATE)._filters.values():
        heard = np.stack([weighting.apply_filter(side) for side in heard.T], axis=1)
    return float(-0.691 + 10 * np.log10((heard**2).sum() / (seconds * RATE)))


def rms_db(sound: Samples) -> float:
    """Return the RMS level in dB."""
    return float(10 * np.log10(np.mean(sound.astype(np.float64) ** 2) + 1e-30))


def centroid_hz(sound: Samples) -> float:
    """Return the centre of gravity of the power spectrum of both sides together."""
    power = np.abs(np.fft.rfft(sound.sum(axis=0))) ** 2
    return float((power * np.fft.rfftfreq(sound.shape[1], 1 / RATE)).sum() / power.sum())


def share_db(sound: Samples, low_hz: float, high_hz: float) -> float:
    """Return how much of the power lies in a band, in dB."""
    power = (np.abs(np.fft.rfft(sound)) ** 2).sum(axis=0)
    hz = np.fft.rfftfreq(sound.shape[1], 1 / RATE)
    return float(10 * np.log10(power[(hz >= low_hz) & (hz < high_hz)].sum() / power.sum() + 1e-30))


def largest_step(sound: Samples) -> float:
    """Return the largest difference between neighbouring samples, silence before and after included."""
    return float(np.abs(np.diff(np.pad(sound, ((0, 0), (1, 1))))).max())
