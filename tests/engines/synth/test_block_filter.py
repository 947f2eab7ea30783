"""Filters by matrix products do what SciPy's do from sample to sample."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import signal

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import Section, band, high_pass, high_shelf, low_pass, peak
from musicapp.engines.composer.sound.effects.block_filter import block_filter, state_of
from musicapp.engines.composer.sound.effects.saturation import HALF_BAND

FILTERS: dict[str, list[Section]] = {
    "low": [low_pass(100)],
    "very low": [high_pass(25)],
    "resonant": [low_pass(5000, 6.0)],
    "three": [high_pass(80), peak(1000, 4, 1.2), high_shelf(6000, -3)],
    "half band": list(HALF_BAND),
}


def noise(size: int, channels: int = 2) -> Samples:
    """Return white noise over a bass tone."""
    tone = 0.3 * np.sin(2 * np.pi * 55 / RATE * np.arange(size))
    hiss = np.random.default_rng(3).standard_normal((channels, size)) * 0.1
    return np.asarray(hiss + tone, np.float32)


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_sounds_as_scipys(name: str) -> None:
    sound, current = noise(100_001), block_filter(FILTERS[name])
    heard, _ = current.run(sound, current.silence(2))
    expected = signal.sosfilt(np.stack(FILTERS[name]), sound.astype(np.float64), axis=1)
    assert heard.dtype == np.float32
    assert np.abs(heard - expected).max() < 10 ** (-125 / 20) * np.abs(expected).max()


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("size", [1, 31, 32, 500, 1024, 9_600, 40_000])
def test_what_a_sound_begins_with_does_not_hang_on_how_it_goes_on(name: str, size: int) -> None:
    sound, current = noise(60_000, 1), block_filter(FILTERS[name])
    whole, _ = current.run(sound, current.silence(1))
    begun, _ = current.run(sound[:, :size], current.silence(1))
    assert np.array_equal(begun, whole[:, :size])


@pytest.mark.parametrize("cut", [0, 1, 33, 1023, 1024, 20_000])
def test_a_filter_goes_on_from_its_state(cut: int) -> None:
    sound, current = noise(30_000), block_filter(FILTERS["three"])
    whole, last = current.run(sound, current.silence(2))
    first, state = current.run(sound[:, :cut], current.silence(2))
    rest, end = current.run(sound[:, cut:], state)
    assert np.abs(np.concatenate([first, rest], axis=1) - whole).max() < 1e-6
    assert end == pytest.approx(last, abs=1e-9)


def test_a_state_may_be_given_in_scipys_terms() -> None:
    section, sound = low_pass(700, 2.0), noise(4_000, 1)
    expected, _ = signal.sosfilt(section[None], sound[0].astype(np.float64), zi=[[0.2, -0.1]])
    heard, _ = block_filter([section]).run(sound, state_of(0.2, -0.1))
    assert heard[0] == pytest.approx(expected, abs=1e-6)


def test_the_half_band_is_the_elliptic_one() -> None:
    designed = signal.ellip(9, 0.02, 80, 20_500, output="sos", fs=2 * RATE)
    for hz in (100, 10_000, 20_500, 24_000, 30_000):
        ours, theirs = (np.abs(signal.sosfreqz(sos, [hz], fs=2 * RATE)[1]) for sos in (HALF_BAND, designed))
        assert ours == pytest.approx(theirs, rel=1e-6)


@pytest.mark.parametrize("edges", [(200.0, 3800.0), (90.0, 7000.0)])
def test_a_band_is_butterworths_of_first_order(edges: tuple[float, float]) -> None:
    designed = signal.butter(1, edges, "bandpass", fs=RATE, output="sos")
    hz = np.geomspace(20, 20_000, 40)
    ours, theirs = (np.abs(signal.sosfreqz(sos, hz, fs=RATE)[1]) for sos in (band(*edges)[None], designed))
    assert ours == pytest.approx(theirs, rel=1e-6)
