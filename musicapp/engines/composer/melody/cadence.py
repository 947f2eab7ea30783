"""Cadences: how a phrase of melody ends."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import STRONG, BarPlace, Material, Placed, chord_at


def write_cadence(before: list[Placed], place: BarPlace, cadence: str, material: Material) -> list[Placed]:
    """End a phrase: a long note that is reached by step, on the tonic if the phrase closes."""
    gamut, bar = material.gamut, place.bar
    chord = chord_at(place.spans, bar.start)
    near = before[-1].step if before else material.centre
    step = gamut.step_of_class(chord.root, near) if cadence == "authentic" else gamut.snap(near, chord)
    if before:
        before = [*before[:-1], approach(before[-1], step, gamut)]
    if cadence == "open":
        return [*before, *open_bar(place, step, gamut)]
    held = bar.length - bar.meter.beats[-1] if len(bar.meter.beats) > 1 else bar.length
    return [*before, Placed(start=bar.start, length=held, step=step, weight=1.0, chord=chord)]


def approach(note: Placed, target: int, gamut: Gamut) -> Placed:
    """Move the note before a cadence next to its goal, if its chord allows."""
    if abs(note.step - target) == 1:
        return note
    for step in (target + 1, target - 1) if note.step > target else (target - 1, target + 1):
        if gamut.has_chord_tone(step, note.chord):
            return msgspec.structs.replace(note, step=step)
    return note


def open_bar(place: BarPlace, step: int, gamut: Gamut) -> list[Placed]:
    """Fill the bar before the last chord: a chord tone on each beat, down to the note beside the tonic."""
    notes: list[Placed] = []
    beats = place.bar.meter.beats
    position = place.bar.start
    goal = gamut.step_of_class(gamut.key.tonic_class, step) + 1
    top = max(step, goal + 2)
    for index, beat in enumerate(beats):
        chord = chord_at(place.spans, position)
        wished = top + (goal - top) * (index + 1) / len(beats)
        taken = notes[-1].step if notes else None
        near = [s for s in range(goal - 3, top + 4) if s != taken and gamut.has_chord_tone(s, chord)]
        chosen = min(near, key=lambda s: (abs(s - wished), s), default=goal)
        notes.append(Placed(start=position, length=beat, step=chosen, weight=STRONG, chord=chord))
        position += beat
    return notes
