"""What a teacher of harmony would mark, counted without the code that leads the voices."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from musicapp.engines.composer.arrangement.voicing import Voicing
from musicapp.engines.composer.theory.chords import Chord, parse_chord
from musicapp.engines.composer.theory.keys import parse_key

UNISON, FIFTH = 0, 7


def chords_of(numerals: str, key: str = "C major") -> list[Chord]:
    """Read some chords."""
    return [parse_chord(numeral, parse_key(key)) for numeral in numerals.split()]


def outer_parallels(voicings: Sequence[Voicing]) -> int:
    """Count fifths after fifths and octaves after octaves between the bass and the top, both of which move."""
    found = 0
    for one, other in pairwise(voicings):
        both_move = one.bass != other.bass and one.upper[-1] != other.upper[-1]
        gaps = {(v.upper[-1] - v.bass) % 12 for v in (one, other)}
        found += both_move and gaps in ({UNISON}, {FIFTH})
    return found


def mean_motion(voicings: Sequence[Voicing]) -> float:
    """Return how far an upper voice moves on average, in semitones."""
    moves = [abs(a - b) for one, other in pairwise(voicings) for a, b in zip(one.upper, other.upper, strict=True)]
    return sum(moves) / len(moves)


def kept_sevenths(chords: Sequence[Chord], voicings: Sequence[Voicing]) -> tuple[int, int]:
    """Return how many sevenths in the upper voices stay or fall by step, and how many there are."""
    resolved = counted = 0
    for (chord, one), (_, other) in pairwise(zip(chords, voicings, strict=True)):
        sevenths = [p for p in one.upper if (p - chord.root) % 12 in (10, 11) and len(chord.classes) > 3]
        counted += len(sevenths)
        resolved += sum(any(p - fall in other.upper for fall in (0, 1, 2)) for p in sevenths)
    return resolved, counted


def clusters(voicings: Sequence[Voicing]) -> int:
    """Count the semitones between neighbours in the upper voices below middle C."""
    return sum(high - low == 1 and low < 60 for v in voicings for low, high in pairwise(v.upper))
