"""Pan, automation and ducking: what they promise, sample by sample."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from musicapp.engines.composer.audio import BLOCK, RATE
from musicapp.engines.composer.mix.curves import control_times, duck_curve, energy_curve
from musicapp.engines.composer.mix.levels import Levels, measure_levels
from musicapp.engines.composer.mix.mixdown import Mixdown, MixPart, OpenStem, SectionEnergy, StemSource
from musicapp.engines.composer.mix.pan import pan_matrix, place
from musicapp.engines.composer.mix.rules import PartMix
from musicapp.engines.composer.mix.strip import Strip, motion_of
from musicapp.engines.composer.performance.track import Track
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.stem import ALONE, Turn

from .sources import band_mixdown, track_of

SECTIONS = (SectionEnergy(start_s=0.0, energy=0.2), SectionEnergy(start_s=4.0, energy=1.0))


class Steady:
    """A sine of full scale that never ends."""

    def __init__(self, first: int, hertz: float, gain: float = 1.0) -> None:
        self._next, self._hertz, self._gain = first, hertz, gain

    def next_block(self) -> npt.NDArray[np.float32]:
        wave = self._gain * np.sin(2 * np.pi * self._hertz / RATE * (self._next + np.arange(BLOCK)))
        self._next += BLOCK
        return np.stack([wave, wave]).astype(np.float32)


def steady(_track: Track, first: int, turn: Turn) -> StemSource:
    return Steady(first, 1000.0, 1.0 / turn.count)


def level_db(sound: npt.NDArray[np.float32], at_s: float, window_s: float = 0.004) -> float:
    """Return the level of a sine around a moment, in dB of full scale."""
    around = slice(round((at_s - window_s / 2) * RATE), round((at_s + window_s / 2) * RATE))
    return float(20 * np.log10(np.sqrt(2) * np.sqrt(np.mean(sound[0, around].astype(np.float64) ** 2)) + 1e-9))


def ridden(mix: PartMix, mixdown: Mixdown) -> npt.NDArray[np.float32]:
    """Return the first block of a steady part."""
    part = MixPart(track=track_of("pad"), open=steady, mix=mix)
    strip = Strip(mix, Levels(trim=1.0, fader=1.0), mixdown)
    return strip.mix([part.open(part.track, 0, ALONE).next_block()], motion_of(mixdown, 0))


@pytest.mark.parametrize("pan", [-1.0, -0.4, 0.0, 0.7, 1.0])
def test_pan_keeps_the_power_of_what_is_in_the_middle(pan: float) -> None:
    mono = np.ones((2, 10), np.float32)
    placed = place(mono, pan_matrix(pan, 1.0))
    assert np.sum(placed[:, 0] ** 2) == pytest.approx(2.0, rel=1e-5)
    assert np.sign(round(float(placed[1, 0] - placed[0, 0]), 5)) == np.sign(pan)


def test_width_goes_from_mono_to_wide_and_one_changes_nothing() -> None:
    sound = np.array([[1.0, 0.5], [0.0, -0.5]], np.float32)
    assert place(sound, pan_matrix(0.0, 1.0)) == pytest.approx(sound)
    mono = place(sound, pan_matrix(0.0, 0.0))
    assert mono[0] == pytest.approx(mono[1])
    wide = place(sound, pan_matrix(0.0, 2.0))
    assert wide[0] - wide[1] == pytest.approx(2 * (sound[0] - sound[1]))


def test_a_kick_pushes_down_by_as_much_as_the_rules_say_and_lets_go_in_time() -> None:
    mixdown = band_mixdown(8.0, kicks_s=(1.0, 3.0))
    sound = ridden(PartMix(duck_db=6.0), mixdown)
    assert level_db(sound, 0.98) == pytest.approx(0.0, abs=0.1)
    assert level_db(sound, 1.005) == pytest.approx(-6.0, abs=0.1)
    assert level_db(sound, 1.02 + 0.09) == pytest.approx(-3.0, abs=0.2)
    assert level_db(sound, 1.22) == pytest.approx(0.0, abs=0.1)
    assert level_db(sound, 2.5) == pytest.approx(0.0, abs=0.05)


def test_quiet_sections_are_softer() -> None:
    mixdown = band_mixdown(8.0, sections=SECTIONS, kicks_s=())
    sound = ridden(PartMix(quiet_db=10.0), mixdown)
    assert level_db(sound, 2.0, 0.1) == pytest.approx(-8.0, abs=0.1)
    assert level_db(sound, 5.0, 0.1) == pytest.approx(0.0, abs=0.1)


def test_moving_faders_make_no_click() -> None:
    mixdown = band_mixdown(8.0, sections=SECTIONS, kicks_s=(0.5, 1.0, 1.5))
    moved = ridden(PartMix(quiet_db=18.0, duck_db=8.0), mixdown)[0].astype(np.float64)
    still = np.asarray(Steady(0, 1000.0).next_block()[0], np.float64)
    assert np.abs(np.diff(moved, 2)).max() < 1.1 * np.abs(np.diff(still, 2)).max()
    spectrum = np.abs(np.fft.rfft(moved * np.hanning(len(moved))))
    hertz = np.fft.rfftfreq(len(moved), 1 / RATE)
    assert 20 * np.log10(spectrum[hertz > 4000].max() / spectrum.max()) < -60


def test_kicks_in_quick_succession_do_not_add_up() -> None:
    times_s = control_times(0, BLOCK)
    duck = duck_curve(np.arange(0.5, 3.0, 0.06), 0.18, times_s)
    assert duck.max() <= 1.0
    assert np.abs(np.diff(duck)).max() < 0.25


@pytest.mark.parametrize("is_loop", [False, True])
def test_a_block_begins_where_the_last_one_ended(is_loop: bool) -> None:
    mixdown = band_mixdown(8.0, sections=SECTIONS, is_loop=is_loop)
    size = 4800
    whole = spread(energy_curve(mixdown, control_times(-2 * size, 100 * size)))
    cut = [spread(energy_curve(mixdown, control_times(start * size, size))) for start in range(-2, 98)]
    assert np.concatenate(cut) == pytest.approx(whole, abs=1e-6)


def test_a_loop_glides_from_its_last_section_to_its_first() -> None:
    mixdown = band_mixdown(8.0, sections=SECTIONS, is_loop=True)
    times_s = np.array([0.0, 8.0 - 1e-6, -1e-6, 2.0, 6.0, 10.0, 14.0, -6.0])
    middle = 0.6
    assert energy_curve(mixdown, times_s) == pytest.approx([middle, middle, middle, 0.2, 1.0, 0.2, 1.0, 0.2], abs=1e-3)


class Central:
    """The middle of another source, on one channel."""

    def __init__(self, source: StemSource) -> None:
        self._source = source

    def next_block(self) -> npt.NDArray[np.float32]:
        return self._source.next_block()[:1]


@pytest.mark.parametrize(
    "mix",
    [
        PartMix(level_lufs=-20.0, pan=0.4, width=0.5),
        PartMix(level_lufs=-20.0, high_pass_hz=900.0, saturation=0.8),
        PartMix(level_lufs=-20.0, wobble=0.7, saturation=0.5),
        PartMix(level_lufs=-20.0, chorus=0.6, pan=-0.3, high_pass_hz=300.0),
    ],
)
def test_one_channel_is_mixed_as_two_that_are_the_same(mix: PartMix) -> None:
    def opened(mono: bool) -> OpenStem:
        def open_source(track: Track, first: int, turn: Turn) -> StemSource:
            source = steady(track, first, turn)
            return Central(source) if mono else source

        return open_source

    mixdown = band_mixdown(12.0)
    blocks = []
    for mono in (True, False):
        part = MixPart(track=track_of("pad", (0.0, 12.0, 60, 90)), open=opened(mono), mix=mix)
        strip, source = Strip(mix, measure_levels(part, mixdown.frames), mixdown), part.open(part.track, 0, ALONE)
        sounds = [strip.mix([source.next_block()], motion_of(mixdown, start)) for start in (0, BLOCK)]
        blocks.append(np.concatenate(sounds, axis=1))
    assert blocks[0].shape == blocks[1].shape == (2, 2 * BLOCK)
    assert blocks[0] == pytest.approx(blocks[1], abs=1e-6)
