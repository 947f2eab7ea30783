"""Drum kits: sound the keys of the General MIDI drum map."""

from __future__ import annotations

import math

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.seeds import bell, child
from musicapp.engines.composer.sound.effects.biquads import FLAT_Q, high_pass, low_pass
from musicapp.engines.composer.sound.effects.equaliser import filter_whole
from musicapp.engines.composer.sound.effects.saturation import Saturation
from musicapp.engines.composer.sound.instrument import Tone, level_beside, timbre_velocity
from musicapp.engines.composer.sound.synth.cache import SoundCache
from musicapp.engines.composer.sound.synth.drum_parts import Hit, sound_part
from musicapp.engines.composer.sound.synth.envelope import choke
from musicapp.engines.composer.sound.synth.kit_rules import Drum, Finish, KitRules, load_kit

VARIANTS = 4
"""Versions of a hit; which one is heard depends on its place in the piece."""
UNEVEN = 0.003, 0.05, 0.6
"""How far a version's pitch, decay (shares) and level (dB) stray."""
SILENT_S = 0.01
PLAIN_VELOCITY = 100
SETTLE_S = 0.03
"""Time for the filters after the last part."""


class Kit:
    """An instrument that plays a drum kit. Keys without a drum are silent. Threads may share it."""

    channels = 2

    def __init__(self, rules: KitRules) -> None:
        self._rules = rules
        self._names = {int(key): name for name, drum in rules.drums.items() for key in drum.keys}
        self._cache = SoundCache()

    @property
    def keys(self) -> frozenset[int]:
        """Return the keys that have a drum."""
        return frozenset(self._names)

    def choke_group(self, pitch: int) -> int | None:
        """Return the group of keys that silence one another (open and closed hi-hat), or None."""
        return self._rules.drums[self._names[pitch]].choke if pitch in self._names else None

    def sound(self, tone: Tone) -> Samples:
        """Return a whole hit, however long its key is held, float32 (2, samples)."""
        if tone.pitch not in self._names:
            return np.zeros((2, round(SILENT_S * RATE)), dtype=np.float32)
        variant = int(child(tone.moment, "hit", str(tone.pitch)).random() * VARIANTS)
        velocity = timbre_velocity(tone.velocity)
        made = self._cache.find((tone.pitch, velocity, variant), lambda: self._make(tone.pitch, velocity, variant))
        whole = made * level_beside(tone.velocity, velocity)
        return whole if tone.cut is None else choke(whole, tone.cut)

    def _make(self, key: int, velocity: int, variant: int) -> Samples:
        """Make a hit anew."""
        name, finish = self._names[key], self._rules.finish
        drum, chance = self._rules.drums[name], child(variant, "drum", name)
        pitch, decay, level = (bell(chance) * far for far in UNEVEN)
        hit = Hit(
            tune=2 ** ((drum.keys[str(key)] + finish.semitones) / 12),
            stray=1 + pitch,
            decay=finish.decay * (1 + decay),
            chance=chance,
        )
        gain = 10 ** ((self._rules.gains_db[name] + level) / 20) * (velocity / PLAIN_VELOCITY) ** 2
        mixed = _finished(_mix(drum, hit, velocity), drum, finish, velocity)
        return _placed(mixed, drum.pan) * np.float32(gain)


def open_kit(name: str) -> Kit:
    """Return a drum kit of ``kit_rules.known_kits``; ValueError if there is none."""
    return Kit(load_kit(name))


def _mix(drum: Drum, hit: Hit, velocity: int) -> Samples:
    """Mix a drum's parts, float32 (1 or 2, samples)."""
    sounds = [sound_part(part, hit) for part in drum.parts]
    count = max(one.shape[1] for one in sounds) + round(SETTLE_S * RATE)
    mixed = np.zeros((max(len(one) for one in sounds), count), dtype=np.float32)
    for part, one in zip(drum.parts, sounds, strict=True):
        mixed[:, : one.shape[1]] += one * np.float32((velocity / PLAIN_VELOCITY) ** (part.velocity_db / 6.02))
    return mixed


def _finished(mixed: Samples, drum: Drum, finish: Finish, velocity: int) -> Samples:
    """Drive a drum, and dull it as softly as it was hit."""
    for drive_db in (drum.drive_db, finish.drive_db):
        if drive_db:
            mixed = Saturation(drive_db).add(mixed)
    top_hz = finish.low_pass_hz * 2 ** (drum.velocity_octaves * min(velocity - PLAIN_VELOCITY, 0) / 127)
    sections = [high_pass(20.0)] + ([low_pass(top_hz, FLAT_Q)] if top_hz < 18_000 else [])
    return filter_whole(sections, mixed)


def _placed(mixed: Samples, pan: float) -> Samples:
    """Return both sides of a drum at its place (equal power)."""
    angle = math.pi / 4 * (1 + pan)
    gains = np.array([[math.cos(angle)], [math.sin(angle)]], dtype=np.float32) * np.float32(math.sqrt(2))
    return np.asarray(np.broadcast_to(mixed, (2, mixed.shape[1])) * gains, dtype=np.float32)
