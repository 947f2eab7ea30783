"""The master's own meter and limiter, against independent ones."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyloudnorm
import pytest
import soundfile
from scipy import signal

from musicapp.engines.composer.master.limiter import MARGIN, limit
from musicapp.engines.composer.master.loudness import LoudnessMeter
from musicapp.engines.composer.output.wav import WavWriter

RATE = 48_000


def noise(seconds: float, gain: float) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """Return noise whose level changes, float32 (2, samples)."""
    rng = np.random.default_rng(3)
    time = np.arange(int(seconds * RATE)) / RATE
    swell = gain * (0.05 + np.sin(time / 3) ** 2)
    return (rng.standard_normal((2, len(time))) * swell).astype(np.float32)


@pytest.mark.parametrize("block", [1000, 48_000, 100_001])
def test_loudness_agrees_with_pyloudnorm(block: int) -> None:
    sound = noise(12.0, 0.1)
    meter = LoudnessMeter()
    for start in range(0, sound.shape[1], block):
        meter.add(sound[:, start : start + block])
    reference = pyloudnorm.Meter(RATE).integrated_loudness(sound.T.astype(np.float64))
    assert meter.lufs() == pytest.approx(reference, abs=0.05)


def test_silence_has_no_loudness() -> None:
    meter = LoudnessMeter()
    meter.add(np.zeros((2, RATE), np.float32))
    assert meter.lufs() == -np.inf


def test_the_limiter_keeps_true_peaks_down_and_leaves_the_rest() -> None:
    time = np.arange(RATE) / RATE
    tone = np.sin(2 * np.pi * 11_025.3 * time + 0.7) * np.where((time > 0.4) & (time < 0.5), 1.4, 0.3)
    sound = np.stack([tone, tone]).astype(np.float32)
    limited = limit(sound)[:, MARGIN:-MARGIN]
    peak = np.max(np.abs(signal.resample_poly(limited.astype(np.float64), 16, 1, axis=1)))
    assert 20 * np.log10(peak) <= -1.0
    untouched = slice(0, int(0.39 * RATE) - MARGIN)
    assert np.array_equal(limited[:, untouched], sound[:, MARGIN:-MARGIN][:, untouched])


def test_quiet_sound_passes_unchanged() -> None:
    sound = noise(1.0, 0.01)
    assert limit(sound) is sound


def test_wav_is_read_back_by_libsndfile(tmp_path: Path) -> None:
    sound = noise(0.5, 0.2)
    with WavWriter(tmp_path / "a.wav", RATE, sound.shape[1]) as file:
        file.add(sound[:, :1000])
        file.add(sound[:, 1000:])
    info = soundfile.info(tmp_path / "a.wav")
    assert (info.samplerate, info.channels, info.subtype) == (RATE, 2, "FLOAT")
    read, _ = soundfile.read(tmp_path / "a.wav", dtype="float32")
    assert np.array_equal(read.T, sound)
