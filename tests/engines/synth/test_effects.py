"""Effects do what they say, wherever the blocks are cut."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.biquads import band_pass, high_pass, high_shelf, low_pass, low_shelf, peak
from musicapp.engines.composer.sound.effects.effect import Effect
from musicapp.engines.composer.sound.effects.equaliser import Equaliser
from musicapp.engines.composer.sound.effects.saturation import Saturation
from tests.engines.synth.listening import off_grid_db, rms_db

EFFECTS: dict[str, Callable[[], Effect]] = {
    "equaliser": lambda: Equaliser([high_pass(80), peak(1000, 4, 1.2), high_shelf(6000, -3)]),
    "saturation": lambda: Saturation(9.0),
}


def noise(seconds: float) -> Samples:
    """Return white noise on both sides, RMS 0.2."""
    return (np.random.default_rng(5).standard_normal((2, round(seconds * RATE))) * 0.2).astype(np.float32)


def sine(hz: float, seconds: float = 1.0, size: float = 0.5) -> Samples:
    """Return a sine on both sides."""
    wave = size * np.sin(2 * np.pi * hz * np.arange(round(seconds * RATE)) / RATE)
    return np.stack([wave, wave]).astype(np.float32)


@pytest.mark.parametrize("name", EFFECTS)
def test_where_the_blocks_are_cut_changes_nothing(name: str) -> None:
    sound = noise(0.5)
    whole = EFFECTS[name]().add(sound)
    effect = EFFECTS[name]()
    cuts = [0, 1, 2, 3, 70, 71, 500, 4596, 9000, sound.shape[1]]
    pieces = [effect.add(sound[:, a:b]) for a, b in pairwise(cuts)]
    assert whole.dtype == np.float32
    assert whole.shape == sound.shape
    assert np.abs(np.concatenate(pieces, axis=1) - whole).max() < 1e-6


@pytest.mark.parametrize("name", EFFECTS)
def test_the_tail_is_over_when_it_says(name: str) -> None:
    effect = EFFECTS[name]()
    effect.add(noise(0.5))
    rest = effect.add(np.zeros((2, round((effect.tail_s + 0.03) * RATE)), dtype=np.float32))
    assert effect.tail_s < 5
    assert rms_db(rest[:, round(effect.tail_s * RATE) :]) < rms_db(noise(0.5)) - 60


@pytest.mark.parametrize(
    ("section", "gains"),
    [
        (low_pass(1000), {100: 0, 1000: -3, 4000: -24.2}),
        (high_pass(1000), {100: -40, 1000: -3, 8000: 0}),
        (band_pass(1000, 2.0), {1000: 0, 100: -26, 10_000: -27}),
        (peak(1000, 6, 1.0), {1000: 6, 50: 0, 15_000: 0}),
        (peak(1000, -9, 2.0), {1000: -9, 50: 0, 15_000: 0}),
        (low_shelf(200, 5), {30: 5, 200: 2.5, 5000: 0}),
        (high_shelf(4000, -6), {100: 0, 4000: -3, 18_000: -6}),
    ],
)
def test_an_equaliser_gives_each_frequency_its_gain(section: np.ndarray, gains: dict[float, float]) -> None:
    for hz, gain_db in gains.items():
        heard = Equaliser([section]).add(sine(hz))[:, RATE // 2 :]
        assert rms_db(heard) - rms_db(sine(hz)) == pytest.approx(gain_db, abs=0.9 if gain_db < -20 else 0.3)


def test_saturation_keeps_soft_sounds_and_rounds_loud_ones() -> None:
    soft = Saturation(12.0).add(sine(440, size=0.001))[:, 4800:]
    assert rms_db(soft) - rms_db(sine(440, size=0.001)) == pytest.approx(0, abs=0.15)
    loud = Saturation(12.0).add(sine(440, size=1.0))[:, 4800:]
    assert rms_db(loud) < rms_db(sine(440, size=1.0)) - 8
    assert np.abs(loud).max() < 0.3


@pytest.mark.parametrize("hz", [1245.0, 4150.0, 7300.0])
def test_what_saturation_adds_are_harmonics_and_no_alias(hz: float) -> None:
    heard = Saturation(9.0).add(sine(hz))[0, 8000 : 8000 + 32768]
    assert off_grid_db(heard, np.arange(0, 24_000, hz), 40) < -60
