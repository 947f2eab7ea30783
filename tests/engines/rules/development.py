"""What a bar of melody makes of another: the same again, moved, turned over, its beginning, twice as slow."""

from __future__ import annotations

from itertools import pairwise

from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.piece import Piece

FEWEST = 3
LOOSE = 2
"""Semitones by which an interval may differ where the scale, not the ear, decides."""

Bar = tuple[tuple[int, int, int], ...]
"""Notes of a bar: ticks from its start, length, pitch."""


def bars_of(piece: Piece) -> list[Bar]:
    """Return the bars of melody in order, empty ones too."""
    bars: list[Bar] = []
    for section in piece.form.sections:
        notes = sorted(piece.melody.sections[section.name], key=lambda note: note.start)
        bars += [cut(notes, bar.start, bar.end) for phrase in section.phrases for bar in phrase.bars]
    return bars


def cut(notes: list[Note], start: int, end: int) -> Bar:
    """Return the notes that begin in a bar."""
    return tuple((note.start - start, note.length, note.pitch) for note in notes if start <= note.start < end)


def is_repeated(one: Bar, other: Bar) -> bool:
    """True where a bar comes again note for note."""
    return (
        len(one) >= FEWEST and onsets(one) == onsets(other) and intervals(one) == intervals(other) and same(one, other)
    )


def is_sequence(one: Bar, other: Bar) -> bool:
    """True where a bar comes again on another step, with the rhythm and the contour that it had."""
    return len(one) >= FEWEST and onsets(one) == onsets(other) and near(one, other) and not same(one, other)


def is_inverted(one: Bar, other: Bar) -> bool:
    """True where a bar comes again with its contour upside down."""
    turned = tuple((start, length, -pitch) for start, length, pitch in one)
    moves = any(intervals(one))
    return len(one) >= FEWEST and moves and onsets(one) == onsets(other) and near(turned, other)


def is_fragmented(bar: Bar, half: int) -> bool:
    """True where a bar says its first half twice, moved or not."""
    first = tuple(note for note in bar if note[0] < half)
    second = tuple((start - half, length, pitch) for start, length, pitch in bar if start >= half)
    return len(first) >= 2 and onsets(first) == onsets(second) and near(first, second)


def is_augmented(one: Bar, other: Bar) -> bool:
    """True where a bar says the beginning of another twice as slowly."""
    slow = tuple((2 * start, 2 * length, pitch) for start, length, pitch in one)[: len(other)]
    return FEWEST - 1 <= len(other) < len(one) and onsets(slow) == onsets(other) and near(slow, other)


def onsets(bar: Bar) -> tuple[int, ...]:
    """Return the rhythm of a bar."""
    return tuple(start for start, _, _ in bar)


def intervals(bar: Bar) -> tuple[int, ...]:
    """Return the intervals of a bar in semitones."""
    return tuple(b[2] - a[2] for a, b in pairwise(bar))


def near(one: Bar, other: Bar) -> bool:
    """True where the contours are alike but for what the scale makes of them."""
    pairs = list(zip(intervals(one), intervals(other), strict=False))
    return all(abs(a - b) <= LOOSE and a * b >= 0 for a, b in pairs)


def same(one: Bar, other: Bar) -> bool:
    """True where two bars begin on the same note, whatever its octave."""
    return (one[0][2] - other[0][2]) % 12 == 0
