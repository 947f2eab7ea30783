"""Glue: a 2:1 compressor over the whole piece at once, whose gain looks ahead as far as it looks back.

It works on the weighted energy of each 10 ms, so the bass does not make it pump, and its gain is
smoothed without delay (zero phase), over about 60 ms.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.master.loudness import HOP
from musicapp.engines.composer.master.neighbours import Ends, highest_around, smooth

Powers = npt.NDArray[np.float64]
Gains = npt.NDArray[np.float64]
"""A gain for each HOP."""
RATIO = 2.0
KNEE_DB = 6.0
HELD_HOPS = 2
"""A stroke is held back for 20 ms around it, else smoothing would leave most of it."""
SMOOTHING_HOPS = 3.0
"""Standard deviation of the smoothing."""


def glue_gains(powers: Powers, amount: float, is_loop: bool) -> Gains:
    """Return the gain of each hop: what is louder than the piece as a whole is held back by an amount (0-1).

    powers are the hops' weighted powers, where 1 is that of the piece's loudness.
    """
    level_db = 10 * np.log10(np.maximum(powers, 1e-12))
    over_db = np.where(level_db > KNEE_DB / 2, level_db, np.clip(level_db + KNEE_DB / 2, 0, None) ** 2 / (2 * KNEE_DB))
    ends: Ends = "wrap" if is_loop else "edge"
    held_db = highest_around(over_db, HELD_HOPS, ends)
    gain_db = -amount * (1 - 1 / RATIO) * held_db
    return np.asarray(10 ** (smooth(gain_db, SMOOTHING_HOPS, ends) / 20))


def gain_at(gains: Gains, places: npt.NDArray[np.int64], period: int | None) -> Samples:
    """Return the gain at samples of a piece, float32 (samples,), in lines from the middle of each hop to the next.

    A loop, whose period is given in samples, has no ends; else the first and the last gain are held.
    """
    middles = (np.arange(len(gains)) + 0.5) * HOP
    return np.interp(places, middles, gains, period=period).astype(np.float32)
