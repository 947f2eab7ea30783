"""Wobble: the pitch of a tape that runs unevenly, slowly (wow) and quickly (flutter)."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.mix.moving_delay import MovingDelay, Points

WAVES = ((7.0, 0.61), (3.0, 0.37), (2.0, 6.3))
"""What the tape does at full amount: cents of deviation and how often a second. No two swing together."""


class Wobble:
    """Plays a part from an uneven tape, by an amount (0-1), block by block from a sample on.

    Every wave has a whole number of turns in the piece's frames, so a loop's end meets its start.
    """

    def __init__(self, amount: float, first: int, frames: int) -> None:
        cents, hertz = (np.array(values) for values in zip(*WAVES, strict=True))
        self._turns_a_sample = np.maximum(1, np.round(hertz * frames / RATE)) / frames
        # A delay of d sin(2 pi f t) changes the pitch by the ratio 2 pi f d at most.
        self._swings = (2 ** (amount * cents / 1200) - 1) / (2 * np.pi * self._turns_a_sample)
        self._middle = float(self._swings.sum()) + 1.0
        self._line = MovingDelay(2 * self._middle, first)
        self.tail_s = 2 * self._middle / RATE

    def add(self, block: Samples) -> Samples:
        """Take the next float32 (channels, samples) and return as many, played unevenly."""
        return self._line.read(block, (self._delay,) * len(block))

    def _delay(self, places: Points) -> Points:
        """Return how late the tape is, in samples, at some samples of the piece."""
        waves = np.sin(2 * np.pi * self._turns_a_sample[:, None] * places)
        return np.asarray(self._middle + (self._swings[:, None] * waves).sum(axis=0))
