"""Where a motif fits best: a search over the steps it can start on."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.melody.motif import Motif
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import STRONG, BarPlace, Material, Placed, chord_at
from musicapp.engines.composer.seeds import bell
from musicapp.engines.composer.theory.chords import Chord
from musicapp.engines.composer.theory.meters import metric_weight

LEAP = 3
"""Steps from which on a move is a leap: a fourth."""
UNTURNED_LEAP_COST = 0.9
REPEATED_COST = 0.5
BENT_COST = 2.0
"""For each note that had to leave the motif's contour, in the units of misfit."""
JITTER = 0.35
"""How far chance may prefer a placement, in the units of misfit."""
APPOGGIATURA_SHARE = 0.2


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What lies under each note of a motif in its bar: its chord, its metric weight, and which steps it may be."""

    chords: tuple[Chord, ...]
    weights: tuple[float, ...]
    snaps: tuple[dict[int, int], ...]
    """For each note the nearest chord tone to a step; a chord tone is nearest to itself."""


def place_motif(
    before: list[Placed], motif: Motif, place: BarPlace, material: Material, rng: np.random.Generator
) -> list[Placed]:
    """Put a motif on the step where it fits chords, arch and the notes before it best."""
    keeps = rng.random() < APPOGGIATURA_SHARE
    ground = ground_of(motif, place, material)
    steps_before = [note.step for note in before[-2:]]
    fits: list[tuple[float, list[int]]] = []
    for anchor in range(material.lowest, material.highest + 1):
        plain = [anchor + note.step for note in motif]
        steps = settle(plain, ground, keeps_appoggiatura=keeps)
        bent = sum(a != b for a, b in zip(plain, steps, strict=True))
        cost = misfit(steps, steps_before, place.target, material) + BENT_COST * bent + JITTER * bell(rng)
        fits.append((cost, steps))
    return [*before, *lay(motif, min(fits, key=lambda fit: fit[0])[1], place, ground)]


def ground_of(motif: Motif, place: BarPlace, material: Material) -> Ground:
    """Look at what lies under a motif in a bar."""
    starts = [place.bar.start + note.start for note in motif]
    chords = tuple(chord_at(place.spans, start) for start in starts)
    reach = max((abs(note.step) for note in motif), default=0)
    lowest, highest = material.lowest - reach, material.highest + reach
    return Ground(
        chords=chords,
        weights=tuple(metric_weight(place.bar.meter.beats, note.start) for note in motif),
        snaps=tuple(snaps_of(material.gamut, chord, lowest, highest) for chord in chords),
    )


@lru_cache(maxsize=1024)
def snaps_of(gamut: Gamut, chord: Chord, lowest: int, highest: int) -> dict[int, int]:
    """Return the nearest chord tone to each step of a range."""
    return {step: gamut.snap(step, chord) for step in range(lowest, highest + 1)}


def lay(motif: Motif, steps: list[int], place: BarPlace, ground: Ground) -> list[Placed]:
    """Write a motif's notes into a bar on some steps."""
    return [
        Placed(start=place.bar.start + note.start, length=note.length, step=step, weight=weight, chord=chord)
        for note, step, weight, chord in zip(motif, steps, ground.weights, ground.chords, strict=True)
    ]


def misfit(steps: list[int], before: list[int], target: float, material: Material) -> float:
    """Return how badly a placement fits: distance from the arch, leaps, range."""
    cost = 0.45 * abs(sum(steps) / len(steps) - target)
    if before:
        leap = abs(steps[0] - before[-1])
        cost += 0.8 if leap == 0 else 0.35 * max(0, leap - 1) ** 1.4
    moves = [b - a for a, b in pairwise([*before, *steps])]
    cost += REPEATED_COST * moves[len(moves) - len(steps) + 1 :].count(0)
    cost += UNTURNED_LEAP_COST * unturned_leaps(moves)
    return cost + 2.0 * max(0, max(steps) - material.highest) + 2.0 * max(0, material.lowest - min(steps))


def unturned_leaps(moves: list[int]) -> int:
    """Count leaps that neither turn back nor go on by step."""
    return len([a for a, b in pairwise(moves) if (a >= LEAP or a <= -LEAP) and a * b >= 0 and b not in (-1, 1)])


def settle(plain: list[int], ground: Ground, *, keeps_appoggiatura: bool) -> list[int]:
    """Make strong notes chord tones and let weak ones only pass or turn."""
    settled: list[int] = []
    following: list[int | None] = [*plain[1:], None]
    for step, after, weight, snaps in zip(plain, following, ground.weights, ground.snaps, strict=True):
        leaves_by_step = after is not None and abs(after - step) == 1
        is_appoggiatura = keeps_appoggiatura and after == step - 1 and weight >= STRONG
        may_stay = is_appoggiatura or (leaves_by_step and weight < STRONG)
        settled.append(step if may_stay else snaps[step])
    return settled
