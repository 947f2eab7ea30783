"""Wow and flutter: the pitch of a tape that runs unevenly."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.effects.taps import AHEAD, DelayLine, Places


class WowRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How far the pitch strays (cents) slowly (wow) and quickly (flutter), and how often."""

    wow_cents: float = 8.0
    wow_hz: float = 0.6
    flutter_cents: float = 2.0
    flutter_hz: float = 6.3


class WowAndFlutter:
    """Reads a stem at an uneven speed: three waves whose rates have no common multiple, so that none comes back."""

    def __init__(self, rules: WowRules) -> None:
        cents = np.array([0.7 * rules.wow_cents, 0.3 * rules.wow_cents, rules.flutter_cents])
        self._hz = np.array([rules.wow_hz, rules.wow_hz * 0.618, rules.flutter_hz])
        # A delay of d sin(2 pi f t) changes the pitch by 2 pi f d at most.
        self._swings = (2 ** (cents / 1200) - 1) / (2 * np.pi * self._hz) * RATE
        self._middle = float(self._swings.sum()) + AHEAD + 1
        self._line = DelayLine(round(2 * self._middle) + 4)
        self._heard = 0
        self.tail_s = 2 * self._middle / RATE

    def add(self, block: Samples) -> Samples:
        """Take the next samples and return as many, both float32 (2, samples)."""
        played = self._line.read(block, self._delays(block.shape[1]))
        self._heard += block.shape[1]
        return played

    def _delays(self, count: int) -> Places:
        """Return how late the tape is in samples, float64 (count,)."""
        time = (self._heard + np.arange(count)) / RATE
        waves = np.sin(2 * np.pi * self._hz[:, None] * time + np.array([[0.0], [1.0], [2.0]]))
        return np.asarray(self._middle + (self._swings[:, None] * waves).sum(axis=0))
