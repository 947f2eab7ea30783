"""Melodies can be sung and remembered: steps, turns after leaps, one climax, motifs that come again."""

from __future__ import annotations

import functools
from collections import Counter
from itertools import pairwise

import pytest

from musicapp.engines.composer.melody.phrase import to_notes
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import Placed
from musicapp.engines.composer.piece import Piece
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import parse_key

from .orders import compose_with

SEEDS = range(8)
STYLES = ("piano_solo", "cinematic")
NEIGHBOURS = 2
FEWEST = 8


@functools.cache
def pieces_in(style: str) -> tuple[Piece, ...]:
    """Return some pieces in a style."""
    return tuple(compose_with(style=style, seconds=90.0, seed=seed, instruments=(), without=()) for seed in SEEDS)


def sung_sections(style: str) -> list[list[int]]:
    """Return the pitches of every section that brings a melody of its own."""
    pieces = pieces_in(style)
    found = [
        [note.pitch for note in piece.melody.sections[section.name]]
        for piece in pieces
        for section in piece.form.sections
        if section.source == section.name
    ]
    return [pitches for pitches in found if len(pitches) >= FEWEST]


def moves_of(pitches: list[int]) -> list[int]:
    """Return intervals in semitones."""
    return [b - a for a, b in pairwise(pitches)]


@pytest.mark.parametrize("style", STYLES)
def test_most_intervals_are_small_and_leaps_turn(style: str) -> None:
    moves = [moves_of(pitches) for pitches in sung_sections(style)]
    every = [move for section in moves for move in section]
    leaps = [(a, b) for section in moves for a, b in pairwise(section) if abs(a) >= 5]
    assert sum(abs(move) <= 4 for move in every) >= 0.75 * len(every)
    assert sum(move == 0 for move in every) <= 0.25 * len(every)
    assert sum(a * b < 0 or 1 <= abs(b) <= 2 for a, b in leaps) >= 0.85 * len(leaps)


@pytest.mark.parametrize("style", STYLES)
def test_a_section_has_one_climax(style: str) -> None:
    sections = sung_sections(style)
    spread = []
    for pitches in sections:
        places = [index for index, pitch in enumerate(pitches) if pitch == max(pitches)]
        spread.append(places[-1] - places[0])
    assert sum(width <= NEIGHBOURS for width in spread) >= 0.8 * len(spread)


@pytest.mark.parametrize("style", STYLES)
def test_turns_of_melody_come_again(style: str) -> None:
    shares = []
    for piece in pieces_in(style):
        moves = moves_of([note.pitch for section in piece.melody.sections.values() for note in section])
        turns = Counter(zip(moves, moves[1:], moves[2:], strict=False))
        shares.append(sum(count for count in turns.values() if count > 1) / sum(turns.values()))
    assert sum(shares) / len(shares) >= 0.45


@pytest.mark.parametrize("section", ["theme", "contrast"])
def test_no_take_sings_what_one_before_has_sung(section: str) -> None:
    sung = [compose_with(seconds=60.0, takes={f"melody/{section}": take}).melody.sections[section] for take in range(4)]
    assert len(set(sung)) == len(sung)


@pytest.mark.parametrize(
    ("key", "steps", "numeral", "pitches"),
    [
        ("A minor", (5, 6), "V", [78, 80]),
        ("A minor", (5, 6), "VII", [77, 79]),
        ("G pentatonic", (4, 5), "I", [76, 79]),
        ("A minor pentatonic", (0, 1), "i", [69, 72]),
    ],
)
def test_a_raised_seventh_takes_the_sixth_along_and_a_scale_of_five_notes_stays(
    key: str, steps: tuple[int, ...], numeral: str, pitches: list[int]
) -> None:
    gamut = Gamut(key=parse_key(key), base={"A": 69, "G": 67}[key[0]])
    chord = parse_chord(numeral, gamut.key)
    placed = [Placed(start=480 * i, length=480, step=step, weight=0.5, chord=chord) for i, step in enumerate(steps)]
    assert [note.pitch for note in to_notes(placed, gamut)] == pitches
