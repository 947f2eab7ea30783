"""A track's pedal and curves as MIDI messages, no more of them than an ear needs."""

from __future__ import annotations

import math

import mido

from musicapp.engines.composer.output.ticks import ticks_of
from musicapp.engines.composer.performance.track import Curve, Track

Event = tuple[int, mido.Message | mido.MetaMessage]
"""A message at an absolute tick."""

MODULATION, VOLUME, PAN, EXPRESSION, PEDAL = 1, 7, 10, 11, 64
BEND_RANGE = 2.0
"""Semitones of a full pitch wheel, as General MIDI has it."""
LARGEST_BEND = 8191
STEPS_A_SECOND = 25


def controller_events(track: Track, seconds_per_tick: float) -> list[Event]:
    """Return a track's controllers."""
    events: list[Event] = []
    for press in track.pedal:
        for at, value in ((press.down_s, 127), (press.up_s, 0)):
            events.append((ticks_of(at, seconds_per_tick), mido.Message("control_change", control=PEDAL, value=value)))
    for control, curve in ((EXPRESSION, track.expression), (MODULATION, track.modulation)):
        for at, value in steps_of(curve, 1.0):
            message = mido.Message("control_change", control=control, value=max(0, min(127, value)))
            events.append((ticks_of(at, seconds_per_tick), message))
    for at, value in steps_of(track.bend, LARGEST_BEND / BEND_RANGE):
        message = mido.Message("pitchwheel", pitch=max(-LARGEST_BEND, min(LARGEST_BEND, value)))
        events.append((ticks_of(at, seconds_per_tick), message))
    return events


def steps_of(curve: Curve, scale: float) -> list[tuple[float, int]]:
    """Return a curve as steps (time in s, value), each value once."""
    steps: list[tuple[float, int]] = []
    for (start_s, first), (end_s, last) in zip(curve, (*curve[1:], *curve[-1:]), strict=True):
        count = max(1, math.ceil((end_s - start_s) * STEPS_A_SECOND)) if first != last else 1
        for index in range(count):
            value = round((first + (last - first) * index / count) * scale)
            if not steps or steps[-1][1] != value:
                steps.append((start_s + (end_s - start_s) * index / count, value))
    return steps
