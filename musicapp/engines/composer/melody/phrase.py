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
from musicapp.engines.composer.melody.cadence import write_cadence
from musicapp.engines.composer.melody.motif import Motif, augmented, clipped, fragmented, halved, inverted
from musicapp.engines.composer.melody.notes import Note
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import BarPlace, Material, Placed
from musicapp.engines.composer.melody.placement import place_motif
from musicapp.engines.composer.melody.turns import Turn, turns_of

PEAK_BAR_SHARE = 0.62
"""Where in a phrase its arch is highest."""
AUGMENTED_SECOND = 3
ARCH_STEPS = 2.5


class Lines(msgspec.Struct, frozen=True, kw_only=True):
    """What a phrase is written on: its bars, the chords of its section, a plan with one word a bar."""

    phrase: Phrase
    spans: tuple[ChordSpan, ...]
    plan: tuple[str, ...]
    lift: float
    """Steps by which the top of its arch is raised: where the section has its climax."""
    heard: frozenset[Turn] = frozenset()
    """Turns of melody that were sung before it."""


def write_phrase(lines: Lines, material: Material, rng: np.random.Generator) -> list[Placed]:
    """Write the notes of a phrase after its plan."""
    placed: list[Placed] = []
    bars = lines.phrase.bars
    words = fit_plan(list(lines.plan), len(bars))
    begun: dict[str, int] = {}
    for index, (bar, word) in enumerate(zip(bars, words, strict=True)):
        target = material.centre + arch(index / max(1, len(words) - 1), lines.lift)
        sung = [material.gamut.pitch(note.step, note.chord) for note in placed]
        heard = lines.heard | frozenset(turns_of(sung))
        leaves = begun.get(letter_of(word)) if "'" in word else None
        place = BarPlace(bar=bar, spans=lines.spans, target=target, heard=heard, leaves=leaves)
        if word.endswith("cad"):
            placed = write_cadence(placed, place, lines.phrase.cadence, material)
        elif word != "rest":
            motif = clipped(develop(word, material.motifs, bar), bar.length)
            before, placed = len(placed), place_motif(placed, motif, place, material, rng)
            begun[letter_of(word)] = placed[before].step
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
    """Read a plan's word: a motif's letter, ``-`` inverted, ``/`` fragmented, ``.`` halved, ``+`` augmented."""
    motif = motifs[letter_of(word)]
    if word.startswith("-"):
        motif = inverted(motif)
    if word.endswith("/"):
        motif = fragmented(motif, bar.meter)
    if word.endswith("."):
        motif = halved(motif, bar.meter)
    if word.endswith("+"):
        motif = augmented(motif, bar.meter)
    return motif


def letter_of(word: str) -> str:
    """Return the motif that a plan's word is about."""
    return word.strip("-'/.+")[0]


def to_notes(placed: list[Placed], gamut: Gamut) -> tuple[Note, ...]:
    """Give steps their pitches; a raised seventh degree takes the sixth before it along."""
    pitches = [gamut.pitch(note.step, note.chord) for note in placed]
    for index, (note, after) in enumerate(pairwise(placed)):
        is_raised = pitches[index + 1] > gamut.plain_pitch(after.step)
        if after.step - note.step == 1 and is_raised and pitches[index + 1] - pitches[index] == AUGMENTED_SECOND:
            pitches[index] += 1
    return tuple(
        Note(start=note.start, length=note.length, pitch=pitch) for note, pitch in zip(placed, pitches, strict=True)
    )
