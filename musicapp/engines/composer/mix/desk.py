"""The desk: all parts in step, block after block, with their spaces.

Parts sound in threads, but what they give is summed in their order: the bytes do not depend on how
many threads there are. The spaces get one convolution for all parts; only stems that are wanted get
their own, and since a space is linear they add up to the mix.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, Future

import msgspec
import numpy as np

from musicapp.engines.composer.audio import BLOCK, RATE, Samples, is_silent
from musicapp.engines.composer.mix.convolution import Convolver, Responses
from musicapp.engines.composer.mix.echo import echo_response
from musicapp.engines.composer.mix.levels import Levels
from musicapp.engines.composer.mix.loops import Span, repeat_times, unroll_track
from musicapp.engines.composer.mix.mixdown import Mixdown
from musicapp.engines.composer.mix.rules import MixRules, PartMix
from musicapp.engines.composer.mix.spaces import hall, impulse_response, room
from musicapp.engines.composer.mix.strip import Strip, motion_of

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
    """Mixes an unrolled piece whose levels are known."""

    def __init__(self, mixdown: Mixdown, levels: Sequence[Levels], executor: Executor) -> None:
        self._mixdown, self._frames = mixdown, mixdown.frames
        self._executor = executor
        self._first = mixdown.first
        self._strips = [Strip(part, level, mixdown) for part, level in zip(mixdown.parts, levels, strict=True)]
        # Those with the most to play begin, so that no thread waits long for another at the end of a block.
        self._order = sorted(range(len(mixdown.parts)), key=lambda place: -len(mixdown.parts[place].track.notes))
        self._responses = Responses(space_responses(mixdown.rules, mixdown.beat_s))

    def mix(self, with_stems: bool) -> Iterator[Stretch]:
        """Sound the piece from its first sample to its end; the next block already sounds while one is taken."""
        together = Convolver(self._responses)
        alone = [Convolver(self._responses) for _ in self._strips] if with_stems else []
        shares = [send_shares(part.mix) for part in self._mixdown.parts]
        coming = self._sound(self._first)
        for start in range(self._first, self._frames, BLOCK):
            placed = self._place(coming, start)
            coming = self._sound(start + BLOCK)
            dry = [part.result() for part in placed]
            mono = [to_send(sound, share) for sound, share in zip(dry, shares, strict=True)]
            stems = self._executor.map(add_space, alone, dry, mono, shares)
            mix = sum_up(dry) + together.add(sum_sends(mono, shares))
            yield Stretch(start=start, mix=mix, stems=tuple(stems), done=self._done(start + BLOCK))

    def _done(self, end: int) -> float:
        return min(1.0, (end - self._first) / (self._frames - self._first))

    def _sound(self, start: int) -> list[list[Future[Samples]]]:
        """Let all sources sound their next block, which begins at a sample; there is none after the piece's end."""
        if start >= self._frames:
            return []
        begun = {
            place: [self._executor.submit(source.next_block) for source in self._strips[place].sources]
            for place in self._order
        }
        return [begun[place] for place in range(len(self._strips))]

    def _place(self, sounding: list[list[Future[Samples]]], start: int) -> list[Future[Samples]]:
        """Mix each part from what its sources have sounded from a sample on."""
        motion = motion_of(self._mixdown, start)
        placed: dict[int, Future[Samples]] = {}
        for place in self._order if sounding else ():
            sounds = [source.result() for source in sounding[place]]
            placed[place] = self._executor.submit(self._strips[place].mix, sounds, motion)
        return [placed[place] for place in range(len(placed))]


def space_responses(rules: MixRules, beat_s: float) -> list[Samples]:
    """Return the answers of room, hall and echoes."""
    return [
        impulse_response(room(rules.room_s)),
        impulse_response(hall(rules.hall_s)),
        echo_response(rules.delay_beats * beat_s, rules.delay_feedback),
    ]


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
    return dry + (convolver.add_shares(mono, shares) if mono is not None else convolver.add([None] * len(shares)))


def sum_up(sounds: Sequence[Samples]) -> Samples:
    """Add blocks up in their order; silence where there are none."""
    total = np.zeros((2, BLOCK), np.float32)
    for sound in sounds:
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
            given = mono * np.float32(share)
            total = given if total is None else np.add(total, given, out=total)
    return total
