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
from musicapp.engines.composer.sound.synth.cache import SoundCache, bodily
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
LONG = RATE
"""Samples of a note that is seldom met twice with one length."""
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
    """An instrument that plays a patch. Threads may share it, and synthesisers the cache."""

    def __init__(self, patch: Patch, cache: SoundCache | None = None) -> None:
        self.patch = patch
        self.channels = 1 if patch.is_central else 2
        self._cache = cache or SoundCache()

    def choke_group(self, pitch: int) -> int | None:  # noqa: ARG002 - keys of a synthesiser do not choke
        """Return None: its notes let one another sound."""
        return None

    def sound(self, tone: Tone) -> Samples:
        """Return a tone from its start to the end of its release, float32 (channels, samples).

        Velocity follows 40 log10: 64 is 12 dB below 127.
        """
        variant = _variant(self.patch, tone)
        if tone.is_moved:
            whole = self._make(tone, variant)
        else:
            whole = self._kept(tone, variant) * level_beside(tone.velocity, timbre_velocity(tone.velocity))
        return whole if tone.cut is None else choke(whole, tone.cut)

    def _kept(self, tone: Tone, variant: int) -> Samples:
        """Return what notes of about one strength and length share, made now if it is not here.

        Of long notes only the layers are kept: seldom are two of one length.
        """
        length, velocity = max(1, round(tone.length / LENGTH_STEP)) * LENGTH_STEP, timbre_velocity(tone.velocity)
        usual = msgspec.structs.replace(tone, length=length, velocity=velocity)
        if length > LONG:
            return self._make(usual, variant)
        return self._cache.find((self, length, tone.pitch, velocity, variant), lambda: self._make(usual, variant))

    def _make(self, tone: Tone, variant: int) -> Samples:
        """Make a tone's sound anew, with the layers that are here."""
        patch = self.patch
        held = min(tone.length, round(LONGEST_S * RATE))
        mixed = np.zeros((1, max(envelope_samples(layer.envelope, held) for layer in patch.layers)), np.float32)
        for place in range(len(patch.layers)):
            sound = self._layer(place, tone, held, variant)
            if len(sound) > len(mixed):
                mixed = np.repeat(mixed, 2, axis=0)
            mixed[:, : sound.shape[1]] += sound
        if patch.drive_db:
            machine = Saturation(patch.drive_db)
            mixed = machine.add(np.pad(mixed, ((0, 0), (0, round(machine.tail_s * RATE)))))
        sides = np.broadcast_to(mixed, (self.channels, mixed.shape[1]))
        if patch.tremolo:
            sides = sides * _swing(patch.tremolo, mixed.shape[1])
        return sides * np.float32(10 ** (patch.level_db / 20) * (tone.velocity / 127) ** 2)

    def _layer(self, place: int, tone: Tone, held: int, variant: int) -> Samples:
        """Return a layer as long as its own envelope lasts."""
        layer = self.patch.layers[place]
        count = envelope_samples(layer.envelope, held)
        level = shape(layer.envelope, held, count)
        level *= _gain(layer, tone)
        chance = child(variant, "synth", str(tone.pitch), str(place))
        if tone.is_moved or not endures(layer, self.patch):
            return self._raw(layer, sounding_of(self.patch, tone, (held, count), chance)) * level
        key = self, place, tone.pitch, tone.velocity, variant

        def make(wanted: int) -> Samples:
            return self._raw(layer, sounding_of(self.patch, tone, (wanted + RATE, wanted), chance))

        return self._cache.find_long(key, bodily(count), make)[:, :count] * level

    def _raw(self, layer: Layer, sounding: Sounding) -> Samples:
        """Return a layer before its envelope."""
        return _MAKE[type(layer)](layer, sounding)


def open_patch(name: str, cache: SoundCache | None = None) -> Synth:
    """Return a synthesiser that plays a patch of ``known_patches``; ValueError if there is none."""
    return Synth(load_patch(name), cache)


def endures(layer: Layer, patch: Patch) -> bool:
    """Say whether a layer, before its envelope, is the same however long its key is held.

    The envelope of its filter then counts as that of a key that is never let go.
    """
    if not isinstance(layer, OscillatorLayer) or patch.glide.share:
        return False
    return layer.filter is None or not layer.filter.envelope.attack_share


def sounding_of(patch: Patch, tone: Tone, length: tuple[int, int], chance: np.random.Generator) -> Sounding:
    """Return a tone as a layer needs it; length is for how many samples it is held, and for how many it sounds."""
    held, count = length
    course = course_of(tone, count, patch.vibrato, patch.glide)
    return Sounding(tone=tone, held=held, count=count, course=course, chance=chance)


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
