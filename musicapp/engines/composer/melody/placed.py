"""Notes in scale steps, and where they are put: before they have pitches."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.motif import Motif
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.turns import Turn
from musicapp.engines.composer.theory.chords import Chord

STRONG = 0.35
"""Metric weight from which on a note is strong."""


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a phrase is made of. centre is the step its arch starts from; steps allowed."""

    gamut: Gamut
    motifs: dict[str, Motif]
    centre: int
    lowest: int
    highest: int


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A note in scale steps, over its chord."""

    start: int
    length: int
    step: int
    weight: float
    chord: Chord


class BarPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a motif goes: the bar, its chords, and the step it should lie around."""

    bar: Bar
    spans: tuple[ChordSpan, ...]
    target: float
    heard: frozenset[Turn] = frozenset()
    """Turns of melody that listeners know by then."""
    leaves: int | None = None
    """The step that the motif began on before, where it is to be sung a step or two away: in sequence."""


def chord_at(spans: tuple[ChordSpan, ...], tick: int) -> Chord:
    """Return the chord that holds at a tick."""
    return next((span.chord for span in spans if span.start <= tick < span.end), spans[-1].chord)
