"""How a theme changes when it returns: neighbour notes, filled thirds, the same bones."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.theory.meters import EIGHTH, Meter

ORNAMENT_SHARE = 0.3


def vary(notes: tuple[Note, ...], gamut: Gamut, meter: Meter, rng: np.random.Generator) -> tuple[Note, ...]:
    """Ornament some of the longer notes, the same ones of a motif each time; the theme stays recognisable."""
    varied: list[Note] = []
    wanted: dict[tuple[int, int], bool] = {}
    top = max((note.pitch for note in notes), default=0)
    for index, note in enumerate(notes):
        following = notes[index + 1] if index + 1 < len(notes) else None
        wants = wanted.setdefault((note.start % meter.bar, note.length), rng.random() < ORNAMENT_SHARE)
        fits = following is not None and note.end == following.start and meter.counted_beat <= note.length
        varied.extend(ornament(note, following, gamut, top) if wants and fits and following else (note,))
    return tuple(varied)


def ornament(note: Note, following: Note, gamut: Gamut, top: int) -> tuple[Note, ...]:
    """Fill the way to the next note: a passing note over a third, else the note above, or below near the top."""
    here, there = gamut.nearest_step(note.pitch), gamut.nearest_step(following.pitch)
    turn = here + 1 if gamut.plain_pitch(here + 1) < top else here - 1
    between = here + (1 if there > here else -1) if abs(there - here) == 2 else turn
    passing = Note(start=note.end - EIGHTH, length=EIGHTH, pitch=gamut.plain_pitch(between))
    return (Note(start=note.start, length=note.length - EIGHTH, pitch=note.pitch), passing)


def raise_octave(notes: tuple[Note, ...], start: int, highest: int) -> tuple[Note, ...]:
    """Move everything from a tick on an octave up, if it stays in range."""
    if any(note.start >= start and note.pitch + 12 > highest for note in notes):
        return notes
    return tuple(msgspec.structs.replace(n, pitch=n.pitch + 12) if n.start >= start else n for n in notes)
