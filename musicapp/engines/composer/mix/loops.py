"""Loops: a track repeated before its start and after its end, so that no seam is heard."""

from __future__ import annotations

import math

import msgspec

from musicapp.engines.composer.performance.track import Curve, PedalPress, PlayedNote, Track

SEAM_S = 0.05
"""How fast a controller goes from its last value to its first."""


class Span(msgspec.Struct, frozen=True, kw_only=True):
    """A loop's length, and how much of its repetitions is wanted before its start and after its end, in s."""

    length_s: float
    before_s: float
    after_s: float

    def shifts(self) -> tuple[float, ...]:
        """Return by how much each repetition is later, in s, the earliest first."""
        rounds = range(-math.ceil(self.before_s / self.length_s), math.ceil(self.after_s / self.length_s) + 1)
        return tuple(turn * self.length_s for turn in rounds)

    def holds(self, time_s: float) -> bool:
        """Say whether a moment is wanted."""
        return -self.before_s <= time_s < self.length_s + self.after_s


def unroll_track(track: Track, span: Span) -> Track:
    """Repeat a loop's notes, pedal and controllers over the span."""
    return msgspec.structs.replace(
        track,
        notes=repeat_notes(track.notes, span),
        pedal=tuple(
            PedalPress(down_s=press.down_s + shift, up_s=press.up_s + shift)
            for shift in span.shifts()
            for press in track.pedal
        ),
        expression=repeat_curve(track.expression, span),
        modulation=repeat_curve(track.modulation, span),
        bend=repeat_curve(track.bend, span),
        round_s=span.length_s,
    )


def repeat_notes(notes: tuple[PlayedNote, ...], span: Span) -> tuple[PlayedNote, ...]:
    """Return the notes that start within the span, in order of their start."""
    repeated = [
        msgspec.structs.replace(note, start_s=note.start_s + shift, end_s=note.end_s + shift)
        for shift in span.shifts()
        for note in notes
        if span.holds(note.start_s + shift)
    ]
    return tuple(sorted(repeated, key=lambda note: note.start_s))


def repeat_curve(curve: Curve, span: Span) -> Curve:
    """Repeat a controller's points of one round, each round from its value at the loop's start to that at its end."""
    if not curve:
        return curve
    inner = [(at, value) for at, value in curve if 0.0 < at < span.length_s - SEAM_S]
    one = [(0.0, value_at(curve, 0.0)), *inner, (span.length_s - SEAM_S, value_at(curve, span.length_s))]
    return tuple((at + shift, value) for shift in span.shifts() for at, value in one)


def repeat_times(times_s: tuple[float, ...], span: Span) -> tuple[float, ...]:
    """Return moments such as kicks with their repetitions, in order."""
    return tuple(sorted(at + shift for shift in span.shifts() for at in times_s if span.holds(at + shift)))


def value_at(curve: Curve, time_s: float) -> float:
    """Return a curve's value: straight between its points, held before and after them."""
    before = [point for point in curve if point[0] <= time_s]
    after = [point for point in curve if point[0] > time_s]
    if not before or not after:
        return (before[-1] if before else after[0])[1]
    (start, low), (end, high) = before[-1], after[0]
    return low + (high - low) * (time_s - start) / (end - start)
