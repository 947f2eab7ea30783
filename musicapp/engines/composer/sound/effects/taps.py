"""A line of past sound that can be read between its samples, at places that move."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples

Places = npt.NDArray[np.float64]
AHEAD = 2
"""A four-point interpolator needs two later samples: no delay below 2 samples."""


class DelayLine:
    """Remembers the last samples of a stem, float32 (2, samples)."""

    def __init__(self, longest: int) -> None:
        self._past = np.zeros((2, longest + 4), dtype=np.float32)

    def read(self, block: Samples, delays: Places) -> Samples:
        """Take a block and return it late by delays in samples (samples,) or (2, samples), between 2 and longest.

        Between samples it draws a curve through four (Hermite).
        """
        kept = self._past.shape[1]
        line = np.concatenate((self._past, block), axis=1)
        places = np.broadcast_to(kept + np.arange(block.shape[1]) - delays, block.shape)
        self._past = line[:, -kept:]
        return np.stack([_between(side, place) for side, place in zip(line, places, strict=True)])


def _between(line: Samples, places: Places) -> Samples:
    """Read a line at places between its samples, float32 (samples,)."""
    index = places.astype(np.int64)
    part = (places - index).astype(np.float32)
    before, here, after, later = (line[index + shift] for shift in (-1, 0, 1, 2))
    slope = 0.5 * (after - before)
    bend = before - 2.5 * here + 2 * after - 0.5 * later
    curve = 0.5 * (later - before) + 1.5 * (here - after)
    return np.asarray(here + part * (slope + part * (bend + part * curve)), dtype=np.float32)
