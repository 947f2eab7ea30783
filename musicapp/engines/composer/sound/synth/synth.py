"""The synthesiser: sounds tones by a patch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.seeds import child
from musicapp.engines.composer.sound.effects.saturation import Saturation
from musicapp.engines.composer.sound.instrument import Tone, level_beside, timbre_velocity
from musicapp.engines.composer.sound.synth.cache import SoundCache
from musicapp.engines.composer.sound.synth.course import course_of
from musicapp.engines.composer.sound.synth.crackle import crackle
from musicapp.engines.composer.sound.synth.envelope import choke, envelope_samples, shape
from musicapp.engines.composer.sound.synth.noise import hiss
from musicapp.engines.composer.sound.synth.operators import modulated_sine
from musicapp.engines.composer.sound.synth.oscillator import oscillate
from musicapp.engines.composer.sound.synth.patch import (
    CrackleLayer,
    Layer,
    NoiseLayer,
    OperatorLayer,
    OscillatorLayer,
    Patch,
    StringLayer,
    Tremolo,
    load_patch,
)
from musicapp.engines.composer.sound.synth.sounding import Sounding
from musicapp.engines.composer.sound.synth.string import pluck

LENGTH_STEP = 480
"""Samples by which the lengths of notes differ at least that are made anew: a hundredth of a second."""
LONGEST_S = 60.0
"""Longer notes end here, which bounds memory; textures are chained from notes of this length."""
_MAKE: dict[type[Layer], Callable[[Any, Sounding], Samples]] = {
    OscillatorLayer: oscillate,
    OperatorLayer: lambda layer, sounding: modulated_sine(layer.ratio, layer.modulators, sounding),
    StringLayer: pluck,
    NoiseLayer: hiss,
    CrackleLayer: crackle,
}


class Synth:
    """An instrument that plays a patch. Threads may share it."""

    def __init__(self, patch: Patch) -> None:
        self.patch = patch
        self.channels = 1 if patch.is_central else 2
        self._cache = SoundCache()

    def choke_group(self, pitch: int) -> int | None:  # noqa: ARG002 - keys of a synthesiser do not choke
        """Return None: its notes let one another sound."""
        return None

    def sound(self, tone: Tone) -> Samples:
        """Return a tone from its start to the end of its release, float32 (channels, samples).

        Velocity follows 40 log10: 64 is 12 dB below 127.
        """
        variant = _variant(self.patch, tone)
        if tone.bend is not None or tone.modulation is not None:
            whole = self._make(tone, variant)
        else:
            whole = self._kept(tone, variant) * level_beside(tone.velocity, timbre_velocity(tone.velocity))
        return whole if tone.cut is None else choke(whole, tone.cut)

    def _kept(self, tone: Tone, variant: int) -> Samples:
        """Return what notes of about one strength and length share, made now if it is not here."""
        length, velocity = max(1, round(tone.length / LENGTH_STEP)) * LENGTH_STEP, timbre_velocity(tone.velocity)
        usual = msgspec.structs.replace(tone, length=length, velocity=velocity)
        return self._cache.find((length, tone.pitch, velocity, variant), lambda: self._make(usual, variant))

    def _make(self, tone: Tone, variant: int) -> Samples:
        """Make a tone's sound anew."""
        patch = self.patch
        held = min(tone.length, round(LONGEST_S * RATE))
        count = max(envelope_samples(layer.envelope, held) for layer in patch.layers)
        sounding = Sounding(
            tone=tone,
            held=held,
            count=count,
            course=course_of(tone, count, patch.vibrato, patch.glide),
            chance=child(variant, "synth", str(tone.pitch)),
        )
        mixed = _mix(patch, sounding)
        if patch.drive_db:
            machine = Saturation(patch.drive_db)
            mixed = machine.add(np.pad(mixed, ((0, 0), (0, round(machine.tail_s * RATE)))))
        sides = np.broadcast_to(mixed, (self.channels, mixed.shape[1]))
        if patch.tremolo:
            sides = sides * _swing(patch.tremolo, mixed.shape[1])
        return sides * np.float32(10 ** (patch.level_db / 20) * (tone.velocity / 127) ** 2)


def open_patch(name: str) -> Synth:
    """Return a synthesiser that plays a patch of ``known_patches``; ValueError if there is none."""
    return Synth(load_patch(name))


def _mix(patch: Patch, sounding: Sounding) -> Samples:
    """Return a patch's layers together, float32 (1, samples) if both sides are the same, else (2, samples)."""
    mixed = np.zeros((1, sounding.count), dtype=np.float32)
    for layer in patch.layers:
        sound = _sound_layer(layer, sounding)
        if len(sound) > len(mixed):
            mixed = np.repeat(mixed, 2, axis=0)
        mixed[:, : sound.shape[1]] += sound
    return mixed


def _sound_layer(layer: Layer, whole: Sounding) -> Samples:
    """Return a layer as long as its own envelope lasts."""
    count = envelope_samples(layer.envelope, whole.held)
    course = msgspec.structs.replace(whole.course, cycles=whole.course.cycles[:count])
    sounding = msgspec.structs.replace(whole, count=count, course=course)
    level = shape(layer.envelope, whole.held, count)
    level *= _gain(layer, whole.tone)
    return _MAKE[type(layer)](layer, sounding) * level


def _variant(patch: Patch, tone: Tone) -> int:
    """Return which of a note's versions is heard at its place in the piece."""
    if patch.variants == 1:
        return 0
    return int(child(tone.moment, "variant", str(tone.pitch)).random() * patch.variants)


def _gain(layer: Layer, tone: Tone) -> np.float32:
    """Return a layer's gain at a velocity, besides what the whole follows."""
    return np.float32(10 ** (layer.level_db / 20) * (tone.velocity / 127) ** (layer.velocity_db / 6.02))


def _swing(tremolo: Tremolo, count: int) -> Samples:
    """Return the gain of both sides, float32 (2, count)."""
    swing = np.sin(np.arange(count, dtype=np.float32) * np.float32(2 * np.pi * tremolo.rate_hz / RATE))
    sides = np.stack([swing, -swing if tremolo.pan else swing])
    return np.asarray(1 - tremolo.depth * (0.5 - 0.5 * sides), dtype=np.float32)
