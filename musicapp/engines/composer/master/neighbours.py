"""What lies around each of many values: the highest, and the mean."""

from __future__ import annotations

from typing import Literal

import numpy as np
import numpy.typing as npt

Values = npt.NDArray[np.float64]
Ends = Literal["edge", "wrap"]
"""What comes before the first and after the last: the same again, or the other end."""


def highest_around(values: Values, reach: int, ends: Ends = "edge") -> Values:
    """Return the highest of each value and its neighbours, so many on each side."""
    highest, width = np.pad(values, reach, ends), 1
    while width < 2 * reach + 1:
        step = min(width, 2 * reach + 1 - width)
        highest, width = np.maximum(highest[:-step], highest[step:]), width + step
    return highest


def mean_around(values: Values, reach: int) -> Values:
    """Return the mean of each value and its neighbours, so many on each side."""
    sums = np.cumsum(np.concatenate([[0.0], np.pad(values, reach, "edge")]))
    size = 2 * reach + 1
    return np.asarray((sums[size:] - sums[:-size]) / size)


def smooth(values: Values, deviation: float, ends: Ends = "edge") -> Values:
    """Return values blurred by a bell, whose standard deviation is given in places."""
    reach = round(4 * deviation)
    bell = np.exp(-0.5 * (np.arange(-reach, reach + 1) / deviation) ** 2)
    return np.convolve(np.pad(values, reach, ends), bell / bell.sum(), "valid")
