"""Ornaments: what is added to a note, in the order in which it is heard, and never longer than the note."""

from __future__ import annotations

import numpy as np
import pytest

from musicapp.engines.composer.arrangement.decoration import Ground, adorned, neighbour
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.performance.bends import bend_of
from musicapp.engines.composer.performance.expression import bend_curve
from musicapp.engines.composer.performance.idioms import load_idioms
from musicapp.engines.composer.performance.track import PlayedNote
from musicapp.engines.composer.styles.ornaments import load_ornaments
from musicapp.engines.composer.theory.keys import parse_key

SECOND = 960.0
"""Ticks."""
GROUND = Ground(key=parse_key("C major"), second=SECOND)


def sung(name: str, length_s: float = 1.0) -> list[PartNote]:
    note = PartNote(start=0, length=round(length_s * SECOND), pitch=67, voice="melody")
    return adorned(note, name, GROUND)


@pytest.mark.parametrize(
    ("name", "pitches"),
    [
        ("grace", [69, 67]),
        ("cut", [71, 67]),
        ("mordent", [67, 65, 67]),
        ("turn", [69, 67, 65, 67]),
        ("trill", [69, 67, 69, 67, 69, 67, 69, 67, 67]),
    ],
)
def test_an_ornament_on_g_in_c_major(name: str, pitches: list[int]) -> None:
    notes = sung(name)
    assert [note.pitch for note in notes] == pitches
    assert [note.start for note in notes[1:]] == [note.end for note in notes[:-1]]
    assert (notes[0].start, notes[-1].end) == (0, SECOND)


@pytest.mark.parametrize(
    ("name", "lowest", "highest", "count"),
    [("mordent", 65, 90, 3), ("mordent", 66, 90, 1), ("grace", 50, 69, 2), ("grace", 50, 68, 1)],
)
def test_an_ornament_beyond_reach_is_left_out(name: str, lowest: int, highest: int, count: int) -> None:
    note = PartNote(start=0, length=round(SECOND), pitch=67, voice="melody")
    ground = Ground(key=GROUND.key, second=SECOND, reach=range(lowest, highest + 1))
    assert len(adorned(note, name, ground)) == count


@pytest.mark.parametrize(
    ("key", "pitch", "steps", "found"),
    [
        ("C major", 60, 1, 62),
        ("C major", 64, 1, 65),
        ("A minor", 57, -1, 55),
        ("C pentatonic", 64, 1, 67),
        ("D major", 62, -2, 59),
    ],
)
def test_a_neighbour_is_of_the_scale(key: str, pitch: int, steps: int, found: int) -> None:
    assert neighbour(pitch, steps, parse_key(key)) == found


@pytest.mark.parametrize("name", [name for name, ornament in load_ornaments().items() if ornament.is_bent])
@pytest.mark.parametrize("length_s", [0.3, 0.7, 3.0])
def test_a_bend_lies_within_its_note_in_order_and_comes_to_rest(name: str, length_s: float) -> None:
    bend = bend_of(load_ornaments()[name], 10.0, 10.0 + length_s)
    times = [at for at, _ in bend]
    if length_s >= load_ornaments()[name].least_s:
        assert max(abs(value) for _, value in bend) >= 0.5
        assert (times[0], bend[-1][1]) == (10.0, 0.0)
    assert times == sorted(times)


def test_a_shake_swings_about_the_note_at_its_speed() -> None:
    bend = bend_of(load_ornaments()["shake"], 0.0, 3.0)
    at = np.arange(0.8, 2.8, 0.001)
    times, swings = zip(*bend, strict=True)
    values = np.interp(at, times, swings)
    turns = np.count_nonzero(np.diff(np.sign(values)) > 0)
    assert abs(float(values.mean())) < 0.02
    assert turns / 2.0 == pytest.approx(4.6, abs=0.5)


def test_an_ornament_takes_the_place_of_the_usual_slide_and_needs_one_note_at_a_time() -> None:
    notes = tuple(PlayedNote(start_s=at, end_s=at + 1.0, pitch=69, velocity=80) for at in (0.0, 1.0, 2.0))
    idiom = load_idioms()["gugak_wind"]
    bend = bend_of(load_ornaments()["sink"], 1.0, 2.0)
    curve = bend_curve(notes, idiom, (bend,))
    times, values = zip(*curve, strict=True)
    assert list(times) == sorted(times)
    assert np.interp(1.97, times, values) < -1.5
    assert np.interp(1.0, times, values) == pytest.approx(0.0)
    assert np.interp(2.0, times, values) == pytest.approx(0.0, abs=0.05)
    chord = (*notes, PlayedNote(start_s=0.0, end_s=3.0, pitch=60, velocity=80))
    assert not any(value < -1.5 for _, value in bend_curve(chord, idiom, (bend,)))
