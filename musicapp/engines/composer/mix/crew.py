"""Who does the work at the desk: one after another, or side by side, with the same bytes.

Threads would wait for each other: a note is many small steps, and only one thread at a time may take one in Python.
So where the system can split a process in two (Linux), each core has a process with its own instruments and caches,
and blocks are handed over in memory that all share. Elsewhere threads do it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager

from musicapp.engines.composer.audio import BLOCK
from musicapp.engines.composer.mix.channel import Given, Work
from musicapp.engines.composer.mix.helper import Helper
from musicapp.engines.composer.mix.mixdown import MixPart
from musicapp.engines.composer.sound.instrument import timbre_velocity
from musicapp.engines.composer.sound.tones import pedalled

Blocks = Callable[[int], list[Given]]
"""Returns what each piece of work gives for the block that begins at a sample; valid until it is called again."""
RINGS_ON_S, LONGEST_RING_S = 0.5, 10.0
"""How long a note is heard after it was let go, and at most."""
ANY = 20.0
"""What a part costs besides its notes, as seconds of notes."""
SPLITS = sys.platform == "linux"


@contextmanager
def crew(work: Sequence[Work], starts: range, weights: Sequence[float]) -> Iterator[Blocks]:
    """Have work done for blocks that begin at starts; weights say how much each piece of it is."""
    hands = min(usable_cores(), len(work))
    if hands <= 1:
        yield lambda start: [one.next(start) for one in work]
    elif SPLITS:
        with ExitStack() as stack:
            yield side_by_side(work, starts, shared_out(weights, hands), stack)
    else:
        with ThreadPoolExecutor(hands) as executor:
            yield lambda start: list(executor.map(lambda one: one.next(start), work))


def side_by_side(work: Sequence[Work], starts: range, lots: list[list[int]], stack: ExitStack) -> Blocks:
    """Return what gathers the blocks of several processes, each with its lot."""
    helpers = [stack.enter_context(Helper([work[index] for index in lot], starts)) for lot in lots]

    def gather(_start: int) -> list[Given]:
        given: dict[int, Given] = {}
        for helper, lot in zip(helpers, lots, strict=True):
            given.update(zip(lot, helper.next_block(), strict=True))
        return [given[index] for index in range(len(work))]

    return gather


def shared_out(weights: Sequence[float], hands: int) -> list[list[int]]:
    """Return who does what: the heaviest piece goes to whoever has least, and so on."""
    lots: list[list[int]] = [[] for _ in range(hands)]
    loads = [0.0] * hands
    for index in sorted(range(len(weights)), key=lambda index: -weights[index]):
        least = loads.index(min(loads))
        lots[least].append(index)
        loads[least] += weights[index]
    return [sorted(lot) for lot in lots]


def weight_of(part: MixPart) -> float:
    """Return about how much work a part is: each note that is new is made, for as long as any like it rings."""
    track, longest = part.track, dict[tuple[int, int], float]()
    for note, end in zip(track.notes, pedalled(list(track.notes), track.pedal), strict=True):
        like = note.pitch, timbre_velocity(note.velocity)
        longest[like] = max(longest.get(like, 0.0), min(end - note.start_s, LONGEST_RING_S) + RINGS_ON_S)
    return sum(longest.values()) + ANY


def usable_cores() -> int:
    """Return how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def block_starts(first: int, frames: int) -> range:
    """Return where the blocks of a piece begin."""
    return range(first, frames, BLOCK)
