"""Staves: the lines of a piece with what another player needs to sound them alike."""

from __future__ import annotations

from itertools import groupby

import msgspec
import numpy as np

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.instruments.portable import portable_key, portable_program
from musicapp.engines.composer.output.drum_channel import share_channel
from musicapp.engines.composer.output.midi import Stave, Turn
from musicapp.engines.composer.performance.ensemble import Performer, without_doubles
from musicapp.engines.composer.performance.seats import take_turns
from musicapp.engines.composer.performance.track import Curve, PlayedNote
from musicapp.engines.composer.piece import Piece

LOUDEST = 110
CENTRE, HALF = 64, 63
LOUDNESS_LAW = 40.0
"""Decibels a decade of controller 7, as General MIDI has it."""
EVER = float("inf")


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """From when to when (s) a line is one performer's."""

    start_s: float
    end_s: float
    performer: Performer


def staves_of(piece: Piece) -> tuple[Stave, ...]:
    """Return a stave for each name of a track; the part with the highest level has the largest volume."""
    top = max((performer.part.mix.level_lufs for performer in piece.performers), default=0.0)
    named: dict[str, list[Performer]] = {}
    for performer in piece.performers:
        named.setdefault(performer.track.name, []).append(performer)
    return share_channel(tuple(stave_of(performers, top) for performers in named.values()))


def stave_of(performers: list[Performer], top_lufs: float) -> Stave:
    """Write the tracks of a name on one stave; of those that sound together the first says how."""
    first = performers[0]
    is_effects = first.part.role == "effects"
    is_drums = is_effects or load_instruments()[first.track.instrument].is_drums
    stretches = stretches_of([first] if is_drums else performers)
    track = msgspec.structs.replace(
        first.track,
        notes=without_doubles(note for performer in performers for note in portable_notes(performer)),
        expression=spliced([(stretch, stretch.performer.track.expression) for stretch in stretches]),
        modulation=spliced([(stretch, stretch.performer.track.modulation) for stretch in stretches]),
        bend=spliced([(stretch, stretch.performer.track.bend) for stretch in stretches]),
    )
    turns = () if is_effects else tuple(turn_of(stretch, top_lufs) for stretch in stretches)
    return Stave(track=track, is_drums=is_drums, turns=turns)


def stretches_of(performers: list[Performer]) -> list[Stretch]:
    """Return whose a line is from when on, among those who take turns with the first; it is always somebody's."""
    first = performers[0]
    turning = [p for p in performers if p is first or take_turns(p.track, first.track)]
    starts = sorted((note.start_s, place) for place, p in enumerate(turning) for note in p.track.notes)
    runs = [(next(run)[0], place) for place, run in groupby(starts, key=lambda start: start[1])]
    begins = [0.0, *(start for start, _ in runs[1:]), EVER]
    return [
        Stretch(start_s=start, end_s=end, performer=turning[place])
        for (_, place), start, end in zip(runs, begins, begins[1:], strict=False)
    ]


def spliced(pieces: list[tuple[Stretch, Curve]]) -> Curve:
    """Return one curve of several, each as far as its stretch goes; one that is at rest leaves what was before."""
    if len(pieces) == 1:
        return pieces[0][1]
    points: list[tuple[float, float]] = []
    for stretch, curve in pieces:
        if curve:
            times, values = zip(*curve, strict=True)
            points.append((stretch.start_s, float(np.interp(stretch.start_s, times, values))))
            points.extend(point for point in curve if stretch.start_s < point[0] < stretch.end_s)
    return tuple(points)


def portable_notes(performer: Performer) -> tuple[PlayedNote, ...]:
    """Return a track's notes, those of drums on the keys of the General MIDI drum map where they are elsewhere."""
    keys = [portable_key(performer.track.instrument, performer.sound, note.pitch) for note in performer.track.notes]
    return tuple(
        msgspec.structs.replace(note, pitch=key)
        for note, key in zip(performer.track.notes, keys, strict=True)
        if key is not None
    )


def turn_of(stretch: Stretch, top_lufs: float) -> Turn:
    """Return how a performer sounds from the beginning of a stretch on."""
    performer, mix = stretch.performer, stretch.performer.part.mix
    return Turn(
        start_s=stretch.start_s,
        program=portable_program(performer.track.instrument, performer.sound),
        volume=round(LOUDEST * 10 ** ((mix.level_lufs - top_lufs) / LOUDNESS_LAW)),
        pan=CENTRE + round(HALF * mix.pan),
    )
