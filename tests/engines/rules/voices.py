"""What sounds at a moment, read off the players: the outer voices, chords as they are struck, who holds what."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from musicapp.engines.composer.performance.track import PlayedNote
from musicapp.engines.composer.piece import Piece

from .pieces import Sounding, chords_of

TOGETHER_S = 0.06
"""Players who start within this time start together."""
PITCHED = ("melody", "counter", "chords", "pad", "bass")
UNISON, FIFTH = 0, 7


def pitched_notes(piece: Piece, *roles: str) -> list[PlayedNote]:
    """Return all notes of some roles, or of all that have pitches, in order of their start."""
    wanted = roles or PITCHED
    notes = [note for part in piece.played if part.player.part.role in wanted for note in part.notes]
    return sorted(notes, key=lambda note: (note.start_s, note.pitch))


def sounding_at(notes: list[PlayedNote], at_s: float) -> list[int]:
    """Return the pitches of the keys that are down at a moment, lowest first."""
    return sorted(note.pitch for note in notes if note.start_s <= at_s < note.end_s)


def middle_s(piece: Piece, chord: Sounding) -> float:
    """Return a moment shortly after the last player has come to a chord."""
    clock = piece.form.grid.clock
    return clock.seconds(chord.start) + min(0.25, clock.seconds(chord.end - chord.start) / 2)


def outer_voices(piece: Piece) -> list[tuple[int, int]]:
    """Return the lowest and the highest pitch at each chord that has two voices or more."""
    notes = pitched_notes(piece)
    found = [sounding_at(notes, middle_s(piece, chord)) for chord in chords_of(piece)]
    return [(pitches[0], pitches[-1]) for pitches in found if len(pitches) >= 2]


def parallels(voices: list[tuple[int, int]]) -> list[str]:
    """Return the fifths that follow fifths and the octaves that follow octaves in the same direction, as intervals."""
    return [
        f"{low} {high} -> {next_low} {next_high}"
        for (low, high), (next_low, next_high) in pairwise(voices)
        if (next_low - low) * (next_high - high) > 0
        and (high - low) % 12 == (next_high - next_low) % 12
        and (high - low) % 12 in (UNISON, FIFTH)
    ]


def struck_chords(notes: list[PlayedNote]) -> Iterator[tuple[int, ...]]:
    """Yield the pitches that one player strikes together, lowest first."""
    group: list[PlayedNote] = []
    for note in notes:
        if group and note.start_s - group[0].start_s > TOGETHER_S:
            yield tuple(sorted(one.pitch for one in group))
            group = []
        group.append(note)
    if group:
        yield tuple(sorted(one.pitch for one in group))
