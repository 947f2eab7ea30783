"""Arrangement: what the left hand plays, and the chord notes below the melody."""

from __future__ import annotations

from typing import Literal

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.figures import play_steps, steps_of
from musicapp.engines.composer.arrangement.voicing import Hand, Voicing, voice_chord
from musicapp.engines.composer.form.form import Phrase, SectionForm
from musicapp.engines.composer.form.grid import Grid
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.seeds import Seeds, pick
from musicapp.engines.composer.styles.style import Figure, Role, Style

Voice = Literal["melody", "inner", "accompaniment"]
NEW_FIGURE_SHARE = 0.6
INNER_FROM_ENERGY = 0.5
OCTAVE_FROM_ENERGY = 0.78
INNER_GAP = (3, 9)


class VoicedNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note and the voice it belongs to."""

    note: Note
    voice: Voice


class Arrangement(msgspec.Struct, frozen=True, kw_only=True):
    """Notes by section name, and the last chord's, lowest first."""

    instrument: str
    sections: dict[str, tuple[VoicedNote, ...]]
    last: tuple[VoicedNote, ...]


def arrange(scene: Scene, melody: Melody, seeds: Seeds) -> Arrangement:
    """Give both hands their notes, section by section."""
    sections = {
        s.name: arrange_section(s, scene, melody.sections[s.name], seeds.of("arrangement", s.name, "piano"))
        for s in scene.form.sections
    }
    last_melody = melody.sections[scene.form.sections[-1].name] if scene.form.sections else ()
    return Arrangement(instrument=scene.role.instrument, sections=sections, last=arrange_last(scene, last_melody))


def arrange_section(
    section: SectionForm, scene: Scene, melody: tuple[Note, ...], rng: np.random.Generator
) -> tuple[VoicedNote, ...]:
    """Arrange one section."""
    figures = choose_figures(section, scene, rng)
    spans = scene.harmony.sections[section.name]
    left = [
        note
        for phrase, figure in zip(section.phrases, figures, strict=True)
        for note in accompany(phrase, spans, figure, scene.role)
    ]
    inner = inner_voices(melody, spans, section.energy, scene.role.melody[0])
    voiced = [
        *(VoicedNote(note=n, voice="accompaniment") for n in left),
        *(VoicedNote(note=n, voice="inner") for n in inner),
        *(VoicedNote(note=n, voice="melody") for n in melody),
    ]
    return tuple(sorted(voiced, key=lambda v: (v.note.start, v.note.pitch)))


def choose_figures(section: SectionForm, scene: Scene, rng: np.random.Generator) -> list[Figure]:
    """Choose a figure for each phrase: one for each period, often the same."""
    figures: list[Figure] = []
    for index in range(len(section.phrases)):
        is_new = not figures or (index % 2 == 0 and rng.random() < NEW_FIGURE_SHARE)
        figure = choose_figure(section.energy, scene.form.grid, scene.style, rng) if is_new else figures[-1]
        figures.append(figure)
    return figures


def choose_figure(energy: float, grid: Grid, style: Style, rng: np.random.Generator) -> Figure:
    """Choose a figure that suits energy, meter and tempo."""
    beats = len(grid.meter.beats)
    fitting = [
        figure
        for figure in style.figures.values()
        if figure.energy[0] <= energy <= figure.energy[1]
        and (not figure.beats or beats in figure.beats)
        and notes_per_second(figure, grid) <= figure.fastest
    ]
    return pick(rng, fitting or [next(iter(style.figures.values()))])


def notes_per_second(figure: Figure, grid: Grid) -> float:
    """Return how fast a cycle would run at the piece's tempo."""
    return figure.division / grid.clock.seconds(480) if figure.cycle else 0.0


def accompany(phrase: Phrase, section_spans: tuple[ChordSpan, ...], figure: Figure, role: Role) -> list[Note]:
    """Play a figure over a phrase's chords."""
    spans = [span for span in section_spans if phrase.start <= span.start < phrase.end]
    low, high = role.accompaniment
    hand = Hand(lowest=low, highest=high, is_open=figure.open_voicing)
    voicings: list[Voicing] = []
    for span in spans:
        voicings.append(voice_chord(span.chord, hand, voicings[-1] if voicings else None))
    starts = frozenset(span.start for span in spans)
    notes: list[Note] = []
    for bar in phrase.bars:
        steps = steps_of(figure, bar, starts)
        by_tick = {
            step.start: voicing
            for step in steps
            for span, voicing in zip(spans, voicings, strict=True)
            if span.start <= step.start < span.end
        }
        notes.extend(play_steps(steps, by_tick))
    return notes


def inner_voices(melody: tuple[Note, ...], spans: tuple[ChordSpan, ...], energy: float, lowest: int) -> list[Note]:
    """Fill in below long melody notes: a chord tone, at high energy the octave too."""
    if energy < INNER_FROM_ENERGY:
        return []
    notes: list[Note] = []
    for note in melody:
        chord = next((s.chord for s in spans if s.start == note.start), None)
        if chord is None:
            continue
        nearest, farthest = INNER_GAP
        tones = [note.pitch - gap for gap in range(nearest, farthest) if (note.pitch - gap) % 12 in chord.classes]
        if energy >= OCTAVE_FROM_ENERGY:
            tones.append(note.pitch - 12)
        notes.extend(Note(start=note.start, length=note.length, pitch=p) for p in tones if p >= lowest)
    return notes


def arrange_last(scene: Scene, melody: tuple[Note, ...]) -> tuple[VoicedNote, ...]:
    """Write the last chord: bass in octaves, the chord, the tonic on top."""
    span = scene.harmony.last
    if span is None:
        return ()
    low, high = scene.role.accompaniment
    voicing = voice_chord(span.chord, Hand(lowest=low, highest=high, is_open=True), None)
    near = melody[-1].pitch if melody else scene.role.melody[0] + 8
    floor = scene.role.melody[0]
    top = min(
        (p for p in range(floor + 3, scene.role.melody[1]) if p % 12 == span.chord.root), key=lambda p: abs(p - near)
    )
    inside = [p for p in range(top - 9, top) if p % 12 in span.chord.classes and p >= floor]
    pitches: list[tuple[int, Voice]] = [(p, "accompaniment") for p in voicing.ladder[:3]]
    pitches += [(p, "inner") for p in inside]
    length = max(1, span.end - span.start)
    made = [VoicedNote(note=Note(start=span.start, length=length, pitch=p), voice=v) for p, v in pitches]
    return (*made, VoicedNote(note=Note(start=span.start, length=length, pitch=top), voice="melody"))
