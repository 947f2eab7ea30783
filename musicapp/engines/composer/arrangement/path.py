"""The cheapest way through a row of choices: dynamic programming for whoever leads a voice."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Costs = npt.NDArray[np.int64]


def cheapest_path(costs: Sequence[Costs], moves: Sequence[Costs]) -> list[int]:
    """Choose one option at each place so that all costs together are least; of equals the first.

    Args:
        costs: what each option of a place costs, (options,).
        moves: what going on to the next place costs, (options here, options there); one fewer than costs.
    """
    total, origins = costs[0], []
    for own, move in zip(costs[1:], moves, strict=True):
        sums = total[:, None] + move
        origins.append(sums.argmin(axis=0))
        total = sums.min(axis=0) + own
    path = [int(total.argmin())]
    for origin in reversed(origins):
        path.append(int(origin[path[-1]]))
    return path[::-1]
