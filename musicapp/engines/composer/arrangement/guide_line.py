"""The guide line: thirds, sevenths and tensions of the chords, led by step, for a counter-melody."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.path import Costs, cheapest_path
from musicapp.engines.composer.arrangement.stacks import rank
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.theory.meters import TICKS_PER_QUARTER

LONG = 3 * TICKS_PER_QUARTER
"""Ticks from which a chord has two notes, if the line has somewhere to go."""
DULLNESS = 2
"""Semitones of motion that a more telling tone of the chord is worth."""
STEP, LEAP = 2, 5
"""Semitones up to which a move is a step, and from which it is a leap."""
REPEATED = 3
UNITS = (3 * TICKS_PER_QUARTER // 2, TICKS_PER_QUARTER, TICKS_PER_QUARTER // 2)
"""Beats on which a long chord may be halved: the first of which it is made up."""


class GuideNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note of a guide line: start and length in ticks, a MIDI pitch."""

    start: int
    length: int
    pitch: int


def guide_line(spans: Sequence[ChordSpan], lowest: int, highest: int) -> list[GuideNote]:
    """Write a line through some chords within a range of pitches: one note to a chord, two to a long one."""
    if not spans:
        return []
    choices = [guide_choices(span, lowest, highest) for span in spans]
    rows = [np.array(options, dtype=np.int64) for options in choices]
    home = (lowest + highest) // 2
    costs = [tone_cost(span, row, home) for span, row in zip(spans, rows, strict=True)]
    path = cheapest_path(costs, [line_cost(one, other) for one, other in pairwise(rows)])
    pitches = [options[place] for options, place in zip(choices, path, strict=True)]
    scale = frozenset(pitch_class for span in spans for pitch_class in span.chord.classes)
    return move_between(spans, pitches, scale)


def guide_choices(span: ChordSpan, lowest: int, highest: int) -> list[int]:
    """Return the tones of a chord in a range."""
    return [p for p in range(lowest, highest + 1) if p % 12 in span.chord.classes] or [lowest]


def tone_cost(span: ChordSpan, pitches: Costs, home: int) -> Costs:
    """Return what each pitch costs by itself, (pitches,): how little it says of the chord, and how far out it lies."""
    chord = span.chord
    ranks = {c: rank(chord, i, is_rootless=True) for c, i in zip(chord.classes, chord.intervals, strict=True)}
    dull = np.array([ranks.get(int(pitch) % 12, 0) for pitch in pitches], dtype=np.int64)
    cost: Costs = DULLNESS * np.minimum(dull, 4) + np.abs(pitches - home) // 3
    return cost


def line_cost(one: Costs, other: Costs) -> Costs:
    """Return what it costs to go from pitch to pitch: steps are best, leaps dear."""
    motion = np.abs(one[:, None] - other[None, :])
    leaps = 2 * np.maximum(0, motion - STEP) + 4 * np.maximum(0, motion - LEAP)
    cost: Costs = motion + leaps + REPEATED * (motion == 0)
    return cost


def move_between(spans: Sequence[ChordSpan], pitches: list[int], scale: frozenset[int]) -> list[GuideNote]:
    """Lay a line's pitches on its chords and move half-way through long ones.

    A third that is reached by step from above is held up by the note before it; else a step leads over to a note a
    third away.
    """
    notes: list[GuideNote] = []
    for place, (span, pitch) in enumerate(zip(spans, pitches, strict=True)):
        length = span.end - span.start
        half = half_of(length) if length >= LONG else length
        if half < length and notes and is_held_up(span, pitch, notes[-1]):
            notes[-1] = msgspec.structs.replace(notes[-1], length=notes[-1].length + half)
            notes.append(GuideNote(start=span.start + half, length=length - half, pitch=pitch))
            continue
        goal = pitches[min(place + 1, len(pitches) - 1)]
        passing = passing_tone(pitch, goal, scale) if half < length else None
        notes.append(GuideNote(start=span.start, length=length if passing is None else half, pitch=pitch))
        if passing is not None:
            notes.append(GuideNote(start=span.start + half, length=length - half, pitch=passing))
    return notes


def half_of(length: int) -> int:
    """Return where a chord is halved, in ticks: at the beat that is not before its middle."""
    unit = next((unit for unit in UNITS if length % unit == 0), 1)
    return -(-length // (2 * unit)) * unit


def is_held_up(span: ChordSpan, pitch: int, before: GuideNote) -> bool:
    """Say whether a note is the third of its chord and the one before it a fourth that resolves to it."""
    is_third = (pitch - span.chord.root) % 12 in (3, 4)
    is_prepared = before.start + before.length == span.start and before.pitch % 12 not in span.chord.classes
    return is_third and is_prepared and 1 <= before.pitch - pitch <= STEP


def passing_tone(pitch: int, goal: int, scale: frozenset[int]) -> int | None:
    """Return the note of the scale between two that are a third apart."""
    if abs(goal - pitch) not in (3, 4):
        return None
    return next((p for p in range(min(pitch, goal) + 1, max(pitch, goal)) if p % 12 in scale), None)
