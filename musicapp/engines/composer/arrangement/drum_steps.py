"""Steps of drum patterns laid on the beats of a bar, whatever its meter."""

from __future__ import annotations

from functools import lru_cache
from itertools import combinations

import msgspec

from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.theory.meters import EIGHTH, SECONDARY_ACCENT, TICKS_PER_QUARTER, Meter

TERNARY_BEAT = 3 * EIGHTH
ANSWERS = frozenset({"snare", "second_snare", "clap", "rim"})
"""Drums that answer the kick: a shortened bar keeps one of their beats."""
TURN = 2 / 3
"""Where in a beat of three parts the second half of a beat of two parts goes."""


class Beat(msgspec.Struct, frozen=True, kw_only=True):
    """A beat of a bar in ticks. is_ternary: it has three parts, and so have all of the bar."""

    start: int
    length: int
    is_ternary: bool

    @property
    def end(self) -> int:
        """Tick after the last."""
        return self.start + self.length


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A stroke on a drum: where, the length of its step, and how hard (1-9)."""

    drum: str
    start: int
    length: int
    level: float


def beats_of_bar(bar: Bar) -> tuple[Beat, ...]:
    """Return the beats that patterns are laid on: quarters, dotted quarters, or what unequal beats there are."""
    lengths = pulses(bar.meter)
    is_ternary = set(lengths) == {TERNARY_BEAT}
    starts = [bar.start + sum(lengths[:index]) for index in range(len(lengths))]
    return tuple(
        Beat(start=start, length=length, is_ternary=is_ternary) for start, length in zip(starts, lengths, strict=True)
    )


def is_in_threes(beats: tuple[Beat, ...]) -> bool:
    """Return whether every beat has three parts."""
    return all(beat.is_ternary for beat in beats)


def pulses(meter: Meter) -> tuple[int, ...]:
    """Return the lengths of a bar's beats; halves are two beats, and up to three eighths are one."""
    if meter.denominator == 2:
        return (TICKS_PER_QUARTER,) * (2 * meter.numerator)
    if meter.denominator == 8 and meter.numerator <= 3:
        return (meter.bar,)
    return meter.beats


def lay_lanes(lanes: dict[str, str], steps_a_beat: int, beats: tuple[Beat, ...]) -> list[Hit]:
    """Lay lanes, each of the same number of beats, on beats of a bar."""
    cut = {drum: beats_of_lane(lane, steps_a_beat) for drum, lane in lanes.items()}
    answered = tuple(is_answered(place, cut) for place in range(len(next(iter(cut.values())))))
    return [
        Hit(drum=drum, start=start, length=length, level=level)
        for drum, lane in cut.items()
        for beat, place in zip(beats, beats_taken(answered, len(beats)), strict=True)
        for start, length, level in lay_beat(lane[place], beat)
    ]


def beats_of_lane(lane: str, steps_a_beat: int) -> list[str]:
    """Cut a lane into beats."""
    return [lane[first : first + steps_a_beat] for first in range(0, len(lane), steps_a_beat)]


def is_answered(place: int, lanes: dict[str, list[str]]) -> bool:
    """Return whether a beat of a pattern answers the kick; ghost notes do not."""
    return any(lane[place].strip(".12") for drum, lane in lanes.items() if drum in ANSWERS)


@lru_cache(maxsize=1024)
def beats_taken(answered: tuple[bool, ...], count: int) -> tuple[int, ...]:
    """Return which beats of a pattern so many beats of a bar take.

    A shorter bar keeps the first beat and, of the others, the last ones that keep an answer; a longer one begins
    anew, at its second accent if it has one.
    """
    if count > len(answered):
        first = min(SECONDARY_ACCENT.get(count, len(answered)), len(answered))
        return beats_taken(answered, first) + beats_taken(answered, count - first)
    later = list(combinations(range(1, len(answered)), count - 1))[::-1]
    return 0, *next((beats for beats in later if any(answered[beat] for beat in beats)), later[0])


@lru_cache(maxsize=4096)
def lay_beat(steps: str, beat: Beat) -> tuple[tuple[int, int, int], ...]:
    """Lay the steps of a beat: start and length in ticks, and the digit."""
    placed = ternary_steps(steps, beat) if beat.is_ternary and len(steps) % 3 else even_steps(steps, beat)
    return tuple(placed)


def even_steps(steps: str, beat: Beat) -> list[tuple[int, int, int]]:
    """Lay steps evenly; a longer beat has the second half once more, a shorter one ends before it."""
    whole = beat.length if len(steps) % 3 == 0 and beat.length == TERNARY_BEAT else TICKS_PER_QUARTER
    edges = [round(whole * index / len(steps)) for index in range(2 * len(steps) + 1)]
    half = len(steps) // 2
    again = steps + steps[half:] + steps[half:]
    return [
        (beat.start + edge, edges[index + 1] - edge, int(again[index]))
        for index, edge in enumerate(edges[:-1])
        if edge < beat.length and again[index] != "."
    ]


def ternary_steps(steps: str, beat: Beat) -> list[tuple[int, int, int]]:
    """Lay steps of a beat of two halves on one of three parts, as a shuffle; in one place the hardest stays."""
    parts = 3 if len(steps) <= 4 else 6
    hardest: dict[int, int] = {}
    for index, digit in enumerate(steps):
        share = index / len(steps)
        warped = share * 2 * TURN if share < 0.5 else TURN + (share - 0.5) * 2 * (1 - TURN)
        place = int(warped * parts + 1e-9)
        hardest[place] = max(hardest.get(place, 0), int(digit) if digit != "." else 0)
    size = beat.length // parts
    return [(beat.start + place * size, size, level) for place, level in sorted(hardest.items()) if level]
