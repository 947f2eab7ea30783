"""The desk: all parts in step, block after block, with their spaces.

Whoever works at parts, what they give is summed in their order: the bytes do not depend on how many cores there are.
The spaces get one convolution for all parts; only stems that are wanted get their own, and since a space is linear
they add up to the mix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property

import msgspec
import numpy as np

from musicapp.engines.composer.audio import BLOCK, RATE, Samples
from musicapp.engines.composer.mix.channel import Channel, Console, Given, send_shares, work_of
from musicapp.engines.composer.mix.convolution import Convolver, Responses
from musicapp.engines.composer.mix.crew import block_starts, crew, weight_of
from musicapp.engines.composer.mix.echo import echo_response
from musicapp.engines.composer.mix.loops import Span, repeat_times, unroll_track
from musicapp.engines.composer.mix.mixdown import Mixdown
from musicapp.engines.composer.mix.rules import MixRules
from musicapp.engines.composer.mix.spaces import hall, impulse_response, room
from musicapp.engines.composer.mix.strip import Motions

LONGEST_SOUND_S = 12.0
"""How long before a loop's rendering begins a note may have been struck."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A block of the mix and, where wanted, of each stem, float32 (2, BLOCK), from a sample on.

    done is the share of the piece that has sounded with it.
    """

    start: int
    mix: Samples
    stems: tuple[Samples, ...]
    done: float


def unroll(mixdown: Mixdown) -> Mixdown:
    """Repeat a loop's tracks and kicks around it; return what is no loop as it is."""
    if not mixdown.is_loop:
        return mixdown
    before_s = LONGEST_SOUND_S - mixdown.first / RATE
    span = Span(length_s=mixdown.frames / RATE, before_s=before_s, after_s=BLOCK / RATE)
    parts = tuple(msgspec.structs.replace(part, track=unroll_track(part.track, span)) for part in mixdown.parts)
    return msgspec.structs.replace(mixdown, parts=parts, kicks_s=repeat_times(mixdown.kicks_s, span))


class Desk:
    """Mixes a piece."""

    def __init__(self, mixdown: Mixdown, *, with_stems: bool) -> None:
        self._sounding = unroll(mixdown)
        self._console = Console(
            written=mixdown,
            sounding=self._sounding,
            spaces=self._spaces if with_stems else None,
            motions=Motions(self._sounding),
        )

    @cached_property
    def _spaces(self) -> Responses:
        return Responses(space_responses(self._sounding.rules, self._sounding.beat_s))

    def mix(self, meanwhile: Callable[[], None]) -> Iterator[Stretch]:
        """Sound the piece from its first sample to its end; meanwhile is done while others make the first block."""
        console = self._console
        shares = [send_shares(part.mix) for part in self._sounding.parts]
        work, starts = work_of(console), block_starts(self._sounding.first, self._sounding.frames)
        weights = [weight_of(self._sounding.parts[one.place]) for one in work]
        strips = Gathering(console) if console.turns > 1 else None
        with crew(work, starts, weights) as blocks:
            meanwhile()
            together = Convolver(self._spaces)
            for start in starts:
                given = blocks(start) if strips is None else strips.mix(blocks(start), start)
                mix = sum_up([one[0] for one in given])
                mix += together.add(sum_sends([one[1] for one in given], shares))
                stems = tuple(stem for one in given for stem in one[2:] if stem is not None)
                yield Stretch(start=start, mix=mix, stems=stems, done=self._done(start + BLOCK))

    def _done(self, end: int) -> float:
        first, frames = self._sounding.first, self._sounding.frames
        return min(1.0, (end - first) / (frames - first))


class Gathering:
    """Mixes parts whose notes were shared out."""

    def __init__(self, console: Console) -> None:
        self._turns = console.turns
        self._channels = [Channel(console, place) for place in range(len(console.sounding.parts))]

    def mix(self, given: Sequence[Given], start: int) -> list[Given]:
        """Take what each share gives for the block that begins at a sample; return what each part gives."""
        sounds = [sound for one in given for sound in one if sound is not None]
        return [
            channel.mix(sounds[place * self._turns : (place + 1) * self._turns], start)
            for place, channel in enumerate(self._channels)
        ]


def space_responses(rules: MixRules, beat_s: float) -> list[Samples]:
    """Return the answers of room, hall and echoes."""
    return [
        impulse_response(room(rules.room_s)),
        impulse_response(hall(rules.hall_s)),
        echo_response(rules.delay_beats * beat_s, rules.delay_feedback),
    ]


def sum_up(sounds: Sequence[Samples | None]) -> Samples:
    """Add blocks up in their order; silence where there are none."""
    total = np.zeros((2, BLOCK), np.float32)
    for sound in sounds:
        if sound is not None:
            total += sound
    return total


def sum_sends(monos: Sequence[Samples | None], shares: Sequence[Sequence[float]]) -> list[Samples | None]:
    """Return what all parts together send to each space, None where nobody does."""
    return [sum_send(monos, [share[space] for share in shares]) for space in range(3)]


def sum_send(monos: Sequence[Samples | None], shares: Sequence[float]) -> Samples | None:
    """Return what all parts together send to a space, None where nobody does."""
    total: Samples | None = None
    for mono, share in zip(monos, shares, strict=True):
        if mono is not None and share:
            given = mono[0] * np.float32(share)
            total = given if total is None else np.add(total, given, out=total)
    return total
