"""Notes are in tune, bend and vibrato go as far as they say."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from scipy.signal import hilbert

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.synth.string import vibrate
from tests.engines.synth.listening import cents, hertz, pitch_hz, synth_of, tone

STRING = {"kind": "string", "decay_s": 8.0, "dull_decay_s": 1.0, "envelope": {"release_s": 0.3}}
SINE = {"kind": "oscillator", "wave": {"shape": "sine"}}


@pytest.mark.parametrize("pitch", [33, 45, 57, 69, 81, 90, 96])
@pytest.mark.parametrize("layer", [STRING, SINE], ids=["string", "sine"])
def test_a_note_is_in_tune(layer: dict[str, object], pitch: int) -> None:
    sound = synth_of(layer).sound(tone(pitch, length_s=2.0))[0, 2400:92400]
    assert abs(cents(pitch_hz(sound, hertz(pitch)), hertz(pitch))) < 1.0


@pytest.mark.parametrize("layer", [STRING, SINE], ids=["string", "sine"])
def test_a_bend_of_two_semitones_is_two_semitones(layer: dict[str, object]) -> None:
    bend = np.full(40, 2.0, dtype=np.float32)
    sound = synth_of(layer).sound(tone(60, length_s=2.0, bend=bend))[0, 2400:92400]
    assert abs(cents(pitch_hz(sound, hertz(62)), hertz(62))) < 1.0


def test_a_bend_moves_where_it_moves() -> None:
    bend = np.concatenate((np.zeros(RATE // CONTROL), np.full(10, -1.0))).astype(np.float32)
    sound = synth_of(SINE).sound(tone(69, length_s=2.0, bend=bend))[0]
    assert abs(cents(pitch_hz(sound[4800:43200], 440), 440)) < 1
    assert abs(cents(pitch_hz(sound[52800:91200], 415), hertz(68))) < 1


def test_the_wheel_brings_vibrato_of_50_cents_at_5_and_a_half_hertz() -> None:
    wheel = np.ones(4, dtype=np.float32)
    curve = _pitch_curve(synth_of(SINE).sound(tone(81, length_s=2.0, modulation=wheel))[0], hertz(81))
    settled = curve[RATE // 2 : 2 * RATE - 2400]
    assert np.ptp(settled) / 2 == pytest.approx(50, abs=3)
    rises = np.flatnonzero((settled[:-1] < 0) & (settled[1:] >= 0))
    assert RATE / np.mean(np.diff(rises)) == pytest.approx(5.5, abs=0.1)
    assert np.abs(curve[1200 : RATE // 20]).max() < 5


def test_half_the_wheel_is_half_the_vibrato() -> None:
    curves = [
        _pitch_curve(synth_of(SINE).sound(tone(81, modulation=np.full(4, wheel, dtype=np.float32)))[0], hertz(81))
        for wheel in (0.5, 1.0)
    ]
    half, full = (np.ptp(curve[RATE // 2 : RATE - 2400]) for curve in curves)
    assert half / full == pytest.approx(0.5, abs=0.05)


@pytest.mark.parametrize("period", [18.2, 109.09, 582.5])
def test_a_string_taken_many_turns_at_once_is_the_string_sample_by_sample(period: float) -> None:
    pluck = (np.random.default_rng(1).random(round(period * 2.4)) - 0.5).astype(np.float32)
    gain, blur = 0.995, 0.05
    whole = int(period - 2)
    part = period - whole - 1
    lagrange = [
        -(part - 1) * (part - 2) * (part - 3) / 6,
        part * (part - 2) * (part - 3) / 2,
        -part * (part - 1) * (part - 3) / 2,
        part * (part - 1) * (part - 2) / 6,
    ]
    taps = gain * np.convolve(lagrange, [blur, 1 - 2 * blur, blur])
    expected = np.zeros(4000)
    expected[: len(pluck)] = pluck
    for now in range(whole, len(expected)):
        back = np.arange(now - whole, now - whole - len(taps), -1)
        expected[now] += (taps * np.where(back >= 0, expected[back], 0)).sum()
    heard = vibrate(pluck, (gain, blur), period, len(expected))
    assert np.abs(heard - expected).max() < 1e-6


def test_low_strings_ring_longer_than_high_ones() -> None:
    lengths = [_decay(synth_of(STRING).sound(tone(pitch, length_s=2.0))[0]) for pitch in (40, 60, 80)]
    assert all(low < high for low, high in pairwise(lengths))


def _decay(sound: Samples) -> float:
    """Return how many dB a sound loses from its first half second to its third."""
    first, third = sound[:24_000], sound[48_000:72_000]
    return float(10 * np.log10((first**2).mean() / (third**2).mean()))


def _pitch_curve(sound: Samples, hz: float) -> np.ndarray[tuple[int], np.dtype[np.float64]]:
    """Return how far a sine strays from a frequency in cents at each sample, by the phase of its analytic signal."""
    speed = np.diff(np.unwrap(np.angle(hilbert(sound.astype(np.float64))))) * RATE / (2 * np.pi)
    return np.asarray(1200 * np.log2(np.maximum(speed, 1) / hz))
