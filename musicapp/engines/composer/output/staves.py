"""Staves: the tracks of a piece with what another player needs to sound them alike."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.output.midi import Stave
from musicapp.engines.composer.performance.ensemble import Performer, without_doubles
from musicapp.engines.composer.piece import Piece

LOUDEST = 110
CENTRE, HALF = 64, 63
LOUDNESS_LAW = 40.0
"""Decibels a decade of controller 7, as General MIDI has it."""


def staves_of(piece: Piece) -> tuple[Stave, ...]:
    """Return a stave for each name of a track; the part with the highest level has the largest volume."""
    top = max((performer.part.mix.level_lufs for performer in piece.performers), default=0.0)
    named: dict[str, list[Performer]] = {}
    for performer in piece.performers:
        named.setdefault(performer.track.name, []).append(performer)
    return tuple(stave_of(joined(performers), top) for performers in named.values())


def joined(performers: list[Performer]) -> Performer:
    """Write the notes of several tracks in one, with the controllers and the place of the first."""
    first = performers[0]
    notes = without_doubles(note for performer in performers for note in performer.track.notes)
    return msgspec.structs.replace(first, track=msgspec.structs.replace(first.track, notes=notes))


def stave_of(performer: Performer, top_lufs: float) -> Stave:
    """Return one performer's stave."""
    rules, mix = load_instruments()[performer.track.instrument], performer.part.mix
    return Stave(
        track=performer.track,
        program=rules.program,
        is_drums=rules.is_drums or performer.part.role == "effects",
        volume=round(LOUDEST * 10 ** ((mix.level_lufs - top_lufs) / LOUDNESS_LAW)),
        pan=CENTRE + round(HALF * mix.pan),
    )
