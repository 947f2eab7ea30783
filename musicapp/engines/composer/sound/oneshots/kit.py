"""An instrument of recorded one-shots."""

from __future__ import annotations

import math
from functools import partial

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.seeds import bell, child
from musicapp.engines.composer.sound.effects.biquads import FLAT_Q, low_pass
from musicapp.engines.composer.sound.effects.equaliser import filter_whole
from musicapp.engines.composer.sound.instrument import Tone, level_beside, timbre_velocity
from musicapp.engines.composer.sound.oneshots.keys import stand_in
from musicapp.engines.composer.sound.oneshots.kit_rules import KitRules, Sample, Voice, load_kit
from musicapp.engines.composer.sound.oneshots.samples import read_hit
from musicapp.engines.composer.sound.synth.cache import SoundCache

PLAIN_VELOCITY = 100
SOFT_BELOW = 72
"""Softer notes are played from the soft sample, where there is one."""
CUT_S = 0.03
VARIANTS = 4
"""Versions of a hit in a kit that is uneven; which one is heard depends on its place in the piece."""
OPEN_HZ = 18_000.0
"""A low-pass from here on is not heard."""


class OneshotKit:
    """An instrument that plays a kit of one-shots. Every key sounds. Threads may share it."""

    channels = 2

    def __init__(self, rules: KitRules) -> None:
        self._rules = rules
        self._voices = {int(key): voice for voice in rules.voices.values() for key in voice.keys}
        self._cache = SoundCache()

    def choke_group(self, pitch: int) -> int | None:
        """Return the group of keys that silence one another (open and closed hi-hat), or None."""
        return self._voices[stand_in(pitch, self._voices)].choke

    def sound(self, tone: Tone) -> Samples:
        """Return a whole hit, however long its key is held, float32 (2, samples).

        Raises:
            BankProblem: a sample is missing or damaged.
        """
        key = stand_in(tone.pitch, self._voices)
        is_uneven = self._rules.finish.uneven_db > 0
        variant = int(child(tone.moment, "hit", str(key)).random() * VARIANTS) if is_uneven else 0
        velocity = timbre_velocity(tone.velocity)
        made = self._cache.find((key, velocity, variant), lambda: self._make(key, velocity, variant))
        whole = made * level_beside(tone.velocity, velocity)
        return whole if tone.cut is None else _cut(whole, tone.cut)

    def _make(self, key: int, velocity: int, variant: int) -> Samples:
        """Make a hit anew."""
        voice, finish = self._voices[key], self._rules.finish
        sample = voice.soft if voice.soft is not None and velocity < SOFT_BELOW else voice.hard
        level_db = finish.uneven_db * bell(child(variant, "level", str(key)))
        gain = 10 ** ((sample.gain_db + level_db) / 20) * (velocity / PLAIN_VELOCITY) ** 2
        hit = _decayed(self._hit(sample, voice.keys[str(key)] + finish.semitones), voice.decay_s)
        hit = _dulled(hit, finish.low_pass_hz * 2 ** (voice.velocity_octaves * min(velocity / PLAIN_VELOCITY - 1, 0)))
        return hit * (_sides(voice) * np.float32(gain))

    def _hit(self, sample: Sample, semitones: float) -> Samples:
        return self._cache.find((sample.file, semitones), partial(read_hit, sample, semitones))


def open_kit(name: str) -> OneshotKit:
    """Return a kit of ``kit_rules.known_kits``; ValueError if there is none."""
    return OneshotKit(load_kit(name))


def _decayed(hit: Samples, decay_s: float | None) -> Samples:
    """Let a hit die away sooner."""
    if decay_s is None:
        return hit
    count = min(hit.shape[1], round(decay_s * RATE))
    return hit[:, :count] * np.geomspace(1, 1e-3, count, dtype=np.float32)


def _dulled(hit: Samples, top_hz: float) -> Samples:
    return filter_whole([low_pass(top_hz, FLAT_Q)], hit) if top_hz < OPEN_HZ else hit


def _sides(voice: Voice) -> Samples:
    """Return the gains of both sides, float32 (2, 1): equal power, 1 in the middle."""
    angle = math.pi / 4 * (1 + voice.pan)
    return np.array([[math.cos(angle)], [math.sin(angle)]], dtype=np.float32) * np.float32(math.sqrt(2))


def _cut(hit: Samples, cut: int) -> Samples:
    """Silence a hit from cut on within CUT_S."""
    end = min(cut + round(CUT_S * RATE), hit.shape[1])
    silenced = hit[:, :end].copy()
    if end > cut:
        fade = np.cos(np.linspace(0, math.pi / 2, end - cut, dtype=np.float32))
        silenced[:, cut:] *= fade**2
    return silenced
