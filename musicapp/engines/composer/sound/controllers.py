"""What MIDI's controllers do to a sound, after SoundFont 2.04 (section 8.4.2 and following)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.instrument import CONTROL

Values = npt.NDArray[np.float64]


def expression_gains(values: Values) -> Values:
    """Return the gains of controller 11 (or 7, which follows the same law), 0 to 127: 40 log10 of its share."""
    return np.asarray((np.clip(values, 0.0, 127.0) / 127.0) ** 2)


SHARE = np.arange(CONTROL, dtype=np.float32) / np.float32(CONTROL)
LINES = np.stack([1 - SHARE, SHARE])
"""The shares of the point before and of the one after in each sample between them, float32 (2, CONTROL)."""


def spread(points: Values) -> Samples:
    """Return straight lines between points of the grid, float32 (CONTROL x (points - 1),)."""
    short = points.astype(np.float32)
    lines: Samples = np.stack([short[:-1], short[1:]], axis=1) @ LINES
    return lines.reshape(-1)
