"""A channel strip: a part from its instrument to the bus, block by block."""

from __future__ import annotations

import functools
from collections.abc import Sequence

import msgspec
import numpy as np

from musicapp.engines.composer.audio import BLOCK, Samples, is_silent
from musicapp.engines.composer.mix.curves import Curve64, control_times, duck_curve, energy_curve
from musicapp.engines.composer.mix.inserts import open_inserts
from musicapp.engines.composer.mix.levels import Levels
from musicapp.engines.composer.mix.mixdown import Mixdown
from musicapp.engines.composer.mix.pan import pan_matrix, place
from musicapp.engines.composer.mix.rules import PartMix
from musicapp.engines.composer.sound.controllers import spread


class Motion(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What moves all faders over a block, at control points: energy (0-1) and kicks (0-1)."""

    energy: Curve64
    duck: Curve64


def motion_of(mixdown: Mixdown, start: int) -> Motion:
    """Return how faders move in the block that begins at a sample."""
    times_s = control_times(start, BLOCK)
    kicks_s = np.asarray(mixdown.kicks_s, np.float64)
    return Motion(
        energy=energy_curve(mixdown, times_s), duck=duck_curve(kicks_s, mixdown.rules.duck_release_s, times_s)
    )


class Motions:
    """The motion of the block that all are at."""

    def __init__(self, mixdown: Mixdown) -> None:
        self._mixdown = mixdown
        self._known: tuple[int, Motion] | None = None

    def at(self, start: int) -> Motion:
        """Return how faders move in the block that begins at a sample."""
        if self._known is None or self._known[0] != start:
            self._known = start, motion_of(self._mixdown, start)
        return self._known[1]


class Strip:
    """Puts what a part's sources sound through its inserts, to its place and level."""

    def __init__(self, mix: PartMix, levels: Levels, mixdown: Mixdown) -> None:
        self._mix = mix
        self._trim = np.float32(levels.trim)
        self._matrix = pan_matrix(mix.pan, mix.width) * np.float32(levels.fader)
        self._inserts = open_inserts(mix, mixdown.first, mixdown.frames)
        self._rests = False

    def mix(self, sounds: Sequence[Samples], motion: Motion) -> Samples:
        """Take the next block of each source and return the part's, float32 (2, BLOCK)."""
        sound = functools.reduce(np.add, sounds)
        rested, self._rests = self._rests, is_silent(sound)
        if rested and self._rests and not (self._mix.chorus or self._mix.wobble):
            return np.zeros((2, BLOCK), np.float32)  # a block of rest has let all filters fall silent
        sound = sound * self._trim
        for insert in self._inserts:
            sound = insert.add(sound)
        return self._ride(place(sound, self._matrix), motion)

    def _ride(self, sound: Samples, motion: Motion) -> Samples:
        """Move the fader with the music's energy and the kicks."""
        fall_db = self._mix.quiet_db * (1 - motion.energy) + self._mix.duck_db * motion.duck
        return sound * spread(10 ** (-fall_db / 20)) if fall_db.any() else sound
