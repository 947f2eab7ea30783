"""The last chord: what every player ends on."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.arrangement.voicing import Hand, voice_phrase
from musicapp.engines.composer.arrangement.written import PartNote, Voice
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.notes import Melody
from musicapp.engines.composer.scene import Player, Scene
from musicapp.engines.composer.styles.grooves import DRUM_KEYS

INNER_SPAN = 9
"""Semitones below the top within which a pair of hands fills in."""
OPEN_TONES = 3
HIGHEST_TOLL = 50
"""The highest pitch that is struck again under the last chord."""
TOLL_ACCENT = -0.6
LAST_DRUMS = ("kick", "crash")
QUIET = 0.35
"""Energy up to which drums keep out of an ending, unless it is a hit."""


def end_part(player: Player, scene: Scene, melody: Melody) -> tuple[PartNote, ...]:
    """Write a player's share of the last chord, lowest first; nothing in a loop, which has none."""
    span = scene.harmony.last
    if span is None:
        return ()
    match player.part.role:
        case "melody":
            return whole(span, *end_melody(player, span, scene, melody))
        case "counter":
            third = nearest_of(span.chord.classes[1], (player.lowest + player.highest) // 2, player)
            return whole(span, ("inner", third))
        case "drums":
            return end_drums(player, span, scene)
        case "effects":
            return ()
        case _:
            chord = whole(span, *(("accompaniment", pitch) for pitch in end_chord(player, span)))
            return (*chord, *toll(chord[0], scene))


def whole(span: ChordSpan, *pitches: tuple[Voice, int]) -> tuple[PartNote, ...]:
    """Return pitches as notes as long as the chord."""
    length = max(1, span.end - span.start)
    return tuple(PartNote(start=span.start, length=length, pitch=p, voice=v) for v, p in pitches)


def toll(lowest: PartNote, scene: Scene) -> tuple[PartNote, ...]:
    """Strike the lowest note of a long last chord once more, softly, on the next first beat: a bell that fades."""
    grid = scene.form.grid
    start = lowest.start + grid.meter.bar
    is_long = lowest.end - start >= grid.meter.counted_beat
    if scene.form.ending != "cadence" or not is_long or lowest.pitch > HIGHEST_TOLL:
        return ()
    return (msgspec.structs.replace(lowest, start=start, length=lowest.end - start, accent=TOLL_ACCENT),)


def end_melody(player: Player, span: ChordSpan, scene: Scene, melody: Melody) -> list[tuple[Voice, int]]:
    """End the melody on the root nearest to where it was, with what two hands can fill in below."""
    sung = melody.sections[scene.form.sections[-1].name] if scene.form.sections else ()
    near = sung[-1].pitch if sung else player.lowest + 8
    top = nearest_of(span.chord.root, near, player)
    lowest = max(player.lowest, top - INNER_SPAN)
    inside = [p for p in range(lowest, top) if p % 12 in span.chord.classes] if player.part.thickens else []
    return [*(("inner", pitch) for pitch in inside), ("melody", top)]


def end_chord(player: Player, span: ChordSpan) -> list[int]:
    """Return the chord as a player's hand takes it."""
    is_bass, is_open = player.part.role == "bass", player.highest - player.lowest > 20
    hand = Hand(
        lowest=player.lowest, highest=player.highest, is_open=is_bass or is_open, voices=max(2, player.part.voices)
    )
    voicing = voice_phrase([span.chord], hand, None)[0]
    if is_bass:
        return [voicing.bass]
    return list(voicing.ladder[:OPEN_TONES] if is_open else voicing.upper)


def end_drums(player: Player, span: ChordSpan, scene: Scene) -> tuple[PartNote, ...]:
    """End with those of kick and crash that a drummer has; in quiet pieces with nothing."""
    if scene.form.last_energy <= QUIET and scene.form.ending != "hit":
        return ()
    drums = [drum for drum in LAST_DRUMS if drum in (player.part.drums or LAST_DRUMS)]
    return whole(span, *(("drum", DRUM_KEYS[drum]) for drum in drums))


def nearest_of(pitch_class: int, near: int, player: Player) -> int:
    """Return the pitch of a class within a player's range that is nearest to another."""
    there = [p for p in range(player.lowest, player.highest + 1) if p % 12 == pitch_class]
    return min(there, key=lambda p: (abs(p - near), p), default=near)
