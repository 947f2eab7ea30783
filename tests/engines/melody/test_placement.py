"""Where a motif is put: as it was heard before, and a step or two away where it goes on in sequence."""

from __future__ import annotations

import numpy as np
import pytest

from musicapp.engines.composer.melody.placed import BarPlace, Placed
from musicapp.engines.composer.melody.placement import place_motif
from musicapp.engines.composer.melody.turns import Turn, turns_of

from .scores import bars_of, material_of, moves_in, spans_of

SEEDS = range(8)


def put(motif: str, place: BarPlace, seed: int) -> list[Placed]:
    """Put a motif into a bar of C major, with nothing before it."""
    material = material_of("C major", a=motif)
    return place_motif([], material.motifs["a"], place, material, np.random.default_rng(seed))


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(
    ("chord", "motif", "heard"),
    [
        ("Imaj7", "0:2 2:2 4:2 2:2", (4, 3, -3)),
        ("Imaj7", "0:2 2:2 4:2 2:2", (3, 4, -4)),
        ("ii7", "0:2 2:2 4:2 2:2", (3, 4, -4)),
        ("ii7", "0:2 2:2 4:2 2:2", (4, 3, -3)),
    ],
)
def test_of_two_places_that_fit_the_one_is_taken_that_was_heard(chord: str, motif: str, heard: Turn, seed: int) -> None:
    middle = {"Imaj7": 3.0, "ii7": 4.0}[chord]
    place = BarPlace(bar=bars_of(1)[0], spans=spans_of(chord, "C major"), target=middle, heard=frozenset({heard}))
    assert tuple(moves_in(put(motif, place, seed), material_of("C major", a=motif))) == heard


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize(("was", "may_be"), [(0, {2}), (2, {0, 4}), (4, {2}), (7, {9})])
def test_a_sequence_leaves_its_step_for_one_nearby(was: int, may_be: set[int], seed: int) -> None:
    place = BarPlace(bar=bars_of(1)[0], spans=spans_of("I", "C major"), target=was, leaves=was)
    assert put("0:8", place, seed)[0].step in may_be


@pytest.mark.parametrize(
    ("pitches", "turns"),
    [
        ([60, 62, 64, 65], [(2, 2, 1)]),
        ([60, 64, 67, 64, 60], [(4, 3, -3), (3, -3, -4)]),
        ([60, 64, 67], []),
    ],
)
def test_a_turn_is_three_intervals(pitches: list[int], turns: list[Turn]) -> None:
    assert turns_of(pitches) == turns
