"""The melody as a player takes it: in his own octave, thickened where he has the hands for it."""

from __future__ import annotations

from collections import Counter

import msgspec

from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.scene import Player, Scene, suits

MIDDLE_ABOVE_LOWEST = 14
"""Semitones from the bottom of a melody's range to where it mostly lies."""
SHIFTS = range(-36, 37, 12)
INNER_FROM_ENERGY = 0.5
OCTAVE_FROM_ENERGY = 0.78
INNER_GAP = (3, 9)
"""Semitones below the melody among which an inner note may lie."""


def lead(player: Player, section: SectionForm, scene: Scene, melody: Melody) -> list[PartNote]:
    """Give a player the melody of a section, always in the same octave: a theme returns where it was."""
    notes = in_range(melody.sections[section.name], octave_shift(player, scene, melody), player)
    led = [PartNote(start=n.start, length=n.length, pitch=n.pitch, voice="melody") for n in notes]
    if not player.part.thickens or section.energy < INNER_FROM_ENERGY:
        return led
    with_octave = section.energy >= OCTAVE_FROM_ENERGY
    return led + inner_voices(notes, scene.harmony.sections[section.name], player.lowest, with_octave=with_octave)


def octave_shift(player: Player, scene: Scene, melody: Melody) -> int:
    """Return the octaves, in semitones, by which a player moves all that he sings, so that the least must be folded.

    Of those alike it is the one that brings where melodies are written nearest to the middle of his range.
    """
    led = [section.name for section in scene.form.sections if suits(player.part, section)]
    sung = Counter(note.pitch for name in led for note in melody.sections[name])
    home = (player.lowest + player.highest) / 2 - (scene.style.melody.range[0] + MIDDLE_ABOVE_LOWEST)
    return min(SHIFTS, key=lambda shift: (misplaced(sung, shift, player), abs(home - shift), shift))


def misplaced(sung: Counter[int], shift: int, player: Player) -> int:
    """Return how many notes lie outside a player's range when moved."""
    return sum(count for pitch, count in sung.items() if not player.lowest <= pitch + shift <= player.highest)


def in_range(notes: tuple[Note, ...], shift: int, player: Player) -> tuple[Note, ...]:
    """Move a melody; what then lies outside a player's range is folded in alone."""
    pitches = [folded(note.pitch + shift, player.lowest, player.highest) for note in notes]
    return tuple(msgspec.structs.replace(note, pitch=pitch) for note, pitch in zip(notes, pitches, strict=True))


def folded(pitch: int, lowest: int, highest: int) -> int:
    """Bring a pitch into a range by octaves; a range of an octave or more always has it."""
    while pitch > highest:
        pitch -= 12
    while pitch < lowest:
        pitch += 12
    return pitch


def inner_voices(
    melody: tuple[Note, ...], spans: tuple[ChordSpan, ...], lowest: int, *, with_octave: bool
) -> list[PartNote]:
    """Fill in below notes that begin with a chord: a chord tone, or the octave too."""
    chords = {span.start: span.chord for span in spans}
    notes: list[PartNote] = []
    for note in melody:
        chord = chords.get(note.start)
        if chord is None:
            continue
        tones = [note.pitch - gap for gap in range(*INNER_GAP) if (note.pitch - gap) % 12 in chord.classes]
        tones += [note.pitch - 12] if with_octave else []
        notes.extend(
            PartNote(start=note.start, length=note.length, pitch=p, voice="inner") for p in tones if p >= lowest
        )
    return notes
