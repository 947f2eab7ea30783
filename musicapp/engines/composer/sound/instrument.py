"""What sounds a note: the one contract of sampler, synthesiser and drum kits."""

from __future__ import annotations

from typing import Protocol

import msgspec
import numpy as np

from musicapp.engines.composer.audio import Samples

CONTROL = 32
"""Samples between two values of a controller that moves while a note sounds."""


VELOCITY_STEP = 8
"""Velocities that share a timbre: their levels differ, what is made of them does not."""


class Tone(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A note on the sample grid, with all that shapes its sound.

    start is the sample at which it is struck, length how many samples it is held (pedal included),
    cut how many samples after its start another note of its choke group silences it. turn is the length of a loop's
    round in samples, 0 of what is no loop. bend
    (semitones) and modulation (0-1) have one value each CONTROL samples from the start on, float32
    (points,), and hold their last; None where the controller rests.
    """

    start: int
    length: int
    pitch: int
    velocity: int
    cut: int | None = None
    turn: int = 0
    bend: Samples | None = None
    modulation: Samples | None = None

    @property
    def is_moved(self) -> bool:
        """Whether a controller moves its pitch."""
        return self.bend is not None or self.modulation is not None

    @property
    def moment(self) -> int:
        """Where it lies in the piece, or in its loop's round: what chance gives a note there, each round has."""
        return self.start % self.turn if self.turn else self.start


def timbre_velocity(velocity: int) -> int:
    """Return the velocity whose timbre a note has."""
    return min(max(round(velocity / VELOCITY_STEP), 1) * VELOCITY_STEP, 127)


def level_beside(velocity: int, other: int) -> np.float32:
    """Return the gain of a velocity beside that of another: 40 log10 of their ratio in dB."""
    return np.float32((velocity / other) ** 2)


class Instrument(Protocol):
    """Sounds one note at a time; the same tone always gives the same samples."""

    @property
    def channels(self) -> int:
        """How many channels its tones have: 1 where both sides are the same, else 2."""

    def choke_group(self, pitch: int) -> int | None:
        """Return the group of keys that silence one another (open and closed hi-hat), or None."""

    def sound(self, tone: Tone) -> Samples:
        """Return a tone from its start to the end of its release, float32 (channels, samples)."""
