"""Levels by role, measured with pyloudnorm; and where a part is measured."""

from __future__ import annotations

import numpy as np
import pyloudnorm
import pytest

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.mix.busiest import WINDOW_S, busiest_start
from musicapp.engines.composer.mix.levels import Levels, heard_at, measure_levels
from musicapp.engines.composer.mix.mixdown import MixPart
from musicapp.engines.composer.mix.pan import pan_matrix, place
from musicapp.engines.composer.mix.rules import PartMix
from musicapp.engines.composer.performance.track import Track

from .sources import small_band, sounding, track_of

LENGTH_S = 20.0


@pytest.mark.parametrize("gain", [0.001, 0.1, 1.0])
@pytest.mark.parametrize("number", [0, 1, 2], ids=["bass", "chords", "drums"])
def test_every_part_comes_to_its_level_however_loud_its_instrument_is(number: int, gain: float) -> None:
    mix = PartMix(level_lufs=-18.0, pan=0.5, width=0.5)
    part = MixPart(track=small_band(8.0)[number], open=sounding(gain, drum=number == 2), mix=mix)
    levels = measure_levels(part, 8 * RATE)
    sound = place(
        heard_at(part, 0, 8 * RATE) * np.float32(levels.trim), pan_matrix(0.5, 0.5) * np.float32(levels.fader)
    )
    assert pyloudnorm.Meter(RATE).integrated_loudness(sound.T.astype(np.float64)) == pytest.approx(-24.0, abs=0.1)


def test_saturation_meets_every_instrument_at_the_same_level() -> None:
    track = small_band(8.0)[0]
    levels = [
        measure_levels(MixPart(track=track, open=sounding(gain), mix=PartMix(saturation=0.8)), 8 * RATE)
        for gain in (0.01, 0.5)
    ]
    assert levels[0].fader == pytest.approx(levels[1].fader, rel=1e-3)
    assert levels[0].trim == pytest.approx(50 * levels[1].trim, rel=1e-3)


def test_silence_and_the_faintest_sound_are_not_blown_up() -> None:
    silent = MixPart(track=track_of("pad"), open=sounding(), mix=PartMix())
    assert measure_levels(silent, RATE) == Levels(trim=1.0, fader=1.0)
    faint = MixPart(track=track_of("pad", (0.0, 4.0, 60, 90)), open=sounding(4.5e-4), mix=PartMix())
    assert measure_levels(faint, 4 * RATE).trim == pytest.approx(10 ** (48 / 20))


@pytest.mark.parametrize(
    ("notes", "where"),
    [
        ([(1.0, 2.0, 60, 80), (15.0, 16.0, 60, 80), (16.0, 17.0, 60, 80)], 14.5),
        ([(1.0, 2.0, 60, 120), (15.0, 16.0, 60, 60), (16.0, 17.0, 60, 60)], 1.0),
        ([(0.0, 0.1, 49, 100)], 0.0),
        ([(19.9, 19.95, 49, 100)], 19.9),
    ],
    ids=["two notes before one", "one loud before two soft", "a stroke at the start", "a stroke at the end"],
)
def test_the_busiest_stretch_holds_the_most_sound(notes: list[tuple[float, float, int, int]], where: float) -> None:
    start = busiest_start(track_of("part", *notes), LENGTH_S)
    assert 0 <= start <= LENGTH_S - WINDOW_S
    assert start <= where < start + WINDOW_S


def test_a_fade_by_the_expression_pedal_is_not_the_busiest_place() -> None:
    notes = small_band(LENGTH_S)[0].notes
    faded = Track(name="pad", instrument="pad", notes=notes, expression=((0.0, 10.0), (12.0, 127.0)))
    assert busiest_start(faded, LENGTH_S) >= 10.0


def test_a_short_piece_is_measured_whole() -> None:
    assert busiest_start(small_band(4.0)[0], 4.0) == 0.0


def test_a_chord_held_at_the_end_is_not_busier_than_a_running_figure() -> None:
    """What was plucked has died away: the level would be that of silence."""
    running = [(2.0 + 0.125 * step, 2.1 + 0.125 * step, 60 + step % 12, 80) for step in range(64)]
    held = [(16.0, 20.0, pitch, 90) for pitch in (60, 64, 67, 72)]
    assert busiest_start(track_of("harp", *running, *held), LENGTH_S) < 10.0
