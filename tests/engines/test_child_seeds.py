"""Randomness with owners: a part taken anew moves nothing else."""

from __future__ import annotations

import pytest

from musicapp.engines.composer import seeds
from musicapp.engines.composer.performance.track import PlayedNote
from musicapp.engines.composer.piece import Piece

from .orders import compose_with, notes_of

FIRST_DRAW = 0.09476042098869875


def test_child_seeds_are_fixed_numbers() -> None:
    """Written down once: a change here changes every piece that was ever made."""
    assert seeds.child(7, "melody", "theme", "piano").random() == pytest.approx(FIRST_DRAW, abs=0)


def test_names_are_told_apart() -> None:
    names = [("a", "b"), ("a", "c"), ("b", "a"), ("ab",), ("a",)]
    assert len({seeds.child(1, *name).random() for name in names}) == len(names)


@pytest.mark.parametrize("section", ["theme", "contrast", "return"])
def test_a_new_melody_in_one_section_moves_nothing_else(section: str) -> None:
    before = compose_with(seconds=60.0)
    after = compose_with(seconds=60.0, takes={f"melody/{section}": 1})
    form = next(s for s in before.form.sections if s.name == section)
    clock = before.form.grid.clock
    start, end = clock.seconds(form.start) - 0.1, clock.seconds(form.end) - 0.1

    def melody(piece: Piece, *, inside: bool) -> list[PlayedNote]:
        notes = without_last(notes_of(piece, "right hand"), piece)
        return [note for note in notes if (start <= note.start_s < end) is inside]

    assert melody(before, inside=True) != melody(after, inside=True)
    assert melody(before, inside=False) == melody(after, inside=False)
    assert notes_of(before, "left hand") == notes_of(after, "left hand")
    assert before.harmony == after.harmony
    assert before.performers[0].track.pedal == after.performers[0].track.pedal


def without_last(notes: tuple[PlayedNote, ...], piece: Piece) -> list[PlayedNote]:
    """Leave the last chord out: its top note answers the melody before it."""
    last = piece.form.grid.last_chord
    assert last is not None
    return [note for note in notes if note.start_s < piece.form.grid.clock.seconds(last) - 0.001]


def test_picks_follow_weights() -> None:
    rng = seeds.child(1, "weights")
    drawn = [seeds.pick(rng, "ab", (1.0, 3.0)) for _ in range(2000)]
    assert 0.7 < drawn.count("b") / len(drawn) < 0.8
