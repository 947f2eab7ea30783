"""The MIDI file: tempo, meter, key, sections and chords, and each instrument as it was played."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import mido
import msgspec

from musicapp.engines.composer.form.form import Form
from musicapp.engines.composer.harmony.harmony import Harmony
from musicapp.engines.composer.output.conductor import conductor_events
from musicapp.engines.composer.output.controllers import PAN, VOLUME, Event, controller_events
from musicapp.engines.composer.output.ticks import MIDI_TICKS, SCALE, ticks_of
from musicapp.engines.composer.performance.track import PlayedNote, Track
from musicapp.engines.composer.styles.values import MidiValue

DRUM_CHANNEL = 9
CHANNELS = tuple(channel for channel in range(16) if channel != DRUM_CHANNEL)
ORDER = {"note_off": 0, "program_change": 1, "control_change": 2, "pitchwheel": 3, "note_on": 4}


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """What another player needs to sound a track alike from a moment on: General MIDI program, volume and pan."""

    start_s: float = 0.0
    program: MidiValue
    volume: MidiValue
    pan: MidiValue


class Stave(msgspec.Struct, frozen=True, kw_only=True):
    """A player's line, and what he sounds like: from the beginning, and after each change of his sound or place.

    No turns leave the channel as it is.
    """

    track: Track
    is_drums: bool
    turns: tuple[Turn, ...]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where a stave is sent."""

    channel: int
    port: int


class Song(msgspec.Struct, frozen=True, kw_only=True):
    """Everything a MIDI file says."""

    title: str
    form: Form
    harmony: Harmony
    staves: tuple[Stave, ...]


def write_midi(song: Song, path: Path) -> None:
    """Write a type 1 file: a conductor's track, then one for each instrument."""
    file = mido.MidiFile(type=1, ticks_per_beat=MIDI_TICKS, charset="utf-8")
    end = round(song.form.grid.total * SCALE)
    file.tracks.append(to_track(conductor_events(song.form, song.harmony), song.title, end))
    for stave, place in zip(song.staves, places_of(song.staves), strict=True):
        events = stave_events(stave, song.form.grid.clock.seconds_per_tick, place)
        file.tracks.append(to_track(events, stave.track.name, end))
    file.save(path)


def places_of(staves: tuple[Stave, ...]) -> list[Place]:
    """Give each stave a channel of its own, on further ports where one has too few; all drums share one."""
    places: list[Place] = []
    melodic = 0
    for stave in staves:
        if stave.is_drums:
            places.append(Place(channel=DRUM_CHANNEL, port=0))
        else:
            port, number = divmod(melodic, len(CHANNELS))
            places.append(Place(channel=CHANNELS[number], port=port))
            melodic += 1
    return places


def to_track(events: list[Event], name: str, end: int) -> mido.MidiTrack:
    """Turn events at absolute ticks into a track that ends where the music does, its last notes with it."""
    track = mido.MidiTrack([mido.MetaMessage("track_name", name=name)])
    last = 0
    within = [(min(tick, end), message) for tick, message in events]
    for tick, message in sorted(within, key=lambda e: (e[0], ORDER.get(e[1].type, -1))):
        message.time = tick - last  # a copy would check all of it again, and they are many
        track.append(message)
        last = tick
    track.append(mido.MetaMessage("end_of_track", time=end - last))
    return track


def stave_events(stave: Stave, seconds_per_tick: float, place: Place) -> list[Event]:
    """Return port, programs, controllers and notes of a stave."""
    events: list[Event] = [
        *turn_events(stave.turns, seconds_per_tick),
        *controller_events(stave.track, seconds_per_tick),
        *note_events(stave.track.notes, seconds_per_tick),
    ]
    for _, message in events:
        message.channel = place.channel
    return [(0, mido.MetaMessage("midi_port", port=place.port)), *events] if place.port else events


def turn_events(turns: tuple[Turn, ...], seconds_per_tick: float) -> list[Event]:
    """Return the programs, volumes and pans of a stave, each where it changes."""
    events: list[Event] = []
    for before, turn in pairwise((None, *turns)):
        if turn is None:
            continue
        tick = ticks_of(turn.start_s, seconds_per_tick)
        if before is None or turn.program != before.program:
            events.append((tick, mido.Message("program_change", program=turn.program)))
        if before is None or turn.volume != before.volume:
            events.append((tick, mido.Message("control_change", control=VOLUME, value=turn.volume)))
        if before is None or turn.pan != before.pan:
            events.append((tick, mido.Message("control_change", control=PAN, value=turn.pan)))
    return events


def note_events(notes: tuple[PlayedNote, ...], seconds_per_tick: float) -> list[Event]:
    """Return the notes, each cut where the same key is struck again."""
    events: list[Event] = []
    next_start: dict[int, int] = {}
    for note in reversed(notes):
        start, end = ticks_of(note.start_s, seconds_per_tick), ticks_of(note.end_s, seconds_per_tick)
        end = min(max(end, start + 1), next_start.get(note.pitch, end))
        if end <= start:
            continue  # struck again within a tick: the later one is heard
        next_start[note.pitch] = start
        events.append((start, mido.Message("note_on", note=note.pitch, velocity=note.velocity)))
        events.append((end, mido.Message("note_off", note=note.pitch, velocity=64)))
    return events
