"""Bends: the course of the pitch of a note that has an ornament."""

from __future__ import annotations

import math

from musicapp.engines.composer.performance.track import Curve
from musicapp.engines.composer.styles.ornaments import Ornament, Shake

POINTS_A_SWING = 8


def bend_of(ornament: Ornament, start_s: float, end_s: float) -> Curve:
    """Return the bend of a note in semitones; it begins and ends at rest unless the ornament says otherwise."""
    if ornament.shake is not None:
        return shaken(ornament.shake, start_s, end_s)
    points = [(start_s + at if at >= 0 else max(start_s, end_s + at), bend) for at, bend in ornament.bend]
    first, last = points[0], points[-1]
    before = [] if first[1] else [(start_s, 0.0)]
    after = [(end_s, 0.0)] if last[1] else []
    return tuple(sorted({**dict(before), **dict(points), **dict(after)}.items()))


def shaken(shake: Shake, start_s: float, end_s: float) -> Curve:
    """Return a swing that widens over its first turn and comes to rest with the note."""
    first, step = start_s + shake.from_s, 1 / (POINTS_A_SWING * shake.hz)
    count = int((end_s - first) / step)
    swings = [
        (first + step * i, shake.depth * min(1.0, i / POINTS_A_SWING) * math.sin(2 * math.pi * i / POINTS_A_SWING))
        for i in range(count)
    ]
    return ((start_s, 0.0), *swings, (max(end_s, first), 0.0)) if swings else ()
