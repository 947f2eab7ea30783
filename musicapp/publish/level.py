"""Hears whether a piece is sound at a sane level."""

from __future__ import annotations

import numpy as np

from musicapp.publish.audio import Block
from musicapp.publish.refusal import Refusal

SILENCE_PEAK = 0.001
"""-60 dBFS: a piece that never gets louder is not heard."""

CEILING = 1.0 + 1e-6
"""Full scale, and the last place of a float that was scaled to it."""

FLAT_FROM = 0.999
FLAT_SHARE = 0.005
"""Of all samples, those that stand still at full scale: more is a piece that was cut off."""

OFFSET_LIMIT = 0.1
"""Of full scale: a mean beyond it is no music but a fault."""


class Level:
    """Adds up what a signal does, block by block.

    Args:
        name: the file, for the text of a refusal.
        channels: how many.
    """

    def __init__(self, name: str, channels: int) -> None:
        self._name = name
        self._frames = 0
        self._peak = 0.0
        self._flat = 0
        self._sum = np.zeros(channels)

    def add(self, block: Block) -> None:
        """Take in the next block.

        Raises:
            Refusal: it holds what is not a number, or leaves full scale.
        """
        loudest = max(float(np.max(block)), -float(np.min(block)))
        if not np.isfinite(loudest):
            raise Refusal(f"{self._name} holds samples that are not numbers")
        if loudest > CEILING:
            raise Refusal(f"{self._name} leaves full scale: a sample of {loudest:.3f}")
        self._frames += len(block)
        self._peak = max(self._peak, loudest)
        self._sum += [channel.sum(dtype=np.float64) for channel in block.T]
        if loudest >= FLAT_FROM:
            stands_still = np.diff(block, axis=0) == 0
            self._flat += int(np.count_nonzero(stands_still & (np.abs(block[1:]) >= FLAT_FROM)))

    def check_sane(self) -> None:
        """Judge the whole.

        Raises:
            Refusal: most of a channel is off centre, or the tops are cut off.
        """
        offset = float(np.max(np.abs(self._sum))) / max(self._frames, 1)
        if offset > OFFSET_LIMIT:
            raise Refusal(f"{self._name} is off centre by {offset:.2f} of full scale")
        if self._flat > FLAT_SHARE * self._frames * len(self._sum):
            raise Refusal(f"{self._name} is cut off at full scale")

    def check_heard(self) -> None:
        """Judge whether there is anything to hear.

        Raises:
            Refusal: it is silent.
        """
        if self._peak < SILENCE_PEAK:
            raise Refusal(f"{self._name} is silent: its highest sample is {self._peak:.6f}")
