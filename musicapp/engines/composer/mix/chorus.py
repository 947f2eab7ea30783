"""Chorus: two taps that waver against each other make one player sound like several."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples

DELAY_S = 0.014
DEPTH_S = 0.0028
SPEED_HZ = 0.55
HISTORY = int((DELAY_S + DEPTH_S) * RATE) + 2
TURN = (0.0, 0.25)
"""Where in its swing each side's tap begins; their difference widens."""


class Chorus:
    """Adds a tap a side by an amount (0-1), block by block from a sample on.

    The swing has a whole number of turns in the piece's frames, so a loop's end meets its start.
    """

    tail_s = DELAY_S + DEPTH_S

    def __init__(self, amount: float, first: int, frames: int) -> None:
        self._amount = np.float32(amount)
        self._next = first
        self._turns_a_sample = max(1, round(SPEED_HZ * frames / RATE)) / frames
        self._history = np.zeros((2, HISTORY), np.float32)

    def add(self, block: Samples) -> Samples:
        """Take the next float32 (2, samples) and return as many with their taps."""
        joined = np.concatenate([self._history, block], axis=1)
        taps = np.stack([self._tap(joined[side], TURN[side]) for side in (0, 1)])
        self._history = joined[:, -HISTORY:].copy()
        self._next += block.shape[1]
        return block + self._amount * taps

    def _tap(self, joined: Samples, turn: float) -> Samples:
        """Return one side read at a swinging delay, straight between samples."""
        samples = np.arange(joined.shape[0] - HISTORY)
        swing = np.sin(2 * np.pi * ((samples + self._next) * self._turns_a_sample + turn))
        at = samples + HISTORY - RATE * (DELAY_S + DEPTH_S * swing)
        index = at.astype(np.int64)
        share = (at - index).astype(np.float32)
        tap: Samples = joined[index] * (1 - share) + joined[index + 1] * share
        return tap
