"""A phrase of melody: motifs placed bar by bar over the chords, then a cadence.

Bars are placed from left to right and look back only, so phrases that begin over the same
chords with the same motifs begin with the same notes.
"""

from __future__ import annotations

from itertools import pairwise

import msgspec
import numpy as np

from musicapp.engines.composer.form.form import Phrase
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.motif import Motif, clipped, fragmented, inverted
from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.seeds import bell
from musicapp.engines.composer.theory.chords import Chord
from musicapp.engines.composer.theory.meters import metric_weight

STRONG = 0.35
LEAP = 3
"""Steps from which on a move is a leap: a fourth."""
UNTURNED_LEAP_COST = 0.9
REPEATED_COST = 0.5
BENT_COST = 0.5
"""For each note that had to leave the motif's contour, in the units of misfit."""
JITTER = 0.35
"""How far chance may prefer a placement, in the units of misfit."""
APPOGGIATURA_SHARE = 0.2
PEAK_BAR_SHARE = 0.62
"""Where in a phrase its arch is highest."""
ARCH_STEPS = 2.5


class Material(msgspec.Struct, frozen=True, kw_only=True):
    """What a phrase is made of. centre is the step its arch starts from; steps allowed."""

    gamut: Gamut
    motifs: dict[str, Motif]
    centre: int
    lowest: int
    highest: int


class Placed(msgspec.Struct, frozen=True, kw_only=True):
    """A note in scale steps, over its chord."""

    start: int
    length: int
    step: int
    weight: float
    chord: Chord


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """What a phrase is written on: its bars, the chords of its section, a plan with one word a bar."""

    phrase: Phrase
    spans: tuple[ChordSpan, ...]
    plan: tuple[str, ...]
    lift: float
    """Steps by which the top of its arch is raised: where the section has its climax."""


class BarPlace(msgspec.Struct, frozen=True, kw_only=True):
    """Where a motif goes: the bar, its chords, and the step it should lie around."""

    bar: Bar
    spans: tuple[ChordSpan, ...]
    target: float


def write_phrase(lines: Lines, material: Material, rng: np.random.Generator) -> list[Placed]:
    """Write the notes of a phrase after its plan."""
    placed: list[Placed] = []
    bars = lines.phrase.bars
    words = fit_plan(list(lines.plan), len(bars))
    for index, (bar, word) in enumerate(zip(bars, words, strict=True)):
        target = material.centre + arch(index / max(1, len(words) - 1), lines.lift)
        place = BarPlace(bar=bar, spans=lines.spans, target=target)
        if word.endswith("cad"):
            placed = write_cadence(placed, place, lines.phrase.cadence, material)
        elif word != "rest":
            motif = clipped(develop(word, material.motifs, bar), bar.length)
            placed = place_motif(placed, motif, place, material, rng)
    return resolve_leading_tones(placed, material.gamut)


def resolve_leading_tones(placed: list[Placed], gamut: Gamut) -> list[Placed]:
    """Lead the note below the tonic up to it where the chord changes to one that has it."""
    tonic = gamut.key.tonic_class
    resolved = placed[:1]
    for note in placed[1:]:
        before = resolved[-1]
        leads = gamut.pitch(before.step, before.chord) % 12 == (tonic - 1) % 12
        if leads and note.chord != before.chord and tonic in note.chord.classes and abs(note.step - before.step) > 1:
            resolved.append(msgspec.structs.replace(note, step=before.step + 1))
        else:
            resolved.append(note)
    return resolved


def fit_plan(plan: list[str], bars: int) -> list[str]:
    """Fit a plan for four bars to another number; the cadence stays last."""
    if bars <= len(plan):
        return [*plan[: bars - 1], plan[-1]]
    middle = plan[1:-1] or plan[:1]
    extra = (middle * bars)[: bars - len(plan)]
    return [*plan[:-1], *extra, plan[-1]]


def arch(share: float, lift: float) -> float:
    """Return how far a phrase has risen, in scale steps: up to its peak and down again.

    The lift raises the second half only, so that phrases still begin alike.
    """
    height = ARCH_STEPS + (lift if share >= 0.5 else 0.0)
    return height * (share / PEAK_BAR_SHARE if share <= PEAK_BAR_SHARE else (1 - share) / (1 - PEAK_BAR_SHARE))


def develop(word: str, motifs: dict[str, Motif], bar: Bar) -> Motif:
    """Read a plan's word: a motif's letter with ``-`` (inverted), ``/`` (fragmented) or ``'`` (moved)."""
    motif = motifs[word.strip("-'/")[0]]
    if word.startswith("-"):
        motif = inverted(motif)
    if word.endswith("/"):
        motif = fragmented(motif, bar.meter)
    return motif


def chord_at(spans: tuple[ChordSpan, ...], tick: int) -> Chord:
    """Return the chord that holds at a tick."""
    return next((span.chord for span in spans if span.start <= tick < span.end), spans[-1].chord)


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


def write_cadence(before: list[Placed], place: BarPlace, cadence: str, material: Material) -> list[Placed]:
    """End a phrase: a long note that is reached by step, on the tonic if the phrase closes."""
    gamut, bar = material.gamut, place.bar
    chord = chord_at(place.spans, bar.start)
    near = before[-1].step if before else material.centre
    step = gamut.step_of_class(chord.root, near) if cadence == "authentic" else gamut.snap(near, chord)
    if before:
        before = [*before[:-1], approach(before[-1], step, gamut)]
    if cadence == "open":
        return [*before, *open_bar(place, step, gamut)]
    held = bar.length - bar.meter.beats[-1] if len(bar.meter.beats) > 1 else bar.length
    return [*before, Placed(start=bar.start, length=held, step=step, weight=1.0, chord=chord)]


def approach(note: Placed, target: int, gamut: Gamut) -> Placed:
    """Move the note before a cadence next to its goal, if its chord allows."""
    if abs(note.step - target) == 1:
        return note
    for step in (target + 1, target - 1) if note.step > target else (target - 1, target + 1):
        if gamut.has_chord_tone(step, note.chord):
            return msgspec.structs.replace(note, step=step)
    return note


def open_bar(place: BarPlace, step: int, gamut: Gamut) -> list[Placed]:
    """Fill the bar before the last chord: a chord tone on each beat, down to the note beside the tonic."""
    notes: list[Placed] = []
    beats = place.bar.meter.beats
    position = place.bar.start
    goal = gamut.step_of_class(gamut.key.tonic_class, step) + 1
    top = max(step, goal + 2)
    for index, beat in enumerate(beats):
        chord = chord_at(place.spans, position)
        wished = top + (goal - top) * (index + 1) / len(beats)
        taken = notes[-1].step if notes else None
        near = [s for s in range(goal - 3, top + 4) if s != taken and gamut.has_chord_tone(s, chord)]
        chosen = min(near, key=lambda s: (abs(s - wished), s), default=goal)
        notes.append(Placed(start=position, length=beat, step=chosen, weight=STRONG, chord=chord))
        position += beat
    return notes


def to_notes(placed: list[Placed], gamut: Gamut) -> tuple[Note, ...]:
    """Give steps their pitches; a raised seventh degree takes the sixth before it along."""
    pitches = [gamut.pitch(note.step, note.chord) for note in placed]
    for index in range(len(pitches) - 1):
        if placed[index + 1].step - placed[index].step == 1 and pitches[index + 1] - pitches[index] == 3:
            pitches[index] += 1
    return tuple(
        Note(start=note.start, length=note.length, pitch=pitch) for note, pitch in zip(placed, pitches, strict=True)
    )
