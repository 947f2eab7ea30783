"""Arrangement: what every player plays, section by section, and in the last chord."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.arrangement.accompaniment import accompany
from musicapp.engines.composer.arrangement.counter import write_counter
from musicapp.engines.composer.arrangement.drums import DrumContext, write_drums
from musicapp.engines.composer.arrangement.last_chord import end_part
from musicapp.engines.composer.arrangement.leading import lead
from musicapp.engines.composer.arrangement.transitions import write_effects
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.melody.notes import Melody
from musicapp.engines.composer.scene import Player, Scene, nearest_section, suits
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.grooves import DRUM_KEYS, load_plain_drums


class PartScore(msgspec.Struct, frozen=True, kw_only=True):
    """A part's notes by section name, and those of the last chord."""

    player: Player
    sections: dict[str, tuple[PartNote, ...]]
    last: tuple[PartNote, ...]


class Desk(msgspec.Struct, frozen=True, kw_only=True):
    """What every part is written on."""

    scene: Scene
    melody: Melody
    seeds: Seeds


def arrange(scene: Scene, melody: Melody, seeds: Seeds) -> tuple[PartScore, ...]:
    """Write every player's part."""
    desk = Desk(scene=scene, melody=melody, seeds=seeds)
    return tuple(write_part(player, playing, desk) for player, playing in call_players(scene))


def call_players(scene: Scene) -> list[tuple[Player, tuple[SectionForm, ...]]]:
    """Say in which sections each player plays: in those that suit his part.

    In a short piece some would never play. An instrument that is in none of its parts is called for the section
    nearest to what the first of them wants, and so is the first melody if nobody has one.
    """
    sections = scene.form.sections
    called = [(p, tuple(s for s in sections if suits(p.part, s))) for p in scene.players]
    if not sections:
        return called
    heard = {player.instrument for player, playing in called if playing}
    is_sung = any(playing for player, playing in called if player.part.role == "melody")
    for index, (player, playing) in enumerate(called):
        is_missed = player.instrument not in heard or (player.part.role == "melody" and not is_sung)
        if not playing and is_missed and player.part.role != "effects":
            called[index] = (player, (nearest_section(player.part, scene.form),))
            heard.add(player.instrument)
            is_sung = is_sung or player.part.role == "melody"
    return called


def write_part(player: Player, playing: tuple[SectionForm, ...], desk: Desk) -> PartScore:
    """Write one player's part."""
    scene = desk.scene
    sections = {section.name: in_order(write_section(player, section, desk)) for section in playing}
    plays_last = not scene.form.sections or scene.form.sections[-1] in playing
    last = end_part(player, scene, desk.melody) if plays_last else ()
    return PartScore(player=player, sections=sections, last=last)


def in_order(notes: list[PartNote]) -> tuple[PartNote, ...]:
    """Sort notes by start and pitch."""
    return tuple(sorted(notes, key=lambda note: (note.start, note.pitch)))


def write_section(player: Player, section: SectionForm, desk: Desk) -> list[PartNote]:
    """Write a section of a part by its role."""
    rng = desk.seeds.of("arrangement", section.source, player.part.name)
    match player.part.role:
        case "melody":
            return lead(player, section, desk.scene, desk.melody)
        case "counter":
            return write_counter(player, section, desk.scene)
        case "drums":
            return beat_drums(player, section, desk)
        case "effects":
            return list(write_effects(section, desk.scene.style.effects, desk.scene.form))
        case _:
            return accompany(player, section, desk.scene, rng)


def beat_drums(player: Player, section: SectionForm, desk: Desk) -> list[PartNote]:
    """Write a section of a drummer's part; drummers of one piece share one pattern and its fills."""
    rules = desk.scene.style.drums or load_plain_drums()
    context = DrumContext(
        form=desk.scene.form,
        rng=desk.seeds.of("arrangement", section.name, "drums"),
        pattern_rng=desk.seeds.of("arrangement", section.source, "drum pattern"),
        drums=frozenset(player.part.drums or DRUM_KEYS),
    )
    return list(write_drums(section, rules, context))
