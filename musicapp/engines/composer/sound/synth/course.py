"""The course of a note's pitch: bend, vibrato and glide, as cycles gone through."""

from __future__ import annotations

from typing import Annotated

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.instrument import CONTROL, Tone
from musicapp.engines.composer.sound.synth.envelope import Seconds

Precise = npt.NDArray[np.float64]
WHEEL_CENTS = 50.0
"""Vibrato at full modulation."""
WHEEL_DELAY_S = 0.08
"""The wheel's vibrato comes in after this time, within as much again."""


class Vibrato(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A vibrato of its own, cents deep, that comes in after delay_s within fade_s; modulation makes it wider."""

    cents: Annotated[float, msgspec.Meta(ge=0, le=200)] = 0.0
    rate_hz: Annotated[float, msgspec.Meta(gt=0, le=12)] = 5.5
    delay_s: Seconds = 0.2
    fade_s: Seconds = 0.3
    decay_s: Seconds = 60.0
    """It dies away, as on a plucked string."""


class Glide(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The pitch starts semitones away and falls or rises to its own with a time constant of time_s.

    share adds that share of the note's length to the time.
    """

    semitones: Annotated[float, msgspec.Meta(ge=-60, le=60)] = 0.0
    time_s: Annotated[float, msgspec.Meta(gt=0, le=10)] = 0.05
    share: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


class Course(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Cycles of the fundamental gone through at each sample, float64 (samples,), its pitch (Hz) at rest and highest."""

    cycles: Precise
    hz: float
    highest_hz: float
    is_steady: bool


def course_of(tone: Tone, count: int, vibrato: Vibrato, glide: Glide) -> Course:
    """Return the course of a tone over count samples."""
    hz = 440.0 * 2 ** ((tone.pitch - 69) / 12)
    if not tone.is_moved and not vibrato.cents and not glide.semitones:
        return Course(cycles=np.arange(count, dtype=np.float64) * (hz / RATE), hz=hz, highest_hz=hz, is_steady=True)
    points = count // CONTROL + 2
    semitones = _held(tone.bend, points) + _wobble(tone, vibrato, points) + _glided(glide, tone.length, points)
    curve = hz * 2 ** (semitones / 12)
    by_sample = spread(curve)[: count - 1]
    cycles = np.concatenate(([0.0], np.cumsum(by_sample, dtype=np.float64))) / RATE
    farthest = vibrato.cents / 100 + max(glide.semitones, 0.0)
    highest = float(curve.max()) if tone.is_moved else hz * 2 ** (farthest / 12)
    return Course(cycles=cycles, hz=hz, highest_hz=highest, is_steady=False)


def _wobble(tone: Tone, vibrato: Vibrato, points: int) -> Precise:
    """Return vibrato in semitones: the patch's own, and what the wheel adds."""
    time = _times(points)
    own = vibrato.cents * np.clip((time - vibrato.delay_s) / max(vibrato.fade_s, 0.01), 0, 1)
    wheel = WHEEL_CENTS * _held(tone.modulation, points) * np.clip((time - WHEEL_DELAY_S) / WHEEL_DELAY_S, 0, 1)
    depth = own * np.exp(-time / vibrato.decay_s) + wheel
    return depth / 100 * np.sin(2 * np.pi * vibrato.rate_hz * time)


def _glided(glide: Glide, held: int, points: int) -> Precise:
    """Return the glide in semitones."""
    time_s = glide.time_s + glide.share * held / RATE
    return glide.semitones * np.exp(-_times(points) / time_s)


def _times(points: int) -> Precise:
    """Return the time in s of each control point."""
    return np.arange(points, dtype=np.float64) * (CONTROL / RATE)


def _held(curve: npt.NDArray[np.float32] | None, points: int) -> Precise:
    """Return a controller's values, the last one held; zero where it rests."""
    if curve is None or not len(curve):
        return np.zeros(points)
    return np.pad(curve[:points].astype(np.float64), (0, max(points - len(curve), 0)), mode="edge")
