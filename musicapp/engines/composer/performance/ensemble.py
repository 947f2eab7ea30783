"""The ensemble: parts that one instrument plays become one track, with its pedal and its curves."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from musicapp.engines.composer.mix.rules import PartMix
from musicapp.engines.composer.performance.expression import (
    bend_curve,
    expression_curve,
    modulation_curve,
)
from musicapp.engines.composer.performance.pedal import press_pedal
from musicapp.engines.composer.performance.performance import PlayedPart, phrase_spans
from musicapp.engines.composer.performance.shaping import one_at_a_time
from musicapp.engines.composer.performance.stand import stand_of
from musicapp.engines.composer.performance.track import PlayedNote, Track
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.styles.parts import PartRules

SAME_MOMENT_S = 0.03


class Performer(msgspec.Struct, frozen=True, kw_only=True):
    """A track and the part that says how it sounds and where it sits; sound is a named one, or empty."""

    track: Track
    part: PartRules
    sound: str


def seat_players(played: tuple[PlayedPart, ...], scene: Scene) -> tuple[Performer, ...]:
    """Join the parts of one instrument, sound and place in the mix; who never plays is left out."""
    seats: dict[tuple[str, str, PartMix], list[PlayedPart]] = {}
    for part in played:
        if part.notes:
            seats.setdefault((part.player.instrument, sound_of(part), part.player.part.mix), []).append(part)
    return tuple(
        Performer(track=track_of(parts, scene), part=parts[0].player.part, sound=sound)
        for (_, sound, _), parts in seats.items()
    )


def sound_of(part: PlayedPart) -> str:
    """Return the name of the sound that a part wants for its instrument; empty for its usual one."""
    return part.player.part.sounds.get(part.player.instrument, "")


def track_of(parts: list[PlayedPart], scene: Scene) -> Track:
    """Return the track of the parts of one instrument."""
    notes = without_doubles(n for part in parts for n in part.notes)
    idiom, phrases = stand_of(parts[0].player, scene).idiom, phrase_spans(scene)
    if idiom.is_single and len(parts) > 1:
        notes = tuple(one_at_a_time(list(notes)))
    player = parts[0].player
    return Track(
        name="effects" if player.part.role == "effects" else player.instrument,
        instrument=player.instrument,
        notes=notes,
        pedal=press_pedal(scene) if idiom.uses_pedal else (),
        expression=expression_curve(notes, phrases, idiom),
        modulation=modulation_curve(notes, phrases, idiom),
        bend=bend_curve(notes, idiom, tuple(bend for part in parts for bend in part.bends)),
        early_s=idiom.attack_s,
    )


def without_doubles(notes: Iterable[PlayedNote]) -> tuple[PlayedNote, ...]:
    """Return notes in order; of two on one key at the same moment the harder is kept, as long as the longer."""
    kept: list[PlayedNote] = []
    last: dict[int, int] = {}
    for note in sorted(notes, key=lambda n: (n.start_s, n.pitch)):
        place = last.get(note.pitch)
        if place is not None and note.start_s - kept[place].start_s < SAME_MOMENT_S:
            end, velocity = max(note.end_s, kept[place].end_s), max(note.velocity, kept[place].velocity)
            kept[place] = msgspec.structs.replace(kept[place], end_s=end, velocity=velocity)
            continue
        last[note.pitch] = len(kept)
        kept.append(note)
    return tuple(kept)


def strikes(performers: tuple[Performer, ...], keys: frozenset[int]) -> tuple[float, ...]:
    """Return when any drummer strikes one of some keys, in s."""
    notes: list[PlayedNote] = [n for p in performers if p.part.role == "drums" for n in p.track.notes]
    return tuple(sorted(note.start_s for note in notes if note.pitch in keys))
