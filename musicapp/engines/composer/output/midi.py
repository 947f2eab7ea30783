"""The MIDI file: tempo, meter, key, sections and chords, and each instrument as it was played."""

from __future__ import annotations

from pathlib import Path

import mido
import msgspec

from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.harmony.harmony import Harmony
from musicapp.engines.composer.performance.performance import Performance, PlayedNote
from musicapp.engines.composer.styles.style import Role
from musicapp.engines.composer.theory.keys import Key
from musicapp.engines.composer.theory.meters import TICKS_PER_QUARTER, Meter

MIDI_TICKS = 960
SCALE = MIDI_TICKS // TICKS_PER_QUARTER
PEDAL = 64
MAJOR_KEYS = ("Cb", "Gb", "Db", "Ab", "Eb", "Bb", "F", "C", "G", "D", "A", "E", "B", "F#", "C#")
MINOR_KEYS = ("Abm", "Ebm", "Bbm", "Fm", "Cm", "Gm", "Dm", "Am", "Em", "Bm", "F#m", "C#m", "G#m", "D#m", "A#m")
ORDER = {"note_off": 0, "control_change": 1, "note_on": 2}


class Song(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a MIDI file says."""

    title: str
    form: Form
    harmony: Harmony
    performance: Performance
    role: Role


def write_midi(song: Song, path: Path) -> None:
    """Write a type 1 file."""
    file = mido.MidiFile(type=1, ticks_per_beat=MIDI_TICKS, charset="utf-8")
    file.tracks.append(to_track(conductor_events(song), song.title, song))
    file.tracks.append(to_track(instrument_events(song), song.performance.instrument, song))
    file.save(path)


Event = tuple[int, mido.Message | mido.MetaMessage]


def to_track(events: list[Event], name: str, song: Song) -> mido.MidiTrack:
    """Turn events at absolute ticks into a track that ends where the music does."""
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=name)])
    last = 0
    for tick, message in sorted(events, key=lambda e: (e[0], ORDER.get(e[1].type, -1))):
        track.append(message.copy(time=tick - last))
        last = tick
    end = max(last, round(song.form.grid.total * SCALE))
    track.append(mido.MetaMessage("end_of_track", time=end - last))
    return track


def conductor_events(song: Song) -> list[Event]:
    """Return tempo, key, meters, section markers and chord names."""
    grid = song.form.grid
    per_quarter = round(grid.clock.seconds(TICKS_PER_QUARTER) * 1e6)
    events: list[Event] = [
        (0, mido.MetaMessage("set_tempo", tempo=per_quarter)),
        (0, mido.MetaMessage("key_signature", key=signature_name(song.form.key))),
        *meter_events(song),
    ]
    events.extend((s.start * SCALE, mido.MetaMessage("marker", text=s.name)) for s in song.form.sections)
    events.extend((s.start * SCALE, mido.MetaMessage("text", text=s.chord.name)) for s in song.harmony.spans)
    return events


def meter_events(song: Song) -> list[Event]:
    """Return the meter, and each change of it."""
    grid = song.form.grid
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


def instrument_events(song: Song) -> list[Event]:
    """Return program, pedal and notes of the instrument."""
    seconds_per_tick = song.form.grid.clock.seconds_per_tick / SCALE
    events: list[Event] = [(0, mido.Message("program_change", program=song.role.program))]
    for press in song.performance.pedal:
        for at, value in ((press.down_s, 127), (press.up_s, 0)):
            message = mido.Message("control_change", control=PEDAL, value=value)
            events.append((round(at / seconds_per_tick), message))
    for note, end_s in without_overlaps(song.performance.notes):
        start, end = round(note.start_s / seconds_per_tick), round(end_s / seconds_per_tick)
        events.append((start, mido.Message("note_on", note=note.pitch, velocity=note.velocity)))
        events.append((max(end, start + 1), mido.Message("note_off", note=note.pitch, velocity=64)))
    return events


def without_overlaps(notes: tuple[PlayedNote, ...]) -> list[tuple[PlayedNote, float]]:
    """Return each note with its end in s, cut where the same key is struck again."""
    ended: list[tuple[PlayedNote, float]] = []
    next_start: dict[int, float] = {}
    for note in reversed(notes):
        ended.append((note, min(note.end_s, next_start.get(note.pitch, note.end_s))))
        next_start[note.pitch] = note.start_s
    return ended[::-1]
