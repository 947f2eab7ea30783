"""Envelopes as FluidSynth has them: a straight attack, then straight lines over 96 dB."""

from __future__ import annotations

import functools
import math

import msgspec
import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import RATE
from musicapp.engines.composer.sound.instrument import CONTROL
from musicapp.engines.composer.sound.soundfont.generators import Amounts, G

Points = npt.NDArray[np.float64]
"""float64 (points,): one value each CONTROL samples."""
RANGE_DB = 96.0
NEPERS = RANGE_DB / 20 * math.log(10)
"""The range as a natural logarithm: NumPy's exp is several times as fast as its power."""
HEARD_DB = 68.0
"""A tone ends where it has fallen so far."""
SHORTEST_ATTACK = 64.0
LONGEST_RELEASE = 12.0 * RATE


class Envelope(msgspec.Struct, frozen=True, kw_only=True):
    """The stages, in samples; decay and release are those of the whole way from 1 to 0; sustain is 0 to 1."""

    delay: float
    attack: float
    hold: float
    decay: float
    sustain: float
    release: float

    def values(self, times: Points) -> Points:
        """Return where a held note's envelope is at times in samples: in the attack its share, then 1 to 0."""
        top = self.delay + self.attack
        rise = np.clip((times - self.delay) / self.attack, 0.0, 1.0)
        fall = np.maximum(1 - np.maximum(times - top - self.hold, 0.0) / self.decay, self.sustain)
        return np.where(times < top, rise, fall)

    def gains(self, times: Points) -> Points:
        """Return the gains of a held note at times in samples."""
        values = self.values(times)
        return np.where(times < self.delay + self.attack, values, gain_of(values))

    def released(self, held: float, times: Points) -> Points:
        """Return the gains of a note let go after held samples, at times after that."""
        return gain_of(self.level(held) - times / self.release)

    def level(self, held: float) -> float:
        """Return from where the release begins, 0 to 1 over 96 dB."""
        into = held - self.delay
        if into < self.attack:
            return max(0.0, 1 + 20 / RANGE_DB * math.log10(max(into / self.attack, 1e-9)))
        return max(1 - max(into - self.attack - self.hold, 0.0) / self.decay, self.sustain)

    def tail(self, held: float) -> int:
        """Return how many samples sound after a note was let go."""
        heard = max(self.level(held) - (1 - HEARD_DB / RANGE_DB), 0.0)
        return int(min(heard * self.release, LONGEST_RELEASE)) + CONTROL

    @property
    def silence(self) -> float:
        """Return after how many samples a held note has died away."""
        falls = HEARD_DB / RANGE_DB
        return self.delay + self.attack + self.hold + falls * self.decay if self.sustain < 1 - falls else np.inf


def gain_of(values: Points) -> Points:
    """Return the gains of an envelope's falling values; 0 is silence."""
    return np.asarray(np.where(values > 0, np.exp(NEPERS * (values - 1)), 0.0))


def read_envelope(amounts: Amounts, key: int) -> Envelope:
    """Return the volume envelope; its sustain is in cB below full."""
    return _read(amounts, key, (G.DELAY, G.KEY_TO_HOLD, G.KEY_TO_DECAY))


def read_mod_envelope(amounts: Amounts, key: int) -> Envelope:
    """Return the modulation envelope; its sustain is in 0.1 % below full."""
    return _read(amounts, key, (G.MOD_DELAY, G.KEY_TO_MOD_HOLD, G.KEY_TO_MOD_DECAY))


def _read(amounts: Amounts, key: int, places: tuple[int, int, int]) -> Envelope:
    """Read delay, attack, hold, decay, sustain, release, which stand one after the other."""
    first, key_to_hold, key_to_decay = places
    delay, attack, hold, decay, sustain, release = (float(amount) for amount in amounts[first : first + 6])
    low = 60 - key
    return Envelope(
        delay=_samples(delay) if delay > -12000 else 0.0,
        attack=max(_samples(attack), SHORTEST_ATTACK),
        hold=_samples(min(hold + amounts[key_to_hold] * low, 5000)),
        decay=max(_samples(min(decay + amounts[key_to_decay] * low, 8000)), 64.0),
        sustain=min(max(1 - sustain / 1000, 0.0), 1.0),
        release=max(_samples(release), 64.0),
    )


def _samples(timecents: float) -> float:
    return float(RATE * 2 ** (max(timecents, -12000.0) / 1200))


@functools.lru_cache(maxsize=256)
def held_gains(envelope: Envelope, points: int) -> Points:
    """Return the gains of a held note at points of the grid of CONTROL samples."""
    gains = envelope.gains(np.arange(points, dtype=np.float64) * CONTROL)
    gains.flags.writeable = False
    return gains
