"""Tracks repeated around a loop."""

from __future__ import annotations

import msgspec
import numpy as np
import pytest

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.mix.loops import Span, repeat_times, unroll_track, value_at
from musicapp.engines.composer.performance.track import PedalPress, PlayedNote, Track
from musicapp.engines.composer.sound.instrument import Instrument
from musicapp.engines.composer.sound.synth.kit import open_kit
from musicapp.engines.composer.sound.synth.synth import open_patch
from musicapp.engines.composer.sound.tones import Score

SPAN = Span(length_s=4.0, before_s=6.0, after_s=1.0)
TRACK = Track(
    name="pad",
    instrument="pad",
    notes=(
        PlayedNote(start_s=0.0, end_s=1.0, pitch=60, velocity=80),
        PlayedNote(start_s=3.0, end_s=4.5, pitch=62, velocity=70),
    ),
    pedal=(PedalPress(down_s=1.0, up_s=4.2),),
    expression=((0.0, 30.0), (2.0, 120.0)),
    bend=((0.5, 0.0), (1.0, 2.0), (1.5, 0.0)),
)


def test_notes_are_repeated_as_far_as_the_span_reaches() -> None:
    starts = [(note.start_s, note.pitch, note.end_s - note.start_s) for note in unroll_track(TRACK, SPAN).notes]
    assert starts == [(-5.0, 62, 1.5), (-4.0, 60, 1.0), (-1.0, 62, 1.5), (0.0, 60, 1.0), (3.0, 62, 1.5), (4.0, 60, 1.0)]


def test_the_pedal_is_pressed_in_every_round() -> None:
    presses = [(press.down_s, round(press.up_s, 6)) for press in unroll_track(TRACK, SPAN).pedal]
    assert presses == [(-7.0, -3.8), (-3.0, 0.2), (1.0, 4.2), (5.0, 8.2)]


@pytest.mark.parametrize("time_s", [0.25, 1.0, 1.75, 2.5, 3.9])
@pytest.mark.parametrize("turn", [-1, 0, 1])
def test_controllers_move_the_same_in_every_round(time_s: float, turn: int) -> None:
    unrolled = unroll_track(TRACK, SPAN)
    at = time_s + turn * SPAN.length_s
    assert value_at(unrolled.expression, at) == pytest.approx(value_at(TRACK.expression, time_s))
    assert value_at(unrolled.bend, at) == pytest.approx(value_at(TRACK.bend, time_s))


def test_controllers_at_rest_stay_there() -> None:
    assert unroll_track(TRACK, SPAN).modulation == ()


def test_curves_stay_in_order_of_time() -> None:
    times = [at for at, _ in unroll_track(TRACK, SPAN).expression]
    assert times == sorted(times)


def test_a_span_longer_than_the_loop_goes_round_several_times() -> None:
    span = Span(length_s=0.5, before_s=1.2, after_s=0.6)
    assert repeat_times((0.1,), span) == pytest.approx((-0.9, -0.4, 0.1, 0.6))


def test_music_is_not_moved_within_the_loop() -> None:
    inside = [note for note in unroll_track(TRACK, SPAN).notes if 0 <= note.start_s < SPAN.length_s]
    assert tuple(inside) == TRACK.notes


@pytest.mark.parametrize("sound", ["bowed_metal", "kit"])
def test_what_chance_gives_a_note_each_round_has(sound: str) -> None:
    instrument: Instrument = open_kit("808") if sound == "kit" else open_patch("bowed_metal")
    notes = tuple(PlayedNote(start_s=at / 2, end_s=at / 2 + 0.2, pitch=38, velocity=80) for at in range(8))
    unrolled = unroll_track(msgspec.structs.replace(TRACK, notes=notes, bend=(), pedal=()), SPAN)
    score = Score(unrolled, instrument)
    heard = {int(start): instrument.sound(score.tone(index)) for index, start in enumerate(score.starts)}
    length = round(SPAN.length_s * RATE)
    assert all(np.array_equal(heard[at], heard[at - length]) for at in range(0, length, RATE // 2))
    assert len({heard[at].tobytes() for at in range(0, length, RATE // 2)}) > 1
