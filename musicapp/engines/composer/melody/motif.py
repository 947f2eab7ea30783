"""Motifs: one bar of rhythm and contour, and what can be done with it.

Rhythm is made of patterns that fill a beat, chosen by how many notes a second suit a
melody at this tempo; contour is a walk of scale steps in which leaps turn back.
"""

from __future__ import annotations

import math

import msgspec
import numpy as np

from musicapp.engines.composer.seeds import pick
from musicapp.engines.composer.theory.meters import EIGHTH, TICKS_PER_QUARTER, Meter

PATTERNS: dict[int, tuple[tuple[int, ...], ...]] = {
    TICKS_PER_QUARTER: ((), (480,), (240, 240), (360, 120), (240, 120, 120), (120, 120, 240), (120, 120, 120, 120)),
    3 * EIGHTH: ((), (720,), (480, 240), (240, 240, 240), (360, 120, 240), (240, 480), (240, 240, 120, 120)),
    EIGHTH: ((), (240,), (120, 120)),
    4 * EIGHTH: ((), (960,), (480, 480), (720, 240), (480, 240, 240), (240, 240, 480)),
}
"""Note lengths that fill a beat of so many ticks; the empty one holds the note before."""
REPEAT_BEAT_SHARE = 0.35
COUNT_TOLERANCE = 0.75
STEPS = (-4, -3, -2, -1, 0, 1, 2, 3, 4)
STEP_WEIGHTS = (0.02, 0.05, 0.13, 0.28, 0.05, 0.26, 0.14, 0.05, 0.02)
BACK_STEPS = (0, 1, 2)
BACK_WEIGHTS = (0.12, 0.74, 0.14)
LARGEST_OFFSET = 5


class MotifNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note of a motif: ticks from its start, length in ticks, scale steps from its first note."""

    start: int
    length: int
    step: int


Motif = tuple[MotifNote, ...]


class Pace(msgspec.Struct, frozen=True, kw_only=True):
    """How busy a melody should be: notes a second, what a tick lasts in s, how often a note comes early (0-1)."""

    notes_per_second: float
    seconds_per_tick: float
    syncopation: float = 0.0


def invent_motif(meter: Meter, pace: Pace, rng: np.random.Generator) -> Motif:
    """Invent a bar of melody."""
    rhythm = invent_rhythm(meter, pace, rng)
    steps = invent_contour(len(rhythm), rng)
    return tuple(
        MotifNote(start=start, length=length, step=step) for (start, length), step in zip(rhythm, steps, strict=True)
    )


def invent_rhythm(meter: Meter, pace: Pace, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Fill a bar with notes; the first starts on the first beat."""
    notes: list[tuple[int, int]] = []
    start = 0
    last: tuple[int, ...] = ()
    for index, beat in enumerate(meter.beats):
        can_repeat = index > 0 and sum(last) == beat and rng.random() < REPEAT_BEAT_SHARE
        last = last if can_repeat else pick_pattern(beat, pace, rng, may_hold=index > 0 and last != ())
        if not last:
            notes[-1] = (notes[-1][0], notes[-1][1] + beat)
        position = start
        for length in last:
            notes.append((position, length))
            position += length
        start += beat
    return anticipate(notes, pace.syncopation, rng) if pace.syncopation else notes


def anticipate(notes: list[tuple[int, int]], share: float, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Let some notes come an eighth early, where the one before is long enough to give it up."""
    moved = notes[:1]
    for start, length in notes[1:]:
        before_start, before_length = moved[-1]
        is_early = rng.random() < share and before_length > EIGHTH and before_start + before_length == start
        if is_early and start % TICKS_PER_QUARTER == 0:
            moved[-1] = (before_start, before_length - EIGHTH)
            moved.append((start - EIGHTH, length + EIGHTH))
        else:
            moved.append((start, length))
    return moved


def pick_pattern(beat: int, pace: Pace, rng: np.random.Generator, *, may_hold: bool) -> tuple[int, ...]:
    """Pick a beat's pattern near the wanted number of notes."""
    patterns = PATTERNS[beat] if may_hold else PATTERNS[beat][1:]
    wanted = pace.notes_per_second * beat * pace.seconds_per_tick
    weights = [math.exp(-(((len(p) - wanted) / COUNT_TOLERANCE) ** 2)) + 1e-4 for p in patterns]
    return pick(rng, patterns, weights)


def invent_contour(count: int, rng: np.random.Generator) -> list[int]:
    """Walk in scale steps; a leap is followed by a step back, as singers expect."""
    steps = [0]
    last = 0
    for _ in range(count - 1):
        if abs(last) >= 2:
            last = pick(rng, BACK_STEPS, BACK_WEIGHTS) * (-1 if last > 0 else 1)
        else:
            last = pick(rng, STEPS, STEP_WEIGHTS)
        if abs(steps[-1] + last) > LARGEST_OFFSET:
            last = -last
        steps.append(steps[-1] + last)
    return steps


def inverted(motif: Motif) -> Motif:
    """Turn a contour upside down."""
    return tuple(msgspec.structs.replace(note, step=-note.step) for note in motif)


def fragmented(motif: Motif, meter: Meter) -> Motif:
    """Take the first half of a bar twice, the second time a step lower."""
    half = sum(meter.beats[: (len(meter.beats) + 1) // 2])
    first = clipped(motif, half)
    rest = meter.bar - half
    again = [msgspec.structs.replace(n, start=n.start + half, step=n.step - 1) for n in clipped(motif, rest)]
    return (*first, *again)


def augmented(motif: Motif, meter: Meter) -> Motif:
    """Take what the first half of a bar has and sing it twice as slowly."""
    half = clipped(motif, (meter.bar + 1) // 2)
    slow = tuple(msgspec.structs.replace(n, start=2 * n.start, length=2 * n.length) for n in half)
    return clipped(slow, meter.bar)


def halved(motif: Motif, meter: Meter) -> Motif:
    """Take the first half of a bar and leave the rest silent."""
    return clipped(motif, sum(meter.beats[: (len(meter.beats) + 1) // 2]))


def clipped(motif: Motif, length: int) -> Motif:
    """Cut a motif to a shorter bar."""
    return tuple(
        msgspec.structs.replace(note, length=min(note.length, length - note.start))
        for note in motif
        if note.start < length
    )
