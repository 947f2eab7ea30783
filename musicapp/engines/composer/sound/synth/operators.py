"""Frequency modulation (phase modulation, John Chowning 1973): sines that bend the phase of sines."""

from __future__ import annotations

import math
from typing import Annotated

import msgspec
import numpy as np

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.synth.envelope import Envelope, shape
from musicapp.engines.composer.sound.synth.sounding import Sounding
from musicapp.engines.composer.sound.synth.waves import HIGHEST_HZ

Ratio = Annotated[float, msgspec.Meta(gt=0, le=40)]
FAINT = 3e-4
"""An unwanted side band stays 70 dB below an unmodulated carrier, 60 dB below the loudest of a modulated one."""


class Modulator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sine at ratio times the pitch that bends the phase of another, and may be bent itself.

    index is how far (radians) at velocity 100 and middle C; velocity is the power of the velocity it follows, key_db
    how much it loses an octave upwards.
    """

    ratio: Ratio
    index: Annotated[float, msgspec.Meta(ge=0, le=20)]
    velocity: Annotated[float, msgspec.Meta(ge=0, le=4)] = 0.0
    key_db: Annotated[float, msgspec.Meta(ge=-12, le=12)] = 0.0
    envelope: Envelope = Envelope()
    modulators: tuple[Modulator, ...] = ()


def modulated_sine(ratio: float, modulators: tuple[Modulator, ...], sounding: Sounding) -> Samples:
    """Return a sine at ratio times the pitch, bent as far as nothing aliases, float32 (1, samples)."""
    hz = ratio * sounding.course.highest_hz
    if hz > HIGHEST_HZ:
        return np.zeros((1, sounding.count), dtype=np.float32)
    turns = sounding.course.cycles * ratio
    phase = ((turns - np.floor(turns)) * (2 * np.pi)).astype(np.float32)[None]
    room_hz = (HIGHEST_HZ - hz) / max(len(modulators), 1)
    for modulator in modulators:
        index = min(_index(modulator, sounding), index_limit(room_hz, _top_hz(modulator, sounding)))
        if index > 0:
            level = shape(modulator.envelope, sounding.held, sounding.count)
            level *= np.float32(index)
            phase += level * modulated_sine(modulator.ratio, modulator.modulators, sounding)
    return np.asarray(np.sin(phase), dtype=np.float32)


def index_limit(room_hz: float, modulator_hz: float) -> float:
    """Return the largest index whose side bands above room_hz stay faint: the first term of the Bessel series."""
    bands = int(room_hz / modulator_hz)
    if bands < 1:
        return 0.0
    order = min(bands, 60) + 1
    return float(2 * (FAINT * math.factorial(order)) ** (1 / order))


def _top_hz(modulator: Modulator, sounding: Sounding) -> float:
    """Return the highest frequency of note in a modulator's sound."""
    top_hz = modulator.ratio * sounding.course.highest_hz
    for upper in modulator.modulators:
        step_hz, bands = _top_hz(upper, sounding), 0
        while index_limit((bands + 0.5) * step_hz, step_hz) < _index(upper, sounding) and top_hz < HIGHEST_HZ:
            bands, top_hz = bands + 1, top_hz + step_hz
    return top_hz


def _index(modulator: Modulator, sounding: Sounding) -> float:
    """Return the index for a tone's key and velocity."""
    tone = sounding.tone
    key = 10 ** (-modulator.key_db * (tone.pitch - 60) / 240)
    return float(modulator.index * key * (tone.velocity / 100) ** modulator.velocity)
