"""Phrases: a motif comes back as it was where the chords allow, goes in sequence where it should, and closes."""

from __future__ import annotations

from itertools import pairwise

import pytest

from musicapp.engines.composer.melody.climax import set_climax
from musicapp.engines.composer.melody.placed import Placed
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key

from .scores import METER, bars_sung, material_of, moves_in, phrase_on

RISING = "0:2 1:1 2:1 4:4"
TURNING = "0:2 1:2 0:4"
SEEDS = range(6)
OFTEN = 5


@pytest.mark.parametrize(
    ("chords", "key", "motif"),
    [
        ("I I I I", "C major", RISING),
        ("I V I I", "C major", TURNING),
        ("I IV I I", "G major", TURNING),
        ("i iv i i", "A minor", TURNING),
        ("I IV I I", "D major", "0:4 2:2 4:2"),
        ("i VII i i", "A minor", "0:4 2:2 1:2"),
    ],
)
def test_a_motif_returns_with_the_same_intervals_over_the_same_chord(chords: str, key: str, motif: str) -> None:
    material = material_of(key, a=motif)
    sung = [bars_sung(phrase_on(f"{chords} {chords[0]}", "a a a a cad", material, key=key, seed=s), 3) for s in SEEDS]
    again = [moves_in(bars[2], material) == moves_in(bars[0], material) for bars in sung]
    assert sum(again) >= OFTEN


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("chords", ["I IV V I", "I vi IV I", "I V vi I", "vi IV I I"])
def test_a_motif_keeps_its_direction_over_other_chords(chords: str, seed: int) -> None:
    material = material_of("C major", a=TURNING)
    first, other = bars_sung(phrase_on(chords, "a a a cad", material, seed=seed), 2)
    shapes = [[(move > 0) - (move < 0) for move in moves_in(bar, material)] for bar in (first, other)]
    assert shapes == [[1, -1]] * 2


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("chords", ["I IV V I", "I ii V I", "ii iii V I"])
def test_a_sequence_begins_a_step_or_two_away(chords: str, seed: int) -> None:
    material = material_of("C major", a=TURNING, b=RISING)
    first, moved, _ = bars_sung(phrase_on(chords, "a a' b cad", material, seed=seed), 3)
    assert 1 <= abs(moved[0].step - first[0].step) <= 2


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("chords", ["I IV V I", "I vi ii I", "IV V vi I"])
def test_first_beats_are_of_their_chord_or_lean_on_it(chords: str, seed: int) -> None:
    material = material_of("C major", a=RISING, b=TURNING)
    placed = phrase_on(chords, "a b a cad", material, seed=seed)
    for note, after in pairwise(placed):
        if note.start % METER.bar == 0:
            assert material.gamut.has_chord_tone(note.step, note.chord) or after.step == note.step - 1


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("key", ["C major", "G major", "A minor", "D minor"])
def test_a_closed_phrase_ends_on_the_tonic_that_is_reached_by_step_or_chord(key: str, seed: int) -> None:
    tonic = "i" if key.endswith("minor") else "I"
    material = material_of(key, a=RISING, b=TURNING)
    placed = phrase_on(f"{tonic} {tonic} V {tonic}", "a b a cad", material, key=key, seed=seed)
    assert material.gamut.pitch(placed[-1].step, placed[-1].chord) % 12 == material.gamut.key.tonic_class
    assert placed[-1].length > METER.bar // 2


@pytest.mark.parametrize(
    ("steps", "start", "raised"),
    [
        ((0, 4, 2, 1, 2, 4, 2), 4, (0, 4, 2, 1, 2, 7, 2)),
        ((0, 7, 4, 2, 4, 2), 3, (0, 7, 4, 2, 4, 2)),
        ((0, 2, 4, 2, 7, 4), 3, (0, 2, 4, 2, 7, 4)),
    ],
)
def test_a_section_has_its_highest_note_once_and_late(
    steps: tuple[int, ...], start: int, raised: tuple[int, ...]
) -> None:
    chord = parse_chord("I", parse_key("C major"))
    placed = [
        Placed(start=480 * index, length=480, step=step, weight=1.0, chord=chord) for index, step in enumerate(steps)
    ]
    material = material_of("C major", a=RISING)
    assert tuple(note.step for note in set_climax(placed, 480 * start, material)) == raised
