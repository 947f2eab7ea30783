"""Chooses the tempo of a loop so that it is whole bars long, where the sentence leaves it open."""

from __future__ import annotations

import msgspec

from musicapp.brief.choices import Choice

MOST_CHANGES = {4: 0.06, 2: 0.06, 1: 0.12}
"""By how much of itself the tempo may change for a multiple of so many bars, the best first."""


def fit_tempo(tempo: Choice[float], seconds: float, bar_seconds: float) -> Choice[float]:
    """Return the nearest tempo at which a length is whole bars, if it is near enough.

    Args:
        bar_seconds: what a bar lasts at the tempo as it is.
    """
    bars = seconds / bar_seconds
    counts = ((max(step, round(bars / step) * step), most) for step, most in MOST_CHANGES.items())
    fitting = next((count for count, most in counts if abs(count / bars - 1) <= most), bars)
    value = round(tempo.value * fitting / bars, 2)
    said = tuple(msgspec.structs.replace(said, value=value) for said in tempo.said)
    return msgspec.structs.replace(tempo, value=value, said=said)
