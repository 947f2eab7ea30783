"""The lift: a key change to the last return of a theme, up by a step and prepared by the new key's dominant.

Music is invented in one key; the lift moves its chords and its melody before anybody else is given notes, so that all
who accompany write for the chords as they sound.
"""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.form.form import Form, SectionForm
from musicapp.engines.composer.harmony.harmony import ChordSpan, Harmony
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import Key, transposed

SHORTEST_DOMINANT = 2
"""Beats that a dominant needs; a chord that is no longer gives way to it as a whole."""
DOMINANTS = ("V7sus4", "V7")
"""After an even lift and an odd one: the old tonic, sung last, is the fourth or the third of it."""


def lift_harmony(harmony: Harmony, form: Form) -> Harmony:
    """Move the chords of lifted sections, and let the dominant of their key come before them."""
    sections = dict(harmony.sections)
    for before, section in zip((None, *form.sections), form.sections, strict=False):
        if section.lift:
            key = transposed(form.key, section.lift)
            sections[section.name] = tuple(moved(span, key) for span in harmony.sections[section.name])
        if before is not None and section.lift != before.lift:
            sections[before.name] = with_dominant(sections[before.name], section, form)
    last = harmony.last and moved(harmony.last, transposed(form.key, form.last_lift))
    return Harmony(sections=sections, last=last)


def lift_melody(melody: Melody, form: Form) -> Melody:
    """Move the melodies of lifted sections."""
    lifts = {section.name: section.lift for section in form.sections}
    return Melody(sections={name: raised(notes, lifts[name]) for name, notes in melody.sections.items()})


def moved(span: ChordSpan, key: Key) -> ChordSpan:
    """Return a chord of the same numeral in another key."""
    return msgspec.structs.replace(span, chord=parse_chord(span.chord.numeral, key))


def raised(notes: tuple[Note, ...], semitones: int) -> tuple[Note, ...]:
    """Return notes so much higher."""
    return tuple(msgspec.structs.replace(note, pitch=note.pitch + semitones) for note in notes) if semitones else notes


def with_dominant(spans: tuple[ChordSpan, ...], section: SectionForm, form: Form) -> tuple[ChordSpan, ...]:
    """Return chords of which the last leads into a section's key, in its second half if it is long enough."""
    *kept, last = spans
    dominant = parse_chord(DOMINANTS[section.lift % 2], transposed(form.key, section.lift))
    beats = (last.end - last.start) // form.grid.meter.counted_beat
    start = last.end - beats // 2 * form.grid.meter.counted_beat if beats > SHORTEST_DOMINANT else last.start
    held = (msgspec.structs.replace(last, end=start),) if start > last.start else ()
    return (*kept, *held, ChordSpan(chord=dominant, start=start, end=last.end))
