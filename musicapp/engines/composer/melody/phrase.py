"""A phrase of melody: motifs placed bar by bar over the chords, then a cadence.

Bars are placed from left to right and look back only, so phrases that begin over the same
chords with the same motifs begin with the same notes.
"""

from __future__ import annotations

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
    last = before[-1].step if before else None
    anchors = range(material.lowest, material.highest + 1)
    placements = [lay(motif, anchor, place) for anchor in anchors]
    costs = [misfit(notes, place.target, last, material) + JITTER * bell(rng) for notes in placements]
    best = placements[costs.index(min(costs))]
    return [*before, *settle(best, material, keeps_appoggiatura=rng.random() < APPOGGIATURA_SHARE)]


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


def misfit(notes: list[Placed], target: float, last: int | None, material: Material) -> float:
    """Return how badly a placement fits: dissonant strong beats, distance, leaps, range."""
    cost = sum(2.2 * n.weight for n in notes if not material.gamut.has_chord_tone(n.step, n.chord))
    cost += 0.45 * abs(sum(n.step for n in notes) / len(notes) - target)
    if last is not None:
        leap = abs(notes[0].step - last)
        cost += 0.8 if leap == 0 else 0.3 * max(0, leap - 1) ** 1.3
    steps = [n.step for n in notes]
    return cost + 2.0 * max(0, max(steps) - material.highest) + 2.0 * max(0, material.lowest - min(steps))


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
    """Fill the bar before the last chord: chord tones by beat, down to the note beside the tonic."""
    notes = []
    beats = place.bar.meter.beats
    position = place.bar.start
    tonic = gamut.step_of_class(gamut.key.tonic_class, step)
    for index, beat in enumerate(beats):
        chord = chord_at(place.spans, position)
        goal = tonic + 1 if index == len(beats) - 1 else step + (len(beats) - index) // 2
        notes.append(Placed(start=position, length=beat, step=gamut.snap(goal, chord), weight=STRONG, chord=chord))
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
