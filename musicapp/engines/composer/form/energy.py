"""Energy over time, 0-1: the shape that the brief asks for, and what moods add to it."""

from __future__ import annotations

from itertools import pairwise

from musicapp.engines.composer.form.kinds import KINDS

SHAPES: dict[str, tuple[tuple[float, float], ...]] = {
    "rising": ((0.0, 0.2), (0.6, 0.6), (0.9, 0.95), (1.0, 0.9)),
    "falling": ((0.0, 0.9), (0.4, 0.6), (1.0, 0.15)),
    "arch": ((0.0, 0.25), (0.35, 0.5), (0.65, 0.9), (0.85, 0.5), (1.0, 0.25)),
    "flat": ((0.0, 0.45), (0.5, 0.55), (1.0, 0.45)),
    "drop": ((0.0, 0.3), (0.45, 0.6), (0.5, 0.2), (0.55, 1.0), (0.85, 0.9), (1.0, 0.5)),
}
"""Points (share of the length, energy) with straight lines between them."""


ARCH_TOP = 0.65
"""Where an arch is highest, unless a style has its top elsewhere."""


def moved_top(share: float, top: float) -> float:
    """Return the place in an arch that lies where another place does in an arch whose top is moved."""
    return share * ARCH_TOP / top if share <= top else 1 - (1 - share) * (1 - ARCH_TOP) / (1 - top)


def energy_at(shape: str, share: float) -> float:
    """Read a shape at a share of the length."""
    points = SHAPES[shape]
    for (left, low), (right, high) in pairwise(points):
        if share <= right:
            return low + (high - low) * (share - left) / (right - left)
    return points[-1][1]


def clamp(value: float) -> float:
    """Keep an energy between 0 and 1."""
    return min(1.0, max(0.0, value))


def section_energy(shape: str, middle: float, kind: str, lift: float) -> float:
    """Return a section's energy from its middle (share of the length), kind and the moods' lift."""
    return round(clamp(energy_at(shape, middle) + KINDS[kind].lift + lift), 4)
