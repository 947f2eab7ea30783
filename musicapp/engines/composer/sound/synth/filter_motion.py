"""A filter's cutoff as it moves through a note: key, velocity, envelope and a slow wave."""

from __future__ import annotations

from typing import Annotated

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.synth.course import Precise
from musicapp.engines.composer.sound.synth.envelope import Envelope, Share, shape
from musicapp.engines.composer.sound.synth.sounding import Sounding
from musicapp.engines.composer.sound.synth.waves import LOWEST_CUTOFF_HZ, Filtering

HIGHEST_CUTOFF_HZ = 20_000.0
Octaves = Annotated[float, msgspec.Meta(ge=-10, le=10)]


class MovingFilter(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A filter and what moves its cutoff, all in octaves.

    cutoff_hz holds for middle C at velocity 100; tracking is the share by which it follows the key, velocity_octaves
    how far the softest to the loudest note move it, envelope_octaves the envelope, lfo_octaves a sine.
    """

    shape: Filtering = Filtering()
    cutoff_hz: Annotated[float, msgspec.Meta(ge=20, le=20_000)]
    tracking: Share = 0.3
    velocity_octaves: Octaves = 1.5
    envelope: Envelope = Envelope()
    envelope_octaves: Octaves = 0.0
    lfo_octaves: Octaves = 0.0
    lfo_hz: Annotated[float, msgspec.Meta(gt=0, le=20)] = 0.2


def cutoff_curve(moving: MovingFilter, sounding: Sounding) -> Precise:
    """Return the cutoff in Hz at each control point, float64 (points,)."""
    points = sounding.count // CONTROL + 2
    tone = sounding.tone
    octaves = np.full(points, moving.tracking * (tone.pitch - 60) / 12)
    octaves += moving.velocity_octaves * (tone.velocity - 100) / 127
    if moving.envelope_octaves:
        octaves += moving.envelope_octaves * shape(moving.envelope, sounding.held, points, CONTROL)
    if moving.lfo_octaves:
        start = sounding.chance.random()
        time = np.arange(points) * (CONTROL / RATE)
        octaves += moving.lfo_octaves * np.sin(2 * np.pi * (moving.lfo_hz * time + start))
    return np.clip(moving.cutoff_hz * 2**octaves, LOWEST_CUTOFF_HZ, HIGHEST_CUTOFF_HZ)
