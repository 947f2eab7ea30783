"""Where a motif fits best: a search over the steps it can start on."""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.melody.motif import Motif
from musicapp.engines.composer.melody.placed import STRONG, BarPlace, Material, Placed, chord_at
from musicapp.engines.composer.seeds import bell
from musicapp.engines.composer.theory.meters import metric_weight

LEAP = 3
"""Steps from which on a move is a leap: a fourth."""
UNTURNED_LEAP_COST = 0.9
REPEATED_COST = 0.5
BENT_COST = 0.5
"""For each note that had to leave the motif's contour, in the units of misfit."""
JITTER = 0.35
"""How far chance may prefer a placement, in the units of misfit."""
APPOGGIATURA_SHARE = 0.2


def place_motif(
    before: list[Placed], motif: Motif, place: BarPlace, material: Material, rng: np.random.Generator
) -> list[Placed]:
    """Put a motif on the step where it fits chords, arch and the notes before it best."""
    keeps = rng.random() < APPOGGIATURA_SHARE
    laid = [lay(motif, anchor, place) for anchor in range(material.lowest, material.highest + 1)]
    settled = [settle(notes, material, keeps_appoggiatura=keeps) for notes in laid]
    steps_before = [note.step for note in before[-2:]]
    costs = [
        misfit([n.step for n in placed], steps_before, place.target, material)
        + BENT_COST * sum(a.step != b.step for a, b in zip(plain, placed, strict=True))
        + JITTER * bell(rng)
        for plain, placed in zip(laid, settled, strict=True)
    ]
    return [*before, *settled[costs.index(min(costs))]]


def lay(motif: Motif, anchor: int, place: BarPlace) -> list[Placed]:
    """Place a motif's notes in a bar with its first note on a step."""
    bar = place.bar
    return [
        Placed(
            start=bar.start + note.start,
            length=note.length,
            step=anchor + note.step,
            weight=metric_weight(bar.meter.beats, note.start),
            chord=chord_at(place.spans, bar.start + note.start),
        )
        for note in motif
    ]


def misfit(steps: list[int], before: list[int], target: float, material: Material) -> float:
    """Return how badly a placement fits: distance from the arch, leaps, range."""
    cost = 0.45 * abs(sum(steps) / len(steps) - target)
    if before:
        leap = abs(steps[0] - before[-1])
        cost += 0.8 if leap == 0 else 0.35 * max(0, leap - 1) ** 1.4
    cost += REPEATED_COST * sum(a == b for a, b in pairwise(steps))
    cost += UNTURNED_LEAP_COST * unturned_leaps([*before, *steps])
    return cost + 2.0 * max(0, max(steps) - material.highest) + 2.0 * max(0, material.lowest - min(steps))


def unturned_leaps(steps: list[int]) -> int:
    """Count leaps that neither turn back nor go on by step."""
    moves = [b - a for a, b in pairwise(steps)]
    return sum(abs(a) >= LEAP and a * b >= 0 and abs(b) != 1 for a, b in pairwise(moves))


def settle(notes: list[Placed], material: Material, *, keeps_appoggiatura: bool) -> list[Placed]:
    """Make strong notes chord tones and let weak ones only pass or turn."""
    settled: list[Placed] = []
    for index, note in enumerate(notes):
        following = notes[index + 1].step if index + 1 < len(notes) else None
        leaves_by_step = following is not None and abs(following - note.step) == 1
        is_appoggiatura = keeps_appoggiatura and following == note.step - 1 and note.weight >= STRONG
        may_stay = is_appoggiatura or (leaves_by_step and note.weight < STRONG)
        if may_stay or material.gamut.has_chord_tone(note.step, note.chord):
            settled.append(note)
        else:
            settled.append(msgspec.structs.replace(note, step=material.gamut.snap(note.step, note.chord)))
    return settled
