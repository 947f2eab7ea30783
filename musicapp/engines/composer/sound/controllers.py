"""What MIDI's controllers do to a sound, after SoundFont 2.04 (section 8.4.2 and following)."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.instrument import CONTROL

Values = npt.NDArray[np.float64]


def expression_gains(values: Values) -> Values:
    """Return the gains of controller 11, 0 to 127: 40 log10 of its share."""
    return np.asarray((np.clip(values, 0.0, 127.0) / 127.0) ** 2)


def volume_gain(value: float) -> float:
    """Return the gain of controller 7, 0 to 127, which follows the same law as expression."""
    return (min(max(value, 0.0), 127.0) / 127.0) ** 2


def pan_gains(value: float) -> tuple[float, float]:
    """Return the gains of left and right for controller 10, 0 to 127: equal power, 1 at 64."""
    share = (min(max(value, 1.0), 127.0) - 1.0) / 126.0
    return math.sqrt(2) * math.cos(share * math.pi / 2), math.sqrt(2) * math.sin(share * math.pi / 2)


def spread(points: Values) -> Samples:
    """Return straight lines between points of the grid, float32 (CONTROL x (points - 1),)."""
    share = np.arange(CONTROL, dtype=np.float32) / np.float32(CONTROL)
    short = points.astype(np.float32)
    lines: Samples = short[:-1, None] + np.diff(short)[:, None] * share
    return lines.reshape(-1)
