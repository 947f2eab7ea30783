"""Small changes that keep a pattern alive: a ghost note more or less, another accent."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.drum_steps import Beat, Hit
from musicapp.engines.composer.seeds import pick
from musicapp.engines.composer.theory.meters import EIGHTH

GROUP = 4
"""Bars that are heard as one."""
CHANGING = 1, 3, 2, 0
"""Which bars of a group change, in order of preference. The first one with hits and without a fill always does."""
SOFT = 3
"""The hardest digit that may be left out."""
FEWEST = 4
"""Hits that a bar has at least if one is left out."""
SIXTEENTH = EIGHTH // 2
GHOST, ACCENT = 1, 2
"""The level of an added ghost note, and how much harder a hit becomes where there is none to add."""

Change = tuple[str, str, int]
"""What is done, to which drum, and where in a bar."""
AS_WRITTEN: Change = ("nothing", "", 0)


class LaidBar(msgspec.Struct, frozen=True, kw_only=True):
    """A bar of a pattern: its beats and hits, the drums that may add ghost notes, and whether it has a fill.

    swell is by how many full accents the whole bar is harder.
    """

    beats: tuple[Beat, ...]
    hits: tuple[Hit, ...]
    ghosts: tuple[str, ...]
    swell: float
    is_filled: bool


def enliven(bars: list[LaidBar], share: float, rng: np.random.Generator) -> list[LaidBar]:
    """Change one bar of every four, and every other second bar with a probability; never twice in the same way."""
    before: dict[int, Change] = {}
    lively = list(bars)
    for first in range(0, len(bars), GROUP):
        for place in changed_places(bars[first : first + GROUP], share, rng):
            variants = {AS_WRITTEN: bars[first + place].hits} | variants_of(bars[first + place])
            names = [name for name in variants if name not in (AS_WRITTEN, before.get(place))]
            before[place] = pick(rng, names or [AS_WRITTEN])
            lively[first + place] = msgspec.structs.replace(bars[first + place], hits=variants[before[place]])
    return lively


def changed_places(group: list[LaidBar], share: float, rng: np.random.Generator) -> list[int]:
    """Return which bars of a group change: none where nothing may, as in a machine's beat."""
    if not share:
        return []
    free = [place for place in CHANGING if place < len(group) and group[place].hits and not group[place].is_filled]
    chances = [rng.random() for _ in CHANGING]
    return free[:1] + [place for place in free[1:] if place % 2 and chances[place] < share]


def variants_of(bar: LaidBar) -> dict[Change, tuple[Hit, ...]]:
    """Return all small changes of a bar; accents only where there is nothing to add or leave out."""
    variants = dict(left_out(bar)) | dict(added(bar))
    return variants or dict(accented(bar))


def left_out(bar: LaidBar) -> Iterator[tuple[Change, tuple[Hit, ...]]]:
    """Leave out a soft hit, but not the first beat's."""
    start = bar.beats[0].start
    for hit in bar.hits:
        if hit.level <= SOFT and hit.start > start and len(bar.hits) >= FEWEST:
            yield ("without", hit.drum, hit.start - start), tuple(other for other in bar.hits if other is not hit)


def added(bar: LaidBar) -> Iterator[tuple[Change, tuple[Hit, ...]]]:
    """Add a ghost note between beats where its drum is silent."""
    taken = {(hit.drum, hit.start) for hit in bar.hits}
    for drum in bar.ghosts:
        for beat in bar.beats:
            for start, length in places_between(beat):
                if (drum, start) not in taken:
                    ghost = Hit(drum=drum, start=start, length=length, level=GHOST)
                    yield ("with", drum, start - bar.beats[0].start), (*bar.hits, ghost)


def places_between(beat: Beat) -> list[tuple[int, int]]:
    """Return the weak places of a beat and their length: every other sixteenth, or its last third."""
    if beat.is_ternary:
        return [(beat.start + 2 * EIGHTH, EIGHTH)]
    return [(start, SIXTEENTH) for start in range(beat.start + SIXTEENTH, beat.end, EIGHTH)]


def accented(bar: LaidBar) -> Iterator[tuple[Change, tuple[Hit, ...]]]:
    """Play one hit harder."""
    for index, hit in enumerate(bar.hits):
        louder = msgspec.structs.replace(hit, level=hit.level + ACCENT)
        yield (
            ("harder", hit.drum, hit.start - bar.beats[0].start),
            (*bar.hits[:index], louder, *bar.hits[index + 1 :]),
        )
