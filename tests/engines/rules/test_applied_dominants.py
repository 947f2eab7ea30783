"""A dominant borrowed for another chord goes to it: a fifth down, by its tritone, or by the step of a deceit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest

from .pieces import Chart, Sounding, chart_in, chords_in, degree

SEEDS = range(8)
FIFTH_DOWN, SEMITONE_DOWN, DECEITS = 5, 11, (1, 2)
SHARE = 0.75
UNMOVED = 0


def pairs_in_sections(piece: Chart) -> Iterator[tuple[Sounding, Sounding]]:
    """Yield each chord and the one after it, where both are in one section."""
    for section in piece.form.sections:
        yield from pairwise(chords_in(piece, section.start, section.end))


@pytest.mark.parametrize(
    ("style", "key"),
    [
        ("piano_solo", "C major"),
        ("string_quartet", "C major"),
        ("baroque", "C major"),
        ("waltz", "C major"),
        ("trot", "C major"),
        ("k_ballad", "C major"),
        ("jazz", "C major"),
        ("bossa_nova", "C major"),
        ("jazz", "C minor"),
    ],
)
def test_sevenths_with_a_foreign_third_fall_a_fifth(style: str, key: str) -> None:
    moves = []
    for seed in SEEDS:
        for chord, after in pairs_in_sections(chart_in(style, key, seed)):
            is_applied = degree(chord.symbol.root, key) in ("II", "III", "VI", "VII")
            move = (after.symbol.root - chord.symbol.root) % 12
            if chord.symbol.is_dominant and is_applied and move != UNMOVED:
                moves.append(move in (FIFTH_DOWN, SEMITONE_DOWN, *DECEITS))
    assert moves or key.endswith("minor")
    assert sum(moves) >= SHARE * len(moves)


def test_tritone_substitutes_fall_a_semitone() -> None:
    style, key, moves = "bossa_nova", "C major", []
    for seed in range(8):
        for chord, after in pairs_in_sections(chart_in(style, key, seed)):
            move = (after.symbol.root - chord.symbol.root) % 12
            if chord.symbol.is_dominant and degree(chord.symbol.root, key) == "bII" and move:
                moves.append(move)
    assert moves
    assert sum(move == SEMITONE_DOWN for move in moves) >= 0.6 * len(moves)
