"""The bars of a piece: as many as length and tempo leave room for. Positions in ticks."""

from __future__ import annotations

import math
from typing import Literal

import msgspec

from musicapp.engines.composer.theory.meters import Clock, Meter, clock_of, shortened

Ending = Literal["fade", "cadence", "hit"]
HOLD_SHARE = {"cadence": (0.08, 1.5, 3.6), "hit": (0.03, 0.9, 1.2), "fade": (0.06, 1.5, 3.0)}
"""How long the last chord may sound at least: share of the length, from, to (s)."""
LARGEST_HOLD_SHARE = 0.55


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A bar: where it starts and its own meter."""

    start: int
    meter: Meter

    @property
    def length(self) -> int:
        """Length in ticks."""
        return self.meter.bar

    @property
    def end(self) -> int:
        """Where the next bar starts."""
        return self.start + self.meter.bar


class Grid(msgspec.Struct, frozen=True, kw_only=True):
    """All bars, the last chord's place (None in a loop), and the length of the whole in ticks."""

    clock: Clock
    meter: Meter
    bars: tuple[Bar, ...]
    last_chord: int | None
    total: float

    @property
    def end(self) -> int:
        """Where the bars end and the last chord, if there is one, starts."""
        return self.bars[-1].end if self.bars else 0


class Extent(msgspec.Struct, frozen=True, kw_only=True):
    """What decides the grid. seconds is the length of the file, tempo counted beats a minute."""

    seconds: float
    tempo: float
    meter: Meter
    ending: Ending
    loop: bool


def fit_grid(extent: Extent) -> Grid:
    """Fill a length with bars at an exact tempo.

    A loop is the nearest whole number of beats. Otherwise the last chord starts on the last
    beat that leaves it time to sound; the beats that make no whole bar become a shorter one.
    """
    clock = clock_of(extent.tempo, extent.meter)
    total = extent.seconds / clock.seconds_per_tick
    unit = extent.meter.unit
    if extent.loop:
        units = max(1, round(total / unit))
        return Grid(
            clock=clock, meter=extent.meter, bars=lay_bars(units, extent.meter), last_chord=None, total=units * unit
        )
    hold = hold_seconds(extent.seconds, extent.ending) / clock.seconds_per_tick
    units = max(0, math.floor((total - hold) / unit + 1e-6))
    return Grid(
        clock=clock, meter=extent.meter, bars=lay_bars(units, extent.meter), last_chord=units * unit, total=total
    )


def hold_seconds(seconds: float, ending: Ending) -> float:
    """Return how long the last chord sounds at least."""
    share, shortest, longest = HOLD_SHARE[ending]
    return min(max(share * seconds, shortest), longest, LARGEST_HOLD_SHARE * seconds)


def lay_bars(units: int, meter: Meter) -> tuple[Bar, ...]:
    """Lay whole bars one after another, and a shorter last one for the rest."""
    whole, rest = divmod(units * meter.unit, meter.bar)
    bars = [Bar(start=i * meter.bar, meter=meter) for i in range(whole)]
    if rest:
        bars.append(Bar(start=whole * meter.bar, meter=shortened(meter, rest)))
    return tuple(bars)
