"""Where a part stands between left and right, and how wide it is."""

from __future__ import annotations

import math

import numpy as np

from musicapp.engines.composer.audio import Samples


def pan_matrix(pan: float, width: float) -> Samples:
    """Return the float32 (2, 2) that makes left and right from left and right.

    The middle goes to both sides with equal power (gain 1 each at the centre); the difference of
    the sides shrinks as a part moves out, so that nothing of a wide instrument is lost at the edge.
    """
    angle = (pan + 1) * math.pi / 4
    left, right = math.sqrt(2) * math.cos(angle), math.sqrt(2) * math.sin(angle)
    side = width * (1 - abs(pan))
    rows = [[left + side, left - side], [right - side, right + side]]
    return np.array(rows, np.float32) * np.float32(0.5)


def place(sound: Samples, matrix: Samples) -> Samples:
    """Return float32 (channels, samples) panned, on two sides; the very same where it stays as it is."""
    if len(sound) == 1:
        return np.stack([sound[0] * (row[0] + row[1]) for row in matrix])
    if np.array_equal(matrix, np.eye(2, dtype=np.float32)):
        return sound
    return np.stack([sound[0] * row[0] + sound[1] * row[1] for row in matrix])
