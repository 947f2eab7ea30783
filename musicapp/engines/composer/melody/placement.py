"""Where a motif fits best: a search over the steps it can start on."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.melody.motif import Motif
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import STRONG, BarPlace, Material, Placed, chord_at
from musicapp.engines.composer.melody.turns import TURN_NOTES, turns_of
from musicapp.engines.composer.seeds import bell
from musicapp.engines.composer.theory.chords import Chord
from musicapp.engines.composer.theory.meters import metric_weight

LEAP = 3
"""Steps from which on a move is a leap: a fourth."""
UNTURNED_LEAP_COST = 0.9
REPEATED_COST = 0.5
BENT_COST = 2.0
"""For each note that had to leave the motif's contour, in the units of misfit."""
FRESH_COST = 1.0
"""For each turn that nobody has heard yet: what returns, returns note for note where it can."""
UNMOVED_COST = 3.0
"""For a sequence that stays where it was, or goes so far that it is none."""
SEQUENCE = (1, 2)
"""Steps from a statement to the next of a sequence."""
JITTER = 0.35
"""How far chance may prefer a placement, in the units of misfit."""
APPOGGIATURA_SHARE = 0.2
HEAVY = 0.5
"""Metric weight from which on a note is of its chord or leans on it; a lighter one may pass if it does not rub."""


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What the steps of a range are over a chord: pitches, nearest chord tones, and which rub against none."""

    pitches: dict[int, int]
    snaps: dict[int, int]
    mild: frozenset[int]


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What lies under each note of a motif in its bar: its chord, its metric weight, and what the steps are there."""

    chords: tuple[Chord, ...]
    weights: tuple[float, ...]
    readings: tuple[Reading, ...]


def place_motif(
    before: list[Placed], motif: Motif, place: BarPlace, material: Material, rng: np.random.Generator
) -> list[Placed]:
    """Put a motif on the step where it fits chords, arch, the notes before it and what was heard best."""
    keeps = rng.random() < APPOGGIATURA_SHARE
    ground = ground_of(motif, place, material)
    steps_before = [note.step for note in before[-2:]]
    sung = [material.gamut.pitch(note.step, note.chord) for note in before[1 - TURN_NOTES :]]
    fits: list[tuple[float, list[int]]] = []
    for anchor in range(material.lowest, material.highest + 1):
        plain = [anchor + note.step for note in motif]
        steps = settle(plain, ground, keeps_appoggiatura=keeps)
        bent = sum(a != b for a, b in zip(plain, steps, strict=True))
        cost = misfit(steps, steps_before, place.target, material) + BENT_COST * bent + JITTER * bell(rng)
        cost += FRESH_COST * fresh_turns(sung, steps, ground, place)
        is_unmoved = place.leaves is not None and abs(steps[0] - place.leaves) not in SEQUENCE
        fits.append((cost + UNMOVED_COST * is_unmoved, steps))
    return [*before, *lay(motif, min(fits, key=lambda fit: fit[0])[1], place, ground)]


def fresh_turns(sung: list[int], steps: list[int], ground: Ground, place: BarPlace) -> int:
    """Return how many turns a placement brings that nobody has heard."""
    pitches = [reading.pitches[step] for reading, step in zip(ground.readings, steps, strict=True)]
    return sum(turn not in place.heard for turn in turns_of([*sung, *pitches]))


def ground_of(motif: Motif, place: BarPlace, material: Material) -> Ground:
    """Look at what lies under a motif in a bar."""
    starts = [place.bar.start + note.start for note in motif]
    chords = tuple(chord_at(place.spans, start) for start in starts)
    reach = max((abs(note.step) for note in motif), default=0)
    lowest, highest = material.lowest - reach, material.highest + reach
    return Ground(
        chords=chords,
        weights=tuple(metric_weight(place.bar.meter.beats, note.start) for note in motif),
        readings=tuple(read_steps(material.gamut, chord, lowest, highest) for chord in chords),
    )


@lru_cache(maxsize=1024)
def read_steps(gamut: Gamut, chord: Chord, lowest: int, highest: int) -> Reading:
    """Read the steps of a range over a chord; what they snap to may lie beyond it."""
    snaps = {step: gamut.snap(step, chord) for step in range(lowest, highest + 1)}
    pitches = {step: gamut.pitch(step, chord) for step in {*snaps, *snaps.values()}}
    rubs = {(tone + gap) % 12 for tone in chord.classes for gap in (1, -1)}
    mild = frozenset(step for step, pitch in pitches.items() if pitch % 12 not in rubs or pitch % 12 in chord.classes)
    return Reading(pitches=pitches, snaps=snaps, mild=mild)


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
    """Make heavy notes chord tones; let light ones pass or turn, and weak ones too where they do not rub."""
    settled: list[int] = []
    before: list[int | None] = [None, *plain[:-1]]
    following: list[int | None] = [*plain[1:], None]
    for step, came, after, weight, reading in zip(
        plain, before, following, ground.weights, ground.readings, strict=True
    ):
        leaves_by_step = after is not None and abs(after - step) == 1
        comes_by_step = came is not None and abs(came - step) == 1
        is_appoggiatura = keeps_appoggiatura and after == step - 1 and weight >= STRONG
        passes = leaves_by_step and (weight < STRONG or (weight < HEAVY and step in reading.mild))
        touches = comes_by_step and weight < STRONG and step in reading.mild
        settled.append(step if is_appoggiatura or passes or touches else reading.snaps[step])
    return settled
