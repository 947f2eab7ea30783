"""Played notes as voices on the sample grid: when a string is struck and when it is damped."""

from __future__ import annotations

import bisect
import math

import msgspec

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.performance.pedal import PedalPress
from musicapp.engines.composer.performance.performance import Performance
from musicapp.engines.composer.sound.piano import LONGEST_S


class StringVoice(msgspec.Struct, frozen=True, kw_only=True):
    """A struck key: samples of its start and of the damper's fall."""

    start: int
    damped: int
    pitch: int
    velocity: int


def voices_of(performance: Performance) -> tuple[StringVoice, ...]:
    """Return the voices in order of their start; the pedal holds dampers up."""
    downs = [press.down_s for press in performance.pedal]
    return tuple(
        StringVoice(
            start=round(note.start_s * RATE),
            damped=round(damped_at(note.end_s, performance.pedal, downs) * RATE),
            pitch=note.pitch,
            velocity=note.velocity,
        )
        for note in performance.notes
    )


def damped_at(end_s: float, pedal: tuple[PedalPress, ...], downs: list[float]) -> float:
    """Return when the damper falls on a key let go at end_s."""
    index = bisect.bisect_right(downs, end_s) - 1
    if index >= 0 and end_s < pedal[index].up_s:
        return pedal[index].up_s
    return end_s


def unroll(voices: tuple[StringVoice, ...], length: int, before: int, after: int) -> tuple[StringVoice, ...]:
    """Repeat a loop's voices as far as they can be heard from before its start to after its end.

    length is the loop's, before and after how much is rendered around it, in samples. What
    sounds at the start is then what sounds at the end: no seam.
    """
    rounds = math.ceil((before + LONGEST_S * RATE) / length)
    later = math.ceil(after / length)
    repeated = [
        msgspec.structs.replace(voice, start=voice.start + turn * length, damped=voice.damped + turn * length)
        for turn in range(-rounds, later + 1)
        for voice in voices
    ]
    return tuple(sorted(repeated, key=lambda v: (v.start, v.pitch)))
