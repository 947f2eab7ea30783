"""Chorus: two taps that waver against each other make one player sound like several."""

from __future__ import annotations

from functools import partial

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.mix.moving_delay import MovingDelay, Points

DELAY_S = 0.014
DEPTH_S = 0.0028
SPEED_HZ = 0.55
TURN = (0.0, 0.25)
"""Where in its swing each side's tap begins; their difference widens."""


class Chorus:
    """Adds a tap a side by an amount (0-1), block by block from a sample on.

    The swing has a whole number of turns in the piece's frames, so a loop's end meets its start.
    """

    tail_s = DELAY_S + DEPTH_S

    def __init__(self, amount: float, first: int, frames: int) -> None:
        self._amount = np.float32(amount)
        self._turns_a_sample = max(1, round(SPEED_HZ * frames / RATE)) / frames
        self._line = MovingDelay(RATE * (DELAY_S + DEPTH_S), first)
        self._delays = (partial(self._delay, TURN[0]), partial(self._delay, TURN[1]))

    def add(self, block: Samples) -> Samples:
        """Take the next float32 (channels, samples) and return as many on two sides with their taps."""
        block = np.broadcast_to(block, (2, block.shape[1]))
        return block + self._amount * self._line.read(block, self._delays)

    def _delay(self, turn: float, places: Points) -> Points:
        """Return a side's delay in samples at some samples of the piece."""
        return np.asarray(RATE * (DELAY_S + DEPTH_S * np.sin(2 * np.pi * (places * self._turns_a_sample + turn))))
