"""A MIDI file read back as a score: bars, chord symbols, and what everybody plays, in s and in beats."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import mido
import msgspec

DRUMS = 9


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """A note from start to end in quarters, its pitch and velocity."""

    start: float
    end: float
    pitch: int
    velocity: int


class Staff(msgspec.Struct, frozen=True, kw_only=True):
    """A track: the instrument's word, whether it is on the drums' channel, its notes in order."""

    instrument: str
    is_drums: bool
    notes: tuple[Played, ...]


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """A word at a place in quarters."""

    at: float
    text: str


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """A whole file; total is its length in quarters, bars where bars begin, meters those there are, the first first."""

    staves: tuple[Staff, ...]
    chords: tuple[Mark, ...]
    sections: tuple[Mark, ...]
    meters: tuple[str, ...]
    bars: tuple[float, ...]
    quarter_s: float
    total: float
    hanging: int

    @property
    def pitched(self) -> tuple[Staff, ...]:
        """Everybody but drums and effects."""
        return tuple(staff for staff in self.staves if not staff.is_drums)

    def bpm(self, meter: str) -> float:
        """Return the beats a minute that a meter counts: dotted quarters in compound time."""
        return 60 / self.quarter_s / (1.5 if is_compound(meter) else 1.0)

    @property
    def seconds(self) -> float:
        """The length in s."""
        return self.total * self.quarter_s


def read_midi(path: Path) -> Score:
    """Read a file of type 1 whose first track is the conductor's."""
    file = mido.MidiFile(path, charset="utf-8")
    conductor, *players = file.tracks
    scale = file.ticks_per_beat
    marks = {kind: marks_of(conductor, kind, scale) for kind in ("text", "marker")}
    meters = [(at, m) for at, m in timed(conductor, scale) if m.type == "time_signature"]
    quarter_s = next(m.tempo for m in conductor if m.type == "set_tempo") / 1e6
    total = max(at for track in file.tracks for at, _ in timed(track, scale))
    return Score(
        staves=tuple(staff_of(track, scale) for track in players),
        chords=marks["text"],
        sections=marks["marker"],
        meters=tuple(dict.fromkeys(f"{m.numerator}/{m.denominator}" for _, m in meters)),
        bars=bars_of([(at, 4 * m.numerator / m.denominator) for at, m in meters], total),
        quarter_s=quarter_s,
        total=total,
        hanging=sum(hanging(track) for track in players),
    )


def is_compound(meter: str) -> bool:
    """True where every beat has three parts."""
    numerator, denominator = (int(number) for number in meter.split("/"))
    return denominator == 8 and numerator > 3 and numerator % 3 == 0


def bar_quarters(meter: str) -> float:
    """Return how many quarters a bar has."""
    numerator, denominator = (int(number) for number in meter.split("/"))
    return 4 * numerator / denominator


def timed(track: mido.MidiTrack, scale: int) -> list[tuple[float, mido.Message]]:
    """Return messages with their place in quarters."""
    now, messages = 0, []
    for message in track:
        now += message.time
        messages.append((now / scale, message))
    return messages


def marks_of(track: mido.MidiTrack, kind: str, scale: int) -> tuple[Mark, ...]:
    """Return the texts of a kind."""
    return tuple(Mark(at=at, text=m.text) for at, m in timed(track, scale) if m.type == kind)


def bars_of(meters: list[tuple[float, float]], total: float) -> tuple[float, ...]:
    """Return where bars begin from the meters' places and their bars' lengths in quarters."""
    bars: list[float] = []
    for (start, length), (end, _) in pairwise([*meters, (total, 0.0)]):
        bars += [start + length * index for index in range(max(1, round((end - start) / length + 0.499)))]
    return tuple(bar for bar in bars if bar < total)


def staff_of(track: mido.MidiTrack, scale: int) -> Staff:
    """Return what a track plays."""
    down: dict[int, tuple[float, int]] = {}
    notes: list[Played] = []
    is_drums = False
    for at, message in timed(track, scale):
        is_drums = is_drums or getattr(message, "channel", 0) == DRUMS
        if message.type not in ("note_on", "note_off"):
            continue
        if message.note in down:
            start, velocity = down.pop(message.note)
            notes.append(Played(start=start, end=at, pitch=message.note, velocity=velocity))
        if message.type == "note_on" and message.velocity:
            down[message.note] = (at, message.velocity)
    name = next((m.name for m in track if m.type == "track_name"), "")
    ordered = tuple(sorted(notes, key=lambda note: (note.start, note.pitch)))
    return Staff(instrument=word_of(name), is_drums=is_drums, notes=ordered)


def word_of(name: str) -> str:
    """Return the word of an instrument: a track's name may say which of several it is, and how it sounds."""
    match = re.match(r"[a-z_]*[a-z]", name)
    return match[0] if match else name


def hanging(track: mido.MidiTrack) -> int:
    """Return how many notes have no end, or an end without a start."""
    starts = sum(bool(m.type == "note_on" and m.velocity) for m in track)
    ends = sum(bool(m.type == "note_off" or (m.type == "note_on" and not m.velocity)) for m in track)
    return abs(starts - ends)
