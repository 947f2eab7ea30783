"""Changes the sample rate of a sound file while it is read."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from scipy import signal

from musicapp.publish.audio import BLOCK_FRAMES, Block, blocks_of


def blocks_at(file: Any, rate_hz: int) -> Iterator[Block]:
    """Read a sound file from its start to its end at another rate.

    Each block is resampled with its neighbours' edges and cut, so that the joints cannot
    be heard: the result is that of resampling the whole at once.
    """
    if rate_hz == file.samplerate:
        yield from blocks_of(file)
        return
    common = math.gcd(rate_hz, file.samplerate)
    up, down = rate_hz // common, file.samplerate // common
    step = BLOCK_FRAMES // down * down
    for start in range(0, file.frames, step):
        before = min(start, down)
        file.seek(start - before)
        block = file.read(before + step + down, dtype="float32", always_2d=True)
        resampled = signal.resample_poly(block, up, down, axis=0)
        frames = min(step, file.frames - start)
        first = before // down * up
        yield resampled[first : first + math.ceil(frames * up / down)]
