"""Timing: how far from the grid each note comes."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.performance.groove import Straying, groove_offset_s, lean_s, stray
from musicapp.engines.composer.performance.idioms import Idiom
from musicapp.engines.composer.performance.placing import Place, Places
from musicapp.engines.composer.performance.stand import Stand
from musicapp.engines.composer.performance.track import PlayedNote
from musicapp.engines.composer.scene import Scene

BEHIND_MELODY_S = 0.010
"""Those who accompany play a little after the soloist (Palmer 1996, melody lead)."""
PHRASE_END_DELAY_S = 0.045
LONGEST_DELAY_SHARE = 0.12
"""Share of a beat that a note may be late at the end of a phrase."""
CHORD_S = 0.012
"""Notes that start within this time are one chord."""


def offsets_s(
    written: tuple[PartNote, ...], section: SectionForm, stand: Stand, rng: np.random.Generator
) -> list[float]:
    """Return how much later than the grid each note of a section comes, in s; nobody is early on the first beat."""
    scene, part = stand.scene, stand.player.part
    grid, groove = scene.form.grid, scene.style.groove
    loose = Straying(deviation=part.looseness_ms / 1000 * groove.humanise, beat=grid.meter.counted_beat)
    strays = stray([note.start for note in written], loose, rng)
    places = Places(section)
    late = [
        part.lag_ms / 1000
        + float(strayed)
        + groove_offset_s(note.start, places.at(note.start).bar, groove, grid.clock)
        + habit_s(note, places.at(note.start), scene)
        for note, strayed in zip(written, strays, strict=True)
    ]
    return [
        max(0.0, offset) if note.start == places.at(note.start).bar.start else offset
        for note, offset in zip(written, late, strict=True)
    ]


def habit_s(note: PartNote, place: Place, scene: Scene) -> float:
    """Return what a musician always does: a drum's lean; without drums time at phrase ends, the melody first."""
    if note.voice == "drum":
        return lean_s(note.pitch, scene.style.groove)
    if scene.keeps_beat:
        return 0.0
    return phrase_delay(note.start, place, scene) + (0.0 if note.voice == "melody" else BEHIND_MELODY_S)


def phrase_delay(tick: int, place: Place, scene: Scene) -> float:
    """Return how late a note comes at the end of a phrase, in s; twice that before the last chord."""
    last = place.phrase.bars[-1]
    share = max(0.0, (tick - last.start) / last.length)
    beat_s = scene.form.grid.clock.seconds(scene.form.grid.meter.counted_beat)
    longest = PHRASE_END_DELAY_S * (2 if place.phrase.cadence == "open" else 1)
    return min(longest, LONGEST_DELAY_SHARE * beat_s) * share


def spread_chords(notes: list[PlayedNote], idiom: Idiom) -> list[PlayedNote]:
    """Let the notes of a chord follow one another as fingers or a plectrum strike them, from below."""
    if not idiom.spread_s:
        return notes
    spread: list[PlayedNote] = []
    order, chord_start = 0, -1.0
    for note in sorted(notes, key=lambda n: (n.start_s, n.pitch)):
        order = order + 1 if note.start_s - chord_start < CHORD_S else 0
        chord_start = note.start_s if order == 0 else chord_start
        spread.append(msgspec.structs.replace(note, start_s=note.start_s + order * idiom.spread_s))
    return spread
