"""Performance: the notes as a person would play them, in seconds and velocities.

The grid stays exact: timing is an offset of each note from it. Every section and voice has
its own draws, so that other notes in one voice change nothing in another.
"""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.arrangement import Arrangement, Voice, VoicedNote
from musicapp.engines.composer.form.form import Phrase, SectionForm
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.performance.pedal import PedalPress, press_pedal
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.seeds import Seeds, bell
from musicapp.engines.composer.styles.style import Dynamics
from musicapp.engines.composer.theory.meters import metric_weight

VOICES: tuple[Voice, ...] = ("accompaniment", "inner", "melody")
JITTER_S = 0.009
MELODY_LEAD_S = 0.010
CHORD_SPREAD_S = 0.007
ROLL_S = 0.055
PHRASE_END_DELAY_S = 0.045
LAST_CHORD_DELAY_S = 0.06
LONGEST_DELAY_SHARE = 0.12
"""Share of a beat that a note may be late."""
KEY_RELEASE = {"melody": 0.99, "inner": 0.9, "accompaniment": 0.88}
VELOCITY_JITTER = 3.5
HIT_SECONDS = 0.35


class PlayedNote(msgspec.Struct, frozen=True, kw_only=True):
    """A note as played. start_s to end_s is how long the key is down."""

    start_s: float
    end_s: float
    pitch: int
    velocity: int
    voice: Voice


class Performance(msgspec.Struct, frozen=True, kw_only=True):
    """All notes of an instrument in order, and its pedal."""

    instrument: str
    notes: tuple[PlayedNote, ...]
    pedal: tuple[PedalPress, ...]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """Where in the music a note is."""

    section: SectionForm
    phrase: Phrase
    bar: Bar
    order: int
    """How many notes of its voice start with it and lie below."""


def perform(scene: Scene, arrangement: Arrangement, seeds: Seeds) -> Performance:
    """Play the whole piece."""
    notes: list[PlayedNote] = []
    for section in scene.form.sections:
        for voice in VOICES:
            rng = seeds.of("performance", section.name, arrangement.instrument, voice)
            voiced = [v for v in arrangement.sections[section.name] if v.voice == voice]
            notes.extend(play_voice(voiced, section, scene, rng))
    notes.extend(play_last(scene, arrangement, seeds.of("performance", "last chord", arrangement.instrument)))
    notes.sort(key=lambda n: (n.start_s, n.pitch))
    return Performance(instrument=arrangement.instrument, notes=tuple(notes), pedal=press_pedal(scene))


def play_voice(
    voiced: list[VoicedNote], section: SectionForm, scene: Scene, rng: np.random.Generator
) -> list[PlayedNote]:
    """Play one voice of one section."""
    played = []
    order = 0
    for index, item in enumerate(voiced):
        order = order + 1 if index and voiced[index - 1].note.start == item.note.start else 0
        place = find_place(section, item.note.start, order)
        played.append(play_note(item, place, scene, rng))
    return played


def find_place(section: SectionForm, tick: int, order: int) -> Place:
    """Find phrase and bar of a tick."""
    phrase = next(p for p in section.phrases if tick < p.end)
    bar = next(b for b in phrase.bars if tick < b.end)
    return Place(section=section, phrase=phrase, bar=bar, order=order)


def play_note(item: VoicedNote, place: Place, scene: Scene, rng: np.random.Generator) -> PlayedNote:
    """Give a note its velocity and its time."""
    clock = scene.form.grid.clock
    note = item.note
    beat_s = clock.seconds(scene.form.grid.meter.counted_beat)
    offset = JITTER_S * bell(rng) + place.order * CHORD_SPREAD_S + phrase_delay(note.start, place, beat_s)
    offset -= MELODY_LEAD_S if item.voice == "melody" else 0.0
    start = max(0.0, clock.seconds(note.start) + offset)
    held = clock.seconds(note.length) * (KEY_RELEASE[item.voice] + 0.08 * scene.mood.legato)
    velocity = velocity_of(item, place, scene.style.dynamics) + VELOCITY_JITTER * bell(rng)
    return PlayedNote(
        start_s=start,
        end_s=start + max(0.05, held),
        pitch=note.pitch,
        velocity=midi_velocity(velocity),
        voice=item.voice,
    )


def phrase_delay(tick: int, place: Place, beat_s: float) -> float:
    """Return how late a note comes at the end of a phrase, in s; twice that before the last chord."""
    last = place.phrase.bars[-1]
    share = max(0.0, (tick - last.start) / last.length)
    longest = PHRASE_END_DELAY_S * (2 if place.phrase.cadence == "open" else 1)
    return min(longest, LONGEST_DELAY_SHARE * beat_s) * share


def velocity_of(item: VoicedNote, place: Place, dynamics: Dynamics) -> float:
    """Return a velocity: the section's level, the phrase's swell, the meter's accent, the voice."""
    level = dynamics.softest + (dynamics.loudest - dynamics.softest) * place.section.energy
    share = (item.note.start - place.phrase.start) / (place.phrase.end - place.phrase.start)
    swell = dynamics.phrase_swell * (1.0 - abs(share - 0.6) / 0.6)
    accent = dynamics.accent * (metric_weight(place.bar.meter.beats, item.note.start - place.bar.start) - 0.35)
    voice = {"melody": dynamics.melody_above, "inner": -4, "accompaniment": -dynamics.accompaniment_below}[item.voice]
    contour = 0.35 * (item.note.pitch - 72) if item.voice == "melody" else 0.0
    return level + swell + accent + voice + contour


def midi_velocity(velocity: float) -> int:
    """Round to what a key can do."""
    return max(12, min(120, round(velocity)))


def play_last(scene: Scene, arrangement: Arrangement, rng: np.random.Generator) -> list[PlayedNote]:
    """Play the last chord: struck at once for a hit, else rolled upwards and held."""
    if not arrangement.last:
        return []
    clock = scene.form.grid.clock
    is_hit = scene.form.ending == "hit"
    dynamics = scene.style.dynamics
    level = dynamics.softest + (dynamics.loudest - dynamics.softest) * scene.form.last_energy + (14 if is_hit else -2)
    total_s = clock.seconds(scene.form.grid.total)
    at = clock.seconds(arrangement.last[0].note.start) + (0.0 if is_hit else LAST_CHORD_DELAY_S)
    roll = 0.004 if is_hit else min(ROLL_S, 0.1 * (total_s - at) / len(arrangement.last))
    end = min(at + HIT_SECONDS, total_s) if is_hit else total_s
    return [
        PlayedNote(
            start_s=at + index * roll,
            end_s=max(end, at + index * roll + 0.05),
            pitch=item.note.pitch,
            velocity=midi_velocity(level + (6 if item.voice == "melody" else -4) + VELOCITY_JITTER * bell(rng)),
            voice=item.voice,
        )
        for index, item in enumerate(arrangement.last)
    ]
