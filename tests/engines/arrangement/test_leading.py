"""A melody lies where its player has it: moved by octaves as a whole, folded only where nothing else helps."""

from __future__ import annotations

from collections import Counter

import pytest

from musicapp.engines.composer.arrangement.leading import misplaced, octave_shift
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.moods import Mood
from musicapp.engines.composer.scene import Player, Scene
from tests.engines.orders import compose_with


def scene_of_a_piano() -> Scene:
    piece = compose_with(style="piano_solo", seconds=30.0)
    players = tuple(part.player for part in piece.played)
    return Scene(form=piece.form, harmony=piece.harmony, style=piece.style, mood=Mood(), players=players)


def player_of(lowest: int, highest: int) -> Player:
    player = scene_of_a_piano().players[0]
    return Player(part=player.part, instrument=player.instrument, lowest=lowest, highest=highest)


@pytest.mark.parametrize(
    ("lowest", "highest", "pitches", "shift"),
    [
        (62, 79, (64, 71, 76), 0),
        (48, 67, (64, 71, 76), -12),
        (72, 96, (64, 71, 76), 12),
        (62, 79, (78, 84, 88), -12),
    ],
)
def test_the_whole_tune_moves_by_the_octaves_that_fold_least(
    lowest: int, highest: int, pitches: tuple[int, ...], shift: int
) -> None:
    scene = scene_of_a_piano()
    notes = tuple(Note(start=480 * i, length=480, pitch=pitch) for i, pitch in enumerate(pitches))
    melody = Melody(sections={section.name: notes for section in scene.form.sections})
    assert octave_shift(player_of(lowest, highest), scene, melody) == shift


def test_notes_outside_are_counted_as_often_as_they_are_sung() -> None:
    assert misplaced(Counter({60: 3, 72: 5}), 0, player_of(61, 80)) == 3
    assert misplaced(Counter({60: 3, 72: 5}), 12, player_of(61, 80)) == 5
