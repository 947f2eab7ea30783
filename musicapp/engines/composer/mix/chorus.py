"""Chorus: two taps that waver against each other make one player sound like several."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.instrument import CONTROL

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
        start, self._next = self._next, self._next + block.shape[1]
        self._history = joined[:, -HISTORY:].copy()
        if not joined.any():
            return block
        taps = np.stack([self._tap(joined[side], start, TURN[side]) for side in (0, 1)])
        return block + self._amount * taps

    def _tap(self, joined: Samples, start: int, turn: float) -> Samples:
        """Return one side read at a swinging delay, straight between samples."""
        size = joined.shape[0] - HISTORY
        first = start // CONTROL
        points = CONTROL * np.arange(first, first + size // CONTROL + 3)
        swing = np.sin(2 * np.pi * (points * self._turns_a_sample + turn))
        place = spread(HISTORY - RATE * (DELAY_S + DEPTH_S * swing))[start - first * CONTROL :][:size]
        whole = place.astype(np.int32)
        share = place - whole
        index = np.arange(size) + whole
        before = joined.take(index)
        tap: Samples = before + (joined.take(index + 1) - before) * share
        return tap
