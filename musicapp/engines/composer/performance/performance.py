"""Performance: the notes as people would play them, in seconds and velocities.

The grid stays exact: timing is an offset of each note from it. Every section and part has its
own draws, so that other notes in one part change nothing in another.
"""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.arrangement import PartScore
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.performance.bends import bend_of
from musicapp.engines.composer.performance.dynamics import midi_velocity, velocity_of
from musicapp.engines.composer.performance.groove import Straying, stray_velocity
from musicapp.engines.composer.performance.last_chord import play_last
from musicapp.engines.composer.performance.placing import Places
from musicapp.engines.composer.performance.shaping import PhraseSpan, shape_notes
from musicapp.engines.composer.performance.stand import Stand, stand_of
from musicapp.engines.composer.performance.timing import offsets_s, spread_chords
from musicapp.engines.composer.performance.track import Curve, PlayedNote
from musicapp.engines.composer.scene import Player, Scene
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.ornaments import load_ornaments

SHORTEST_S = 0.04
LEGATO_GATE = 0.08
"""What a legato mood adds to how long notes are held."""


class PlayedPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part as it is played, in order of time."""

    player: Player
    notes: tuple[PlayedNote, ...]
    bends: tuple[Curve, ...] = ()
    """Of notes with ornaments, in order of time."""


def perform_part(score: PartScore, scene: Scene, seeds: Seeds) -> PlayedPart:
    """Play a part from its first section to the last chord."""
    player = score.player
    stand = stand_of(player, scene)
    notes: list[PlayedNote] = []
    bends: list[Curve] = []
    for section in scene.form.sections:
        if written := score.sections.get(section.name, ()):
            rng = seeds.of("performance", section.name, player.part.name)
            played = play_section(written, section, stand, rng)
            bends.extend(bends_of(written, played) if stand.idiom.bends else ())
            notes.extend(spread_chords(played, stand.idiom))
    notes.extend(play_last(score, stand, seeds.of("performance", "last chord", player.part.name)))
    ordered = tuple(sorted(notes, key=lambda note: (note.start_s, note.pitch)))
    shaped = shape_notes(ordered, stand.idiom, phrase_spans(scene))
    return PlayedPart(player=player, notes=shaped, bends=tuple(sorted(bends)))


def bends_of(written: tuple[PartNote, ...], played: list[PlayedNote]) -> list[Curve]:
    """Return the bends of the notes that have an ornament."""
    known = load_ornaments()
    return [
        bend_of(known[note.ornament], heard.start_s, heard.end_s)
        for note, heard in zip(written, played, strict=True)
        if note.ornament
    ]


def play_section(
    written: tuple[PartNote, ...], section: SectionForm, stand: Stand, rng: np.random.Generator
) -> list[PlayedNote]:
    """Play a part's notes of one section, each as it is written, chords struck at once."""
    scene = stand.scene
    clock, places = scene.form.grid.clock, Places(section)
    late = offsets_s(written, section, stand, rng)
    usual = Straying(deviation=scene.style.groove.humanise, beat=scene.form.grid.meter.counted_beat)
    harder = stray_velocity([note.start for note in written], section, usual, rng)
    played = []
    for note, offset, more in zip(written, late, harder, strict=True):
        start = max(0.0, clock.seconds(note.start) + offset)
        held = clock.seconds(note.length) * (stand.idiom.gate_of(note.voice) + LEGATO_GATE * scene.mood.legato)
        velocity = velocity_of(note, places.at(note.start), stand.player, scene.style.dynamics) + float(more)
        end = start + max(SHORTEST_S, held)
        played.append(PlayedNote(start_s=start, end_s=end, pitch=note.pitch, velocity=midi_velocity(velocity)))
    return played


def phrase_spans(scene: Scene) -> tuple[PhraseSpan, ...]:
    """Return the phrases in seconds with the level of their section."""
    clock = scene.form.grid.clock
    return tuple(
        PhraseSpan(start_s=clock.seconds(phrase.start), end_s=clock.seconds(phrase.end), level=section.energy)
        for section in scene.form.sections
        for phrase in section.phrases
    )
