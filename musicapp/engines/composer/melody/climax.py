"""The climax: a section has one highest place, and it lies in its last phrase."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from musicapp.engines.composer.melody.placed import STRONG, Material, Placed

HIGHEST_RISE = 3
LARGEST_LEAP = 5
"""Steps to and from the climax: a sixth."""
NEIGHBOURS = 2
"""So far apart, in notes, the same highest note is still one climax."""


def set_climax(placed: list[Placed], start: int, material: Material) -> list[Placed]:
    """Raise a strong note of the last phrase, which begins at a tick, where the highest note comes more than once."""
    top = max((note.step for note in placed), default=0)
    places = [index for index, note in enumerate(placed) if note.step == top]
    if not places or (places[-1] - places[0] <= NEIGHBOURS and placed[places[-1]].start >= start):
        return placed
    rises = list(rises_above(placed, top, start, material))
    if not rises:
        return placed
    _, index, step = min(rises)
    return [*placed[:index], msgspec.structs.replace(placed[index], step=step), *placed[index + 1 :]]


def rises_above(placed: list[Placed], top: int, start: int, material: Material) -> Iterator[tuple[int, int, int]]:
    """Return (by how much, which note, to which step) for all strong notes that may rise above the others."""
    for index in range(1, len(placed) - 1):
        note = placed[index]
        if note.start < start or note.weight < STRONG:
            continue
        around = (placed[index - 1].step, placed[index + 1].step)
        for step in range(top + 1, min(note.step + HIGHEST_RISE, material.highest + 1) + 1):
            leaps = [abs(step - other) for other in around]
            if max(leaps) <= LARGEST_LEAP and material.gamut.has_chord_tone(step, note.chord):
                yield step - note.step + max(leaps), index, step
