"""A stem: a track as its instrument sounds it, block by block."""

from __future__ import annotations

from collections import deque

import msgspec
import numpy as np

from musicapp.engines.composer.audio import BLOCK, RATE, Samples
from musicapp.engines.composer.performance.track import Curve, Track
from musicapp.engines.composer.sound.controllers import expression_gains, spread
from musicapp.engines.composer.sound.instrument import CONTROL, Instrument
from musicapp.engines.composer.sound.tones import Score

LONGEST_TAIL_S = 12.0
"""How long before a stem's first sample a note may have ended and still be heard."""


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """Whose turn it is: of count that share a track's notes, each sounds every count-th, from that of its place on."""

    place: int = 0
    count: int = 1


ALONE = Turn()


class Stem:
    """Sounds a track, or its notes by turns, from a sample on (negative: before the piece's start).

    Notes that started earlier already sound there. What is held is what still sounds, and a few
    numbers for each note of the track.
    """

    def __init__(self, instrument: Instrument, track: Track, first: int, turn: Turn = ALONE) -> None:
        self._instrument = instrument
        self._score = Score(track, instrument)
        self._expression = track.expression
        self._at = first
        self._ringing: deque[tuple[int, Samples]] = deque()
        still = self._score.ends > first - round(LONGEST_TAIL_S * RATE)
        self._waiting = deque(int(index) for index in np.flatnonzero(still)[turn.place :: turn.count])

    def next_block(self) -> Samples:
        """Return the next float32 (channels of the instrument, BLOCK)."""
        block = np.zeros((self._instrument.channels, BLOCK), np.float32)
        end = self._at + BLOCK
        ringing: deque[tuple[int, Samples]] = deque()
        while self._ringing or self._is_due(end):
            start, sound = self._ringing.popleft() if self._ringing else self._strike()
            _add(block, start - self._at, sound)
            if start + sound.shape[1] > end:
                ringing.append(_rest(start, sound, end))
        self._ringing = ringing
        gains = expression_curve(self._expression, self._at)
        self._at = end
        return block if gains is None else block * gains

    def _is_due(self, end: int) -> bool:
        return bool(self._waiting) and int(self._score.starts[self._waiting[0]]) < end

    def _strike(self) -> tuple[int, Samples]:
        """Sound the next tone; return where it starts and its sound."""
        tone = self._score.tone(self._waiting.popleft())
        return tone.start, self._instrument.sound(tone)


def expression_curve(curve: Curve, start: int) -> Samples | None:
    """Return the gain of controller 11 over a block, float32 (BLOCK,), None where it rests at 127.

    It moves in straight lines between points of the grid of CONTROL samples, so that no step is heard.
    """
    if not curve:
        return None
    low = start // CONTROL * CONTROL
    points = np.arange(low, start + BLOCK + 2 * CONTROL, CONTROL)
    at, values = zip(*curve, strict=True)
    gains = expression_gains(np.interp(points / RATE, at, values))
    return spread(gains)[start - low :][:BLOCK]


def _add(block: Samples, offset: int, sound: Samples) -> None:
    """Add a sound to a block in which it starts at offset, which may lie outside."""
    low, high = max(offset, 0), min(offset + sound.shape[1], BLOCK)
    if low < high:
        block[:, low:high] += sound[:, low - offset : high - offset]


def _rest(start: int, sound: Samples, end: int) -> tuple[int, Samples]:
    """Return what of a sound is left after a sample; what was heard is let go."""
    done = end - start
    return end, sound[:, done:].copy() if done > sound.shape[1] // 2 else sound[:, done:]
