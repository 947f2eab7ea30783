"""Channels: what a part gives the desk, block after block, and who works at it.

A part of a large piece is one piece of work, from its notes to its place. In a piece of few parts the notes of each
are several pieces of work, so that all cores have something to do; its strip mixes them when all have sounded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Protocol

import msgspec
import numpy as np

from musicapp.engines.composer.audio import Samples, is_silent
from musicapp.engines.composer.mix.convolution import Convolver, Responses
from musicapp.engines.composer.mix.levels import measure_levels
from musicapp.engines.composer.mix.mixdown import Mixdown, MixPart, StemSource
from musicapp.engines.composer.mix.rules import PartMix
from musicapp.engines.composer.mix.strip import Motions, Strip
from musicapp.engines.composer.sound.stem import Turn

SOURCES = 6
"""Sources that a piece of few parts has: enough for the cores of a usual machine."""
Given = Sequence[Samples | None]
"""Blocks of float32 (channels, BLOCK), None where there is only silence."""


class Console(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What all channels share: the piece as it is and as it sounds (a loop again and again), the spaces of stems."""

    written: Mixdown
    sounding: Mixdown
    spaces: Responses | None
    motions: Motions

    @property
    def turns(self) -> int:
        """How many take turns in each part; it depends on the piece alone, as the last bits of a sum depend on it."""
        return max(1, SOURCES // len(self.sounding.parts))


class Channel:
    """Mixes what a part's sources sound: its level is measured when it is first used."""

    def __init__(self, console: Console, place: int) -> None:
        self._console, self._place = console, place
        self._shares = send_shares(console.sounding.parts[place].mix)
        self._around = Convolver(console.spaces) if console.spaces else None

    @cached_property
    def _strip(self) -> Strip:
        written = self._console.written
        return Strip(
            self._console.sounding.parts[self._place].mix,
            measure_levels(written.parts[self._place], written.frames),
            self._console.sounding,
        )

    def mix(self, sounds: Sequence[Samples], start: int) -> Given:
        """Take what each source sounds from a sample on; return the part, what goes to the spaces, and its stem."""
        dry = self._strip.mix(sounds, self._console.motions.at(start))
        send = to_send(dry, self._shares)
        given: Given = (None if is_silent(dry) else dry, None if send is None else send[None])
        return given if self._around is None else (*given, add_space(self._around, dry, send, self._shares))


class Work(Protocol):
    """A piece of work: some blocks of a part, again and again."""

    @property
    def place(self) -> int:
        """The place of its part."""

    @property
    def rows(self) -> tuple[int, ...]:
        """How many channels each of its blocks has at most."""

    def next(self, start: int, /) -> Given:
        """Return its next blocks, which begin at a sample."""


class Whole:
    """A part from its notes to its place."""

    def __init__(self, console: Console, place: int) -> None:
        self.place = place
        self.rows = (2, 1, 2) if console.spaces else (2, 1)
        self._channel = Channel(console, place)
        self._source = LateSource(console, place, Turn())

    def next(self, start: int) -> Given:
        """Return the next block of the part, of what goes to the spaces, and of its stem."""
        return self._channel.mix([self._source.next_block()], start)


class Share:
    """Those of a part's notes whose turn it is, as they sound before they are mixed."""

    rows = (2,)

    def __init__(self, console: Console, place: int, turn: Turn) -> None:
        self.place = place
        self._source = LateSource(console, place, turn)

    def next(self, _start: int, /) -> Given:
        """Return the next block."""
        return (self._source.next_block(),)


class LateSource:
    """A source that is opened by whoever works at it."""

    def __init__(self, console: Console, place: int, turn: Turn) -> None:
        self._part: MixPart = console.sounding.parts[place]
        self._first, self._turn = console.sounding.first, turn

    @cached_property
    def _source(self) -> StemSource:
        return self._part.open(self._part.track, self._first, self._turn)

    def next_block(self) -> Samples:
        """Return the next float32 (channels, BLOCK)."""
        return self._source.next_block()


def work_of(console: Console) -> list[Work]:
    """Return all work there is, part by part."""
    places, count = range(len(console.sounding.parts)), console.turns
    if count == 1:
        return [Whole(console, place) for place in places]
    turns = [Turn(place=number, count=count) for number in range(count)]
    return [Share(console, place, turn) for place in places for turn in turns]


def send_shares(mix: PartMix) -> tuple[float, float, float]:
    """Return how much of a part goes to room, hall and echoes."""
    return mix.room, mix.hall, mix.delay


def to_send(sound: Samples, shares: Sequence[float]) -> Samples | None:
    """Return a part in mono for the spaces; None where it rests or goes to none."""
    return sound.mean(axis=0) if any(shares) and not is_silent(sound) else None


def add_space(convolver: Convolver, dry: Samples, mono: Samples | None, shares: Sequence[float]) -> Samples:
    """Return a stem with the spaces around it."""
    if not any(shares):
        return dry
    silence: list[Samples | None] = [None] * len(shares)
    return np.asarray(dry + (convolver.add_shares(mono, shares) if mono is not None else convolver.add(silence)))
