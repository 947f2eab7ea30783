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

FAINT = 1e-3
"""An unwanted side band stays 60 dB below an unmodulated carrier."""


class Operator(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sine at ratio times the pitch, and the operators that modulate it.

    level is a carrier's amplitude or a modulator's index (radians) at velocity 100 and middle C; velocity is the
    power of the velocity it follows, key_db how much it loses an octave upwards.
    """

    ratio: Annotated[float, msgspec.Meta(gt=0, le=40)] = 1.0
    detune_hz: Annotated[float, msgspec.Meta(ge=-10, le=10)] = 0.0
    level: Annotated[float, msgspec.Meta(ge=0, le=20)] = 1.0
    velocity: Annotated[float, msgspec.Meta(ge=0, le=4)] = 0.0
    key_db: Annotated[float, msgspec.Meta(ge=-12, le=12)] = 0.0
    envelope: Envelope = Envelope()
    modulators: tuple[Operator, ...] = ()


def operate(operator: Operator, sounding: Sounding) -> Samples:
    """Return an operator's sound as a carrier, float32 (1, samples)."""
    hz = _hz(operator, sounding)
    if hz > HIGHEST_HZ:
        return np.zeros((1, sounding.count), dtype=np.float32)
    return (_swing(operator, sounding) * np.float32(_level(operator, sounding)))[None]


def _swing(operator: Operator, sounding: Sounding) -> Samples:
    """Return a modulated sine with its envelope, float32 (samples,)."""
    cycles = sounding.course.cycles
    turns = cycles * (operator.ratio + operator.detune_hz / sounding.course.hz)
    phase = ((turns - np.floor(turns)) * (2 * np.pi)).astype(np.float32)
    room_hz = (HIGHEST_HZ - _hz(operator, sounding)) / max(len(operator.modulators), 1)
    for modulator in operator.modulators:
        index = min(_level(modulator, sounding), index_limit(room_hz, _top_hz(modulator, sounding)))
        if index > 0:
            phase += np.float32(index) * _swing(modulator, sounding)
    held = shape(operator.envelope, sounding.held, sounding.count)
    return np.asarray(np.sin(phase) * held, dtype=np.float32)


def index_limit(room_hz: float, modulator_hz: float) -> float:
    """Return the largest index whose side bands above room_hz stay faint: the first term of the Bessel series."""
    bands = int(room_hz / modulator_hz)
    if bands < 1:
        return 0.0
    return 2 * (FAINT * math.factorial(min(bands, 60) + 1)) ** (1 / (min(bands, 60) + 1))


def _top_hz(operator: Operator, sounding: Sounding) -> float:
    """Return the highest frequency of note in an operator's sound."""
    top_hz = _hz(operator, sounding)
    for modulator in operator.modulators:
        step_hz = _top_hz(modulator, sounding)
        index, bands = _level(modulator, sounding), 0
        while index_limit((bands + 0.5) * step_hz, step_hz) < index and top_hz + bands * step_hz < HIGHEST_HZ:
            bands += 1
        top_hz += bands * step_hz
    return top_hz


def _hz(operator: Operator, sounding: Sounding) -> float:
    """Return the highest frequency of an operator."""
    return operator.ratio * sounding.course.highest_hz + abs(operator.detune_hz)


def _level(operator: Operator, sounding: Sounding) -> float:
    """Return level or index for a tone's key and velocity."""
    tone = sounding.tone
    key = 10 ** (-operator.key_db * (tone.pitch - 60) / 240)
    return float(operator.level * key * (tone.velocity / 100) ** operator.velocity)
