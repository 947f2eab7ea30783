"""The highest, the mean and the blur of neighbours are SciPy's."""

from __future__ import annotations

from typing import Literal

import numpy as np
import pytest
from scipy import ndimage

from musicapp.engines.composer.master.neighbours import Ends, highest_around, mean_around, smooth

ENDS: dict[Ends, Literal["nearest", "wrap"]] = {"edge": "nearest", "wrap": "wrap"}
VALUES = np.random.default_rng(4).random(500)


@pytest.mark.parametrize("ends", ENDS)
@pytest.mark.parametrize("reach", [1, 2, 5, 120])
def test_the_highest_around(reach: int, ends: Ends) -> None:
    expected = ndimage.maximum_filter1d(VALUES, 2 * reach + 1, mode=ENDS[ends])
    assert np.array_equal(highest_around(VALUES, reach, ends), expected)


@pytest.mark.parametrize("reach", [1, 2, 120])
def test_the_mean_around(reach: int) -> None:
    expected = ndimage.uniform_filter1d(VALUES, 2 * reach + 1, mode="nearest")
    assert mean_around(VALUES, reach) == pytest.approx(expected, abs=1e-12)


@pytest.mark.parametrize("ends", ENDS)
def test_a_blur_is_a_bell(ends: Ends) -> None:
    assert smooth(VALUES, 3.0, ends) == pytest.approx(ndimage.gaussian_filter1d(VALUES, 3.0, mode=ENDS[ends]))
