"""Ticks of a MIDI file: twice as fine as those that music is written in."""

from __future__ import annotations

from musicapp.engines.composer.theory.meters import TICKS_PER_QUARTER

MIDI_TICKS = 960
"""A quarter."""
SCALE = MIDI_TICKS // TICKS_PER_QUARTER


def ticks_of(seconds: float, seconds_per_tick: float) -> int:
    """Return the tick of a MIDI file nearest to a time; seconds_per_tick is that of written ticks."""
    return max(0, round(seconds * SCALE / seconds_per_tick))
