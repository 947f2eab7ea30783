"""The drum channel: General MIDI has one for all drummers, so that nobody may end another's note or change his kit."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from musicapp.engines.composer.output.midi import Stave
from musicapp.engines.composer.performance.track import PlayedNote

APART_S = 0.004
"""Strokes less apart are one, and a key is let go half as long before it is struck again."""
Strokes = dict[int, list[float]]
"""When each key is struck, in s, in order."""


def share_channel(staves: tuple[Stave, ...]) -> tuple[Stave, ...]:
    """Let every drum go before the same key is struck next, by whomever; the first drummer's kit is everybody's."""
    strokes: Strokes = {}
    for start_s, pitch in sorted((n.start_s, n.pitch) for stave in staves if stave.is_drums for n in stave.track.notes):
        strokes.setdefault(pitch, []).append(start_s)
    first = next((stave for stave in staves if stave.is_drums and stave.turns), None)
    return tuple(
        let_go(stave if stave is first else msgspec.structs.replace(stave, turns=()), strokes)
        if stave.is_drums
        else stave
        for stave in staves
    )


def let_go(stave: Stave, strokes: Strokes) -> Stave:
    """Return a drummer's stave whose notes end before the next stroke on their key."""
    notes = tuple(ending_before_next(note, strokes[note.pitch]) for note in stave.track.notes)
    return msgspec.structs.replace(stave, track=msgspec.structs.replace(stave.track, notes=notes))


def ending_before_next(note: PlayedNote, starts: list[float]) -> PlayedNote:
    """Return a note that ends before its key is struck next."""
    place = bisect_right(starts, note.start_s + APART_S)
    latest = starts[place] - APART_S / 2 if place < len(starts) else note.end_s
    return msgspec.structs.replace(note, end_s=min(note.end_s, latest))
