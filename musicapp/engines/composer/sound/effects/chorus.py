"""A chorus: copies of a stem that drift in pitch, other ones on each side."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.taps import DelayLine, Places


class ChorusRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """mix is the share of the copies, the times are their middle delay and how far it swings to either side."""

    mix: float = 0.4
    delay_s: float = 0.014
    swing_s: float = 0.0032
    rate_hz: float = 0.55
    voices: int = 2


class Chorus:
    """Adds copies whose delays swing at phases apart; the sides are a quarter of a swing apart."""

    def __init__(self, rules: ChorusRules) -> None:
        self._rules = rules
        self.tail_s = rules.delay_s + rules.swing_s
        self._lines = [DelayLine(round((self.tail_s + 0.001) * RATE)) for _ in range(rules.voices)]
        self._heard = 0

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (2, samples)."""
        copies = np.zeros_like(block)
        for voice, line in enumerate(self._lines):
            copies += line.read(block, self._delays(voice, block.shape[1]))
        self._heard += block.shape[1]
        mix = np.float32(self._rules.mix)
        return np.asarray(block * np.sqrt(1 - mix) + copies * np.sqrt(mix / len(self._lines)), dtype=np.float32)

    def _delays(self, voice: int, count: int) -> Places:
        """Return the delays of a voice on both sides in samples, float64 (2, count)."""
        rules = self._rules
        cycles = (self._heard + np.arange(count)) * (rules.rate_hz * (1 + 0.13 * voice) / RATE) + voice / rules.voices
        swing = np.sin(2 * np.pi * np.stack((cycles, cycles + 0.25)))
        return np.asarray((rules.delay_s + rules.swing_s * swing) * RATE)
