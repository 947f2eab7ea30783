"""Meters: how a bar divides into beats, and how heavy each is. Lengths in ticks."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

TICKS_PER_QUARTER = 480
EIGHTH = TICKS_PER_QUARTER // 2
SECONDARY_ACCENT = {4: 2, 5: 3, 6: 3}
"""Beats a bar -> the beat (from 0) with the second accent."""
LARGEST_NUMERATOR = 24


class Meter(msgspec.Struct, frozen=True, kw_only=True):
    """A time signature; beats are the lengths of its beats in ticks."""

    numerator: int
    denominator: int
    beats: tuple[int, ...]

    @property
    def bar(self) -> int:
        """Length of a bar in ticks."""
        return sum(self.beats)

    @property
    def is_compound(self) -> bool:
        """True where every beat has three parts."""
        return set(self.beats) == {3 * EIGHTH}

    @property
    def counted_beat(self) -> int:
        """Ticks of the beat that tempo counts: a dotted quarter in compound meters."""
        return 3 * EIGHTH if self.is_compound else TICKS_PER_QUARTER

    @property
    def unit(self) -> int:
        """Ticks by which a bar may be shortened: a beat, an eighth where beats are unequal."""
        return self.beats[0] if len(set(self.beats)) == 1 else EIGHTH


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """The exact grid: a constant tempo."""

    seconds_per_tick: float

    def seconds(self, ticks: float) -> float:
        """Return the time of a tick in s."""
        return ticks * self.seconds_per_tick


def clock_of(tempo: float, meter: Meter) -> Clock:
    """Return the clock of a tempo in counted beats per minute."""
    return Clock(seconds_per_tick=60.0 / (tempo * meter.counted_beat))


def parse_meter(text: str) -> Meter:
    """Read a meter such as ``"6/8"``.

    Raises:
        ValueError: it is none, or one that is not supported.
    """
    match = re.fullmatch(r"(\d+)/([248])", text)
    if match is None or not 1 <= int(match[1]) <= LARGEST_NUMERATOR:
        raise ValueError(f"meter {text!r} is not known")
    numerator, denominator = int(match[1]), int(match[2])
    return Meter(numerator=numerator, denominator=denominator, beats=beats_of(numerator, denominator))


def beats_of(numerator: int, denominator: int) -> tuple[int, ...]:
    """Divide a bar into beats: threes in compound meters, twos and a last three in odd ones."""
    if denominator != 8:
        return (4 * TICKS_PER_QUARTER // denominator,) * numerator
    if numerator > 3 and numerator % 3 == 0:
        return (3 * EIGHTH,) * (numerator // 3)
    if numerator <= 3:
        return (EIGHTH,) * numerator
    twos = (numerator - 3) // 2 if numerator % 2 else numerator // 2
    return (2 * EIGHTH,) * twos + ((3 * EIGHTH,) if numerator % 2 else ())


def shortened(meter: Meter, length: int) -> Meter:
    """Return the meter of a bar of another length: as many eighths, quarters or dotted quarters."""
    eighths = length // EIGHTH
    if meter.denominator == 8 or eighths % 2:
        return Meter(numerator=eighths, denominator=8, beats=beats_of(eighths, 8))
    return Meter(numerator=eighths // 2, denominator=4, beats=(TICKS_PER_QUARTER,) * (eighths // 2))


def beat_weights(beats: tuple[int, ...]) -> tuple[float, ...]:
    """Return how heavy each beat is, 0-1: the first, the second accent, the others."""
    second = SECONDARY_ACCENT.get(len(beats), -1)
    return tuple(1.0 if i == 0 else 0.6 if i == second else 0.35 for i in range(len(beats)))


@lru_cache(maxsize=4096)
def metric_weight(beats: tuple[int, ...], position: int) -> float:
    """Return how heavy a position in a bar is: a beat's weight, less between beats."""
    start = 0
    for length, weight in zip(beats, beat_weights(beats), strict=True):
        if position == start:
            return weight
        start += length
    return 0.15 if position % EIGHTH == 0 else 0.05
