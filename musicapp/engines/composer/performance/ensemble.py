"""The ensemble: parts that one instrument plays become one track, with its pedal and its curves."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.performance.expression import (
    bend_curve,
    expression_curve,
    modulation_curve,
    one_at_a_time,
)
from musicapp.engines.composer.performance.pedal import press_pedal
from musicapp.engines.composer.performance.performance import PlayedPart, phrase_spans
from musicapp.engines.composer.performance.stand import stand_of
from musicapp.engines.composer.performance.track import PlayedNote, Track
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.styles.parts import PartRules


class Performer(msgspec.Struct, frozen=True, kw_only=True):
    """A track and the part that says how it sounds and where it sits; sound is a named one, or empty."""

    track: Track
    part: PartRules
    sound: str


def seat_players(played: tuple[PlayedPart, ...], scene: Scene) -> tuple[Performer, ...]:
    """Join the parts of each instrument and sound, in the order of the style's parts; who never plays is left out."""
    seats: dict[tuple[str, str], list[PlayedPart]] = {}
    for part in played:
        if part.notes:
            seats.setdefault((part.player.instrument, sound_of(part)), []).append(part)
    counted: dict[str, int] = {}
    performers = []
    for (instrument, sound), parts in seats.items():
        word = "effects" if parts[0].player.part.role == "effects" else instrument
        counted[word] = counted.get(word, 0) + 1
        name = word if counted[word] == 1 else f"{word}_{counted[word]}"
        performers.append(Performer(track=track_of(name, parts, scene), part=parts[0].player.part, sound=sound))
    return tuple(performers)


def sound_of(part: PlayedPart) -> str:
    """Return the name of the sound that a part wants for its instrument; empty for its usual one."""
    return part.player.part.sounds.get(part.player.instrument, "")


def track_of(name: str, parts: list[PlayedPart], scene: Scene) -> Track:
    """Return the track of the parts of one instrument."""
    notes = tuple(sorted((n for part in parts for n in part.notes), key=lambda n: (n.start_s, n.pitch)))
    idiom, phrases = stand_of(parts[0].player, scene).idiom, phrase_spans(scene)
    if idiom.is_single and len(parts) > 1:
        notes = tuple(one_at_a_time(list(notes)))
    return Track(
        name=name,
        instrument=parts[0].player.instrument,
        notes=notes,
        pedal=press_pedal(scene) if idiom.uses_pedal else (),
        expression=expression_curve(notes, phrases, idiom),
        modulation=modulation_curve(notes, phrases, idiom),
        bend=bend_curve(notes, phrases, idiom),
        early_s=idiom.attack_s,
    )


def strikes(performers: tuple[Performer, ...], keys: frozenset[int]) -> tuple[float, ...]:
    """Return when any drummer strikes one of some keys, in s."""
    notes: list[PlayedNote] = [n for p in performers if p.part.role == "drums" for n in p.track.notes]
    return tuple(sorted(note.start_s for note in notes if note.pitch in keys))
