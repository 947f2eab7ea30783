"""The conductor's track of a MIDI file: tempo, key, meters, sections and chords."""

from __future__ import annotations

import mido

from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.harmony.harmony import Harmony
from musicapp.engines.composer.output.controllers import Event
from musicapp.engines.composer.output.ticks import SCALE
from musicapp.engines.composer.theory.keys import Key
from musicapp.engines.composer.theory.meters import TICKS_PER_QUARTER, Meter

MAJOR_KEYS = ("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#")
MINOR_KEYS = ("Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m", "D#m", "A#m")


def conductor_events(form: Form, harmony: Harmony) -> list[Event]:
    """Return tempo, key, meters, section markers and chord names."""
    grid = form.grid
    per_quarter = round(grid.clock.seconds(TICKS_PER_QUARTER) * 1e6)
    events: list[Event] = [
        (0, mido.MetaMessage("set_tempo", tempo=per_quarter)),
        (0, mido.MetaMessage("key_signature", key=signature_name(form.key))),
        *meter_events(form),
    ]
    events.extend((s.start * SCALE, mido.MetaMessage("marker", text=s.name)) for s in form.sections)
    events.extend((s.start * SCALE, mido.MetaMessage("text", text=s.chord.name)) for s in harmony.spans)
    return events


def meter_events(form: Form) -> list[Event]:
    """Return the meter, and each change of it."""
    grid = form.grid
    places: list[tuple[int, Meter]] = [(bar.start, bar.meter) for bar in grid.bars]
    if grid.last_chord is not None:
        places.append((grid.last_chord, grid.meter))
    events: list[Event] = []
    before: Meter | None = None
    for start, meter in places:
        if meter != before:
            message = mido.MetaMessage("time_signature", numerator=meter.numerator, denominator=meter.denominator)
            events.append((start * SCALE, message))
        before = meter
    return events


def signature_name(key: Key) -> str:
    """Return mido's name of a signature; modes take the one with their accidentals."""
    return (MINOR_KEYS if key.is_minor else MAJOR_KEYS)[key.signature + 7]
