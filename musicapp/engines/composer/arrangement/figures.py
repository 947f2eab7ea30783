"""Accompaniment figures: a style's tokens, laid over the chords of a bar."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.arrangement.voicing import Voicing
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.styles.style import Figure
from musicapp.engines.composer.theory.meters import TICKS_PER_QUARTER, beat_weights

LOWEST_OCTAVE = 28
"""Below this pitch octaves only rumble."""


class Step(msgspec.Struct, frozen=True, kw_only=True):
    """A place in a figure: its symbol, where it is and how long, in ticks."""

    symbol: str
    start: int
    length: int


def steps_of(figure: Figure, bar: Bar, chord_starts: frozenset[int]) -> list[Step]:
    """Lay a figure's tokens on a bar; a cycle begins anew at each chord."""
    if figure.cycle:
        return cycle_steps(figure, bar, chord_starts)
    steps: list[Step] = []
    start = bar.start
    for index, (beat, weight) in enumerate(zip(bar.meter.beats, beat_weights(bar.meter.beats), strict=True)):
        tokens = figure.first if index == 0 else figure.strong if weight > 0.5 else figure.weak
        if start in chord_starts and index and tokens.startswith("."):
            tokens = figure.first
        size = beat // len(tokens)
        steps.extend(Step(symbol=t, start=start + i * size, length=size) for i, t in enumerate(tokens))
        start += beat
    return steps


def cycle_steps(figure: Figure, bar: Bar, chord_starts: frozenset[int]) -> list[Step]:
    """Lay a cycle of equal notes on a bar."""
    tokens = figure.compound if bar.meter.is_compound and figure.compound else figure.cycle
    size = TICKS_PER_QUARTER // figure.division
    steps: list[Step] = []
    place = 0
    for start in range(bar.start, bar.end, size):
        place = 0 if start in chord_starts else place
        steps.append(Step(symbol=tokens[place % len(tokens)], start=start, length=min(size, bar.end - start)))
        place += 1
    return steps


def play_steps(steps: list[Step], voicings: dict[int, Voicing]) -> list[Note]:
    """Turn tokens into notes; voicings are by the tick of each step."""
    notes: list[Note] = []
    sounding: list[int] = []
    for step in steps:
        if step.symbol == "-":
            notes[len(notes) - len(sounding) :] = [
                msgspec.structs.replace(n, length=n.length + step.length) for n in notes[len(notes) - len(sounding) :]
            ]
            continue
        sounding = token_pitches(step.symbol, voicings[step.start])
        notes.extend(Note(start=step.start, length=step.length, pitch=pitch) for pitch in sounding)
    return notes


def token_pitches(symbol: str, voicing: Voicing) -> list[int]:
    """Return the pitches a token stands for."""
    if symbol == ".":
        return []
    if symbol == "B":
        return (
            [voicing.bass - 12, voicing.bass]
            if voicing.bass - 12 >= LOWEST_OCTAVE
            else [voicing.bass, voicing.bass + 12]
        )
    if symbol == "C":
        return list(voicing.upper)
    place = int(symbol)
    size = len(voicing.ladder)
    return [voicing.ladder[place] if place < size else voicing.ladder[size - 2 + (place - size) % 2 if size > 1 else 0]]
