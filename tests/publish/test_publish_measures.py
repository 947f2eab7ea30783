"""What is measured in blocks equals what is measured at once."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyloudnorm
import pytest
import soundfile
from scipy import signal

from musicapp.core.model import ErrorKind
from musicapp.engines.protocol import Progress
from musicapp.publish.failure import failure_of
from musicapp.publish.loudness import LoudnessMeter
from musicapp.publish.resample import blocks_at
from musicapp.publish.true_peak import TruePeakMeter
from musicapp.publish.workload import Workload

Samples = npt.NDArray[np.float32]


def swelling_noise(seconds: float, rate: int, channels: int = 2) -> Samples:
    """Noise over a low hum that grows and falls, so that filters and gates have something to do."""
    noise = np.random.default_rng(3).standard_normal((round(seconds * rate), channels)) * 0.05
    hum = np.sin(2 * np.pi * 45 * np.arange(len(noise)) / rate)[:, None] * 0.3
    swell = np.sin(np.linspace(0, 3 * np.pi, len(noise))) ** 4
    return np.asarray((noise + hum) * swell[:, None], dtype=np.float32)


def in_blocks(samples: Samples, frames: int) -> list[Samples]:
    return [samples[start : start + frames] for start in range(0, len(samples), frames)]


@pytest.mark.parametrize(("rate", "channels"), [(44_100, 1), (44_100, 2), (48_000, 2)])
@pytest.mark.parametrize("frames", [65_536, 1_777, 10**7])
def test_loudness_is_that_of_the_reference_meter(rate: int, channels: int, frames: int) -> None:
    samples = swelling_noise(8, rate, channels)
    meter = LoudnessMeter(rate, channels)
    for block in in_blocks(samples, frames):
        meter.add(block)
    reference = pyloudnorm.Meter(rate).integrated_loudness(samples.astype(np.float64))
    assert meter.integrated_lufs() == pytest.approx(reference, abs=0.01)


def test_a_full_scale_sine_has_the_loudness_of_the_standard() -> None:
    sine = np.sin(2 * np.pi * 997 * np.arange(48_000 * 5) / 48_000).astype(np.float32)[:, None]
    meter = LoudnessMeter(48_000, 1)
    meter.add(sine)
    assert meter.integrated_lufs() == pytest.approx(-3.01, abs=0.1)


@pytest.mark.parametrize("samples", [np.zeros((48_000, 2)), np.ones((100, 2))])
def test_what_passes_no_gate_has_no_loudness(samples: Samples) -> None:
    meter = LoudnessMeter(48_000, 2)
    meter.add(samples.astype(np.float32))
    assert meter.integrated_lufs() is None


@pytest.mark.parametrize("frames", [65_536, 21, 7])
def test_the_peak_between_samples_is_found_in_any_blocks(frames: int) -> None:
    """A sine of a quarter of the rate, sampled beside its tops, peaks 3 dB above them."""
    sine = np.sin(np.pi / 2 * np.arange(4_000) + np.pi / 4) * 0.5
    faded = (sine * np.hanning(4_000)).astype(np.float32)[:, None]
    meter = TruePeakMeter(1)
    for block in in_blocks(faded, frames):
        meter.add(block)
    assert meter.peak_db() == pytest.approx(20 * np.log10(0.5), abs=0.1)


def test_the_true_peak_of_noise_is_that_of_the_whole_oversampled_at_once() -> None:
    samples = swelling_noise(4, 48_000)
    meter = TruePeakMeter(2)
    for block in in_blocks(samples, 5_000):
        meter.add(block)
    whole = np.max(np.abs(signal.resample_poly(samples, 4, 1, axis=0)))
    assert meter.peak_db() == pytest.approx(20 * np.log10(whole), abs=0.05)


@pytest.mark.parametrize("place", [0, 1, 63, 64, 65, 5_000, 65_535, 65_536, 69_998])
def test_a_steep_place_is_found_wherever_it_stands(place: int) -> None:
    """Between two equal samples after silence the curve stands higher than both."""
    samples = np.zeros((70_000, 2), dtype=np.float32)
    samples[place : place + 2, 1] = 0.5
    meter = TruePeakMeter(2)
    for block in in_blocks(samples, 65_536):
        meter.add(block)
    whole = np.max(np.abs(signal.resample_poly(np.pad(samples, ((99, 99), (0, 0))), 4, 1, axis=0)))
    assert whole > 0.55
    assert meter.peak_db() == pytest.approx(20 * np.log10(whole), abs=0.1)


def test_a_peak_at_the_very_end_counts() -> None:
    meter = TruePeakMeter(1)
    meter.add(np.array([[0.0], [0.1], [0.9]], dtype=np.float32))
    assert meter.peak_db() >= 20 * np.log10(np.float32(0.9))


@pytest.mark.parametrize("seconds", [1.0, 3.21, 4.4])
def test_resampling_in_blocks_equals_resampling_at_once(tmp_path: Path, seconds: float) -> None:
    samples = swelling_noise(seconds, 44_100)
    soundfile.write(tmp_path / "x.wav", samples, 44_100, "FLOAT")
    with soundfile.SoundFile(tmp_path / "x.wav") as file:
        blocks = np.concatenate(list(blocks_at(file, 48_000)))
    whole = signal.resample_poly(samples, 160, 147, axis=0)
    assert len(blocks) == len(whole)
    assert np.max(np.abs(blocks - whole)) < 1e-6


def test_progress_is_honest_and_never_runs_backwards() -> None:
    sent: list[Progress] = []
    time_s = iter(np.arange(0, 100, 0.1).tolist())
    work = Workload(10.0, sent.append, lambda: next(time_s))
    work.begin("checking")
    for _ in range(40):
        work.spend(0.5)
    work.begin("finishing")
    fractions = [message.fraction or 0.0 for message in sent]
    assert fractions == sorted(fractions)
    assert fractions[0] == 0.0
    assert fractions[-1] == 0.99
    assert 5 < len(sent) < 25
    assert [sent[0].stage, sent[-1].stage] == ["checking", "finishing"]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OSError(28, "full"), ErrorKind.NO_SPACE),
        (OSError(13, "denied"), ErrorKind.INTERNAL),
        (MemoryError(), ErrorKind.OUT_OF_MEMORY),
        (ZeroDivisionError("x"), ErrorKind.INTERNAL),
    ],
)
def test_a_failure_has_the_kind_that_has_a_sentence(error: Exception, kind: ErrorKind) -> None:
    failed = failure_of(error)
    assert failed.kind is kind
    assert failed.text
