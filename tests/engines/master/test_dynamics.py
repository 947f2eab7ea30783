"""Glue and soft clip: what they take, and what they leave alone."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy import signal

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.master.ceiling import CEILING
from musicapp.engines.composer.master.clip import KNEE, clip_softly, clipped_db
from musicapp.engines.composer.master.fades import fade_gain
from musicapp.engines.composer.master.glue import gain_at, glue_gains
from musicapp.engines.composer.master.loudness import HOP, LoudnessMeter, to_power


def powers_of(level_db: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """Return the weighted powers of a 1 kHz sine with a level for each hop; 1 is -20 LUFS."""
    time = np.arange(len(level_db) * HOP) / RATE
    wave = np.sin(2 * np.pi * 1000 * time) * np.repeat(10 ** (level_db / 20), HOP)
    meter = LoudnessMeter()
    meter.add(np.stack([wave, wave]).astype(np.float32))
    return np.asarray(meter.energies / HOP / to_power(-20.0))


def glue_db(level_db: npt.NDArray[np.float64], amount: float = 1.0, is_loop: bool = False) -> npt.NDArray[np.float64]:
    """Return the glue's gain in dB where -20 dB is the loudness of the whole."""
    return np.asarray(20 * np.log10(glue_gains(powers_of(level_db), amount, is_loop)))


def test_glue_halves_what_is_louder_than_the_whole() -> None:
    steady = glue_db(np.full(200, -10.0))
    assert steady[50:150] == pytest.approx(np.full(100, -5.0), abs=0.2)
    assert glue_db(np.full(200, -10.0), amount=0.4)[100] == pytest.approx(-2.0, abs=0.1)
    assert np.abs(glue_db(np.full(200, -30.0))).max() < 0.01


def test_glue_looks_ahead_as_far_as_back_and_moves_smoothly() -> None:
    level_db = np.full(200, -40.0)
    level_db[100:110] = -8.0
    gain_db = glue_db(level_db)
    deepest = int(np.argmin(gain_db))
    assert deepest == pytest.approx(104, abs=2)
    assert gain_db[deepest] < -4.5
    assert gain_db[deepest - 9] == pytest.approx(gain_db[deepest + 9], abs=1.0)
    assert np.abs(np.diff(gain_db)).max() < 1.5
    assert np.abs(gain_db[[70, 140]]).max() < 0.05


def test_the_glue_of_a_loop_knows_that_its_end_leads_to_its_start() -> None:
    level_db = np.full(200, -40.0)
    level_db[:3] = -8.0
    assert glue_db(level_db, is_loop=True)[-2] < -2.0
    gains = glue_gains(powers_of(level_db), 1.0, True)
    turned = glue_gains(np.roll(powers_of(level_db), 77), 1.0, True)
    assert np.roll(turned, -77) == pytest.approx(gains)
    frames = len(gains) * HOP
    around = gain_at(gains, np.arange(-HOP, HOP), frames)
    assert np.array_equal(around[:HOP], gain_at(gains, np.arange(frames - HOP, frames), frames))
    assert np.abs(np.diff(around)).max() < 1e-3


def tone(level: float, hertz: float = 997.0) -> Samples:
    """Return a second of a sine on both sides."""
    wave = level * np.sin(2 * np.pi * hertz * np.arange(RATE) / RATE)
    return np.stack([wave, wave]).astype(np.float32)


def test_the_clip_leaves_all_below_its_knee_as_it_is() -> None:
    sound = tone(0.9 * KNEE)
    assert np.array_equal(clip_softly(sound), sound)


def test_the_clip_bends_peaks_by_what_it_says_and_only_there() -> None:
    peak = CEILING * 10 ** (2 / 20)
    sound = tone(0.3)
    sound[:, RATE // 2 :] = tone(peak)[:, RATE // 2 :]
    clipped = clip_softly(sound)
    over = signal.resample_poly(clipped.astype(np.float64), 8, 1, axis=1)
    assert 20 * np.log10(peak / np.abs(over[:, 5 * RATE : 7 * RATE]).max()) == pytest.approx(clipped_db(peak), abs=0.1)
    assert clipped_db(peak) == pytest.approx(1.0, abs=0.15)
    assert np.array_equal(clipped[:, : RATE // 2 - 200], sound[:, : RATE // 2 - 200])


def test_the_clip_makes_no_aliases() -> None:
    clipped = clip_softly(tone(1.0, hertz=5100.0))[0].astype(np.float64)
    spectrum = np.abs(np.fft.rfft(clipped * np.hanning(RATE)))
    level_db = 20 * np.log10(spectrum / spectrum.max() + 1e-12)
    folded = [abs(number * 5100 - RATE) for number in (7, 9, 11)]
    assert max(level_db[hertz] for hertz in folded) < -60


def test_fades_are_smooth_and_end_in_silence() -> None:
    gain = fade_gain(np.arange(RATE), RATE, 4800.0)
    assert gain[0] < 0.01
    assert gain[-1] == 0.0
    assert np.all(gain[200 : RATE - 4801] == 1.0)
    assert np.abs(np.diff(gain)).max() < 0.1
