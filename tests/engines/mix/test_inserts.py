"""What a part goes through: equaliser, saturation, wobble, chorus."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest
from scipy import signal

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.mix.inserts import open_inserts
from musicapp.engines.composer.mix.rules import Band, PartMix

FRAMES = 4 * RATE


def through(mix: PartMix, sound: Samples, block: int = FRAMES, first: int = 0) -> Samples:
    """Return a sound through a part's inserts, block by block."""
    inserts = open_inserts(mix, first, FRAMES)
    blocks = []
    for start in range(0, sound.shape[1], block):
        piece = sound[:, start : start + block]
        for insert in inserts:
            piece = insert.add(piece)
        blocks.append(piece)
    return np.concatenate(blocks, axis=1)


def sine(hertz: float, level: float = 0.5) -> Samples:
    """Return a sine on both sides."""
    wave = level * np.sin(2 * np.pi * hertz * np.arange(FRAMES) / RATE)
    return np.stack([wave, wave]).astype(np.float32)


def gain_db(mix: PartMix, hertz: float) -> float:
    """Return how much louder a sine is after the inserts."""
    sound = sine(hertz)
    return float(20 * np.log10(np.std(through(mix, sound)[0, RATE:]) / np.std(sound[0, RATE:])))


@pytest.mark.parametrize(
    ("mix", "hertz", "expected_db"),
    [
        (PartMix(high_pass_hz=200), 200, -3),
        (PartMix(high_pass_hz=200), 50, -24),
        (PartMix(eq=(Band(hz=1000, gain_db=6),)), 1000, 6),
        (PartMix(eq=(Band(hz=1000, gain_db=-6, q=2),)), 8000, 0),
        (PartMix(eq=(Band(hz=300, gain_db=4, shape="low shelf"),)), 50, 4),
        (PartMix(eq=(Band(hz=4000, gain_db=-5, shape="high shelf"),)), 15_000, -5),
    ],
)
def test_the_equaliser_does_what_the_rules_say(mix: PartMix, hertz: float, expected_db: float) -> None:
    assert gain_db(mix, hertz) == pytest.approx(expected_db, abs=0.5)


def test_nothing_is_put_in_where_nothing_is_asked_for() -> None:
    assert open_inserts(PartMix(eq=(Band(hz=500, gain_db=0),), room=0.3), 0, FRAMES) == []


def partials(sound: Samples) -> npt.NDArray[np.float64]:
    """Return the spectrum of a second in dB below its highest peak."""
    spectrum = np.abs(np.fft.rfft(sound[0, RATE : 2 * RATE].astype(np.float64) * np.hanning(RATE)))
    return np.asarray(20 * np.log10(spectrum / spectrum.max() + 1e-9))


def test_saturation_adds_odd_partials_and_no_aliases() -> None:
    warm = partials(through(PartMix(saturation=0.8), sine(1000)))
    assert warm[3000] > -40
    assert warm[2000] < -80
    high = partials(through(PartMix(saturation=0.8), sine(5100)))
    folded = [abs(number * 5100 - RATE) for number in (7, 9, 11)]
    assert max(high[hertz] for hertz in folded) < -55


def test_chorus_widens_and_wavers() -> None:
    wet = through(PartMix(chorus=0.8), sine(700))
    assert np.corrcoef(wet[0], wet[1])[0, 1] < 0.97
    envelope = np.abs(signal.hilbert(wet[0, RATE : 3 * RATE]))
    assert np.std(envelope) / np.mean(envelope) > 0.1


@pytest.mark.parametrize("block", [1000, 30_011])
def test_where_blocks_are_cut_changes_nothing(block: int) -> None:
    mix = PartMix(high_pass_hz=80, eq=(Band(hz=900, gain_db=3),), saturation=0.5, wobble=0.5, chorus=0.5)
    sound = np.random.default_rng(5).standard_normal((2, FRAMES)).astype(np.float32) * np.float32(0.1)
    assert through(mix, sound, block) == pytest.approx(through(mix, sound), abs=1e-5)


@pytest.mark.parametrize("mix", [PartMix(chorus=0.8), PartMix(wobble=0.8)])
def test_what_moves_in_a_loop_moves_alike_in_every_round(mix: PartMix) -> None:
    sound = np.tile(sine(700), 2)
    wet = through(mix, sound, first=-FRAMES)
    later = slice(FRAMES + RATE, 2 * FRAMES)
    assert wet[:, later] == pytest.approx(wet[:, RATE:FRAMES], abs=1e-4)


def test_a_wobble_strays_as_far_as_it_says() -> None:
    heard = through(PartMix(wobble=1.0), sine(1000))[0]
    speed = np.diff(np.unwrap(np.angle(signal.hilbert(heard.astype(np.float64))))) * RATE / (2 * np.pi)
    cents = 1200 * np.log2(speed[9600:-9600] / 1000)
    assert 8 < np.abs(cents).max() < 13
    assert abs(cents.mean()) < 1.5
