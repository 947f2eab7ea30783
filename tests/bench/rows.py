"""One measured value a row, beside what is promised of it."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

RUNS = 21


@dataclass(frozen=True)
class Row:
    """A value in its unit; limit is what it may be at most, or must be at least where is_floor."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    is_floor: bool = False
    note: str = ""

    @property
    def is_kept(self) -> bool | None:
        """True when the promise is kept, None where nothing is promised."""
        if self.limit is None:
            return None
        return self.value >= self.limit if self.is_floor else self.value <= self.limit


def table(rows: list[Row]) -> str:
    """Return the rows as a table in plain text."""
    words = {True: "yes", False: "NO", None: ""}
    lines = [("what", "median", "promised", "kept", "")]
    for row in rows:
        limit = "" if row.limit is None else f"{'>=' if row.is_floor else '<='} {row.limit:g} {row.unit}"
        lines.append((row.name, f"{row.value:.2f} {row.unit}", limit, words[row.is_kept], row.note))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def seconds_of(action: Callable[[], object]) -> float:
    """Return how long one call took in s."""
    begun = time.perf_counter()
    action()
    return time.perf_counter() - begun


def medians(*actions: Callable[[], object], runs: int = RUNS) -> list[float]:
    """Return the median of each action in s, run in turns so that a busy moment hits all alike."""
    taken: list[list[float]] = [[] for _ in actions]
    for turn in range(runs + 1):
        for action, times in zip(actions, taken, strict=True):
            seconds = seconds_of(action)
            if turn:  # the first turn warms up
                times.append(seconds)
    return [statistics.median(times) for times in taken]
