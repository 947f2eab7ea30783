"""Levels by role: each part is measured where it is busiest and brought to the loudness its role has."""

from __future__ import annotations

import math

import msgspec
import numpy as np

from musicapp.engines.composer.audio import BLOCK, RATE, Samples
from musicapp.engines.composer.master.loudness import loudness
from musicapp.engines.composer.mix.busiest import WINDOW_S, busiest_start, notes_heard
from musicapp.engines.composer.mix.inserts import open_inserts
from musicapp.engines.composer.mix.mixdown import MixPart
from musicapp.engines.composer.mix.pan import pan_matrix, place
from musicapp.engines.composer.sound.stem import ALONE

WORKING_LUFS = -20.0
"""Where a part lies when it meets its inserts, so that saturation does the same to every instrument."""
SMALLEST_DB, LARGEST_DB = -48.0, 48.0
HEADROOM_DB = -6.0
"""The whole mix lies lower than the levels say: so stems stay within full scale."""


class Levels(msgspec.Struct, frozen=True, kw_only=True):
    """A part's gains before its inserts (trim) and after them (fader)."""

    trim: float
    fader: float


def measure_levels(part: MixPart, frames: int) -> Levels:
    """Sound a part's busiest stretch and return the gains that bring it to its level."""
    first = round(busiest_start(part.track, frames / RATE) * RATE)
    sound = heard_at(part, first, min(round(WINDOW_S * RATE), frames))
    trim = gain_to(WORKING_LUFS, sound)
    sound = sound * np.float32(trim)
    for insert in open_inserts(part.mix, first, frames):
        sound = insert.add(sound)
    placed = place(sound, pan_matrix(part.mix.pan, part.mix.width))
    return Levels(trim=trim, fader=gain_to(part.mix.level_lufs + HEADROOM_DB, placed))


def heard_at(part: MixPart, first: int, size: int) -> Samples:
    """Return a stretch of a part's raw sound, float32 (2, size)."""
    source = part.open(notes_heard(part.track, first / RATE, (first + size) / RATE), first, ALONE)
    blocks = [source.next_block() for _ in range(-(-size // BLOCK))]
    return np.broadcast_to(np.concatenate(blocks, axis=1)[:, :size], (2, size))


def gain_to(lufs: float, sound: Samples) -> float:
    """Return the gain that brings a sound to a loudness, within limits; 1 for silence."""
    found = loudness(sound)
    if math.isinf(found):
        return 1.0
    return float(10 ** (min(LARGEST_DB, max(SMALLEST_DB, lufs - found)) / 20))
