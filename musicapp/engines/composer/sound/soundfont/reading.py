"""Reads a recording at any speed, around its loop as often as needed."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.soundfont.envelope import Points
from musicapp.engines.composer.sound.soundfont.voice import Timbre

SPAN = 1 << 16
"""Samples that are interpolated at a time, which bounds memory."""
SHORTEST_LOOP = 4


class Span(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """How much is read: size samples; how the pitch moves (cents, one each CONTROL samples); when the key is let go."""

    size: int
    cents: Points | None = None
    held: int | None = None


def read(recording: Samples, timbre: Timbre, span: Span) -> Samples:
    """Return a recording at a timbre's speed, float32 (samples,); fewer than asked for where it ends."""
    size, cents = span.size, span.cents
    steps = None if cents is None else np.cumsum(_spread64(timbre.ratio * 2 ** (cents / 1200))[:size])
    reach = timbre.ratio * size if steps is None else float(steps[-1])
    source = unrolled(recording, timbre, int(reach) + 4, _let_go(timbre, span, steps))
    if len(source) <= 3:
        return np.zeros(0, np.float32)
    parts: list[Samples] = []
    for low in range(0, size, SPAN):
        high = min(low + SPAN, size)
        at = np.arange(low, high, dtype=np.float64) * timbre.ratio if steps is None else steps[low:high] - steps[0]
        at = at[: int(np.searchsorted(at, len(source) - 3))]
        parts.append(_hermite(source, at))
        if len(at) < high - low:
            break
    return np.concatenate(parts)


def _let_go(timbre: Timbre, span: Span, steps: Points | None) -> int | None:
    """Return after how many samples of the recording its loop is left, None if never."""
    if not timbre.ends_at_release or span.held is None:
        return None
    return int(span.held * timbre.ratio if steps is None else steps[min(span.held, len(steps) - 1)])


def unrolled(recording: Samples, timbre: Timbre, size: int, let_go: int | None = None) -> Samples:
    """Return up to size + 2 samples as they are played, loop after loop, with one before the first.

    After let_go samples the loop is played to its end for the last time.
    """
    end = min(max(len(recording) + timbre.end, 0), len(recording))
    loop_start, loop_end = max(timbre.loop_start, timbre.start), min(timbre.loop_end, end)
    silence = np.zeros(2, np.float32)
    if loop_end - loop_start < SHORTEST_LOOP:
        return np.concatenate([silence[:1], recording[timbre.start : end][: size + 2], silence])
    head, loop = recording[timbre.start : loop_end], recording[loop_start:loop_end]
    turned = size + 2 if let_go is None else let_go
    turns = max(0, -(-(turned - len(head)) // len(loop)))
    rest = recording[loop_end:end] if let_go is not None else silence[:0]
    return np.concatenate([silence[:1], head, np.tile(loop, turns), rest, silence])[: size + 5]


def _hermite(source: Samples, at: Points) -> Samples:
    """Return values between samples by the cubic through four of them (Catmull-Rom); source begins one too early."""
    whole = at.astype(np.int64)
    share = (at - whole).astype(np.float32)
    before, first, second, after = (source[step:].take(whole) for step in range(4))
    half = np.float32(0.5)
    slope = (second - before) * half
    bend = before - first * np.float32(2.5) + second * np.float32(2) - after * half
    jerk = (after - before) * half + (first - second) * np.float32(1.5)
    sound: Samples = ((jerk * share + bend) * share + slope) * share + first
    return sound


def _spread64(points: Points) -> Points:
    return spread(points).astype(np.float64)
