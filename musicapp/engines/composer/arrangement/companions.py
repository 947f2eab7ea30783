"""Companions of a melody: a second voice in thirds below it, or one that says its bars again after it."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.arrangement.decoration import neighbour
from musicapp.engines.composer.arrangement.leading import folded
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.melody.placed import chord_at
from musicapp.engines.composer.scene import Player, Scene
from musicapp.engines.composer.theory.chords import Chord
from musicapp.engines.composer.theory.keys import Key, transposed

BELOW = (-2, -3, -5)
"""Scale steps at which a second voice goes along: a third, a fourth where that is of the chord, a sixth."""
ANSWERS = (-3, -4, 0, -2, -5, 2, -1, 1)
"""Scale steps at which a bar may be answered, the best liked first: the fourth and the fifth below."""


def follow_in_thirds(player: Player, section: SectionForm, scene: Scene, melody: Melody) -> list[PartNote]:
    """Go along with a section's melody below it, at the nearest step that is of the chord, else a third."""
    key, spans = transposed(scene.form.key, section.lift), scene.harmony.sections[section.name]
    notes = [(note, below(note.pitch, chord_at(spans, note.start), key)) for note in melody.sections[section.name]]
    return [written(note, pitch, player) for note, pitch in notes]


def below(pitch: int, chord: Chord, key: Key) -> int:
    """Return what is sung below a note."""
    voices = [neighbour(pitch, step, key) for step in BELOW]
    return next((voice for voice in voices if voice % 12 in chord.classes), voices[0])


def imitate(player: Player, section: SectionForm, scene: Scene, melody: Melody) -> list[PartNote]:
    """Say every other bar of a melody again a bar later, moved by the steps that fit the chords there best."""
    key, spans = transposed(scene.form.key, section.lift), scene.harmony.sections[section.name]
    answers: list[PartNote] = []
    for phrase in section.phrases:
        for said, answered in zip(phrase.bars[::2], phrase.bars[1::2], strict=False):
            heard = bar_notes(melody.sections[section.name], said, answered.start - said.start)
            moved = best_answer(heard, spans, key)
            answers += [written(note, note.pitch, player) for note in moved if note.end <= answered.end]
    return answers


def bar_notes(notes: tuple[Note, ...], bar: Bar, later: int) -> list[Note]:
    """Return the notes that begin in a bar, so many ticks later."""
    return [msgspec.structs.replace(n, start=n.start + later) for n in notes if bar.start <= n.start < bar.end]


def best_answer(notes: list[Note], spans: tuple[ChordSpan, ...], key: Key) -> list[Note]:
    """Move notes by the steps at which most of their time is of the chords."""
    tried = [[msgspec.structs.replace(n, pitch=neighbour(n.pitch, step, key)) for n in notes] for step in ANSWERS]
    return max(tried, key=lambda moved: fitting_ticks(moved, spans), default=[])


def fitting_ticks(notes: list[Note], spans: tuple[ChordSpan, ...]) -> int:
    """Return for how many ticks notes are of the chord with which they begin."""
    return sum(n.length for n in notes if n.pitch % 12 in chord_at(spans, n.start).classes)


def written(note: Note, pitch: int, player: Player) -> PartNote:
    """Write a note for a player, by octaves into his range."""
    heard = folded(pitch, player.lowest, player.highest)
    return PartNote(start=note.start, length=note.length, pitch=heard, voice="inner")
