"""Arrangement: what every player plays, section by section, and in the last chord."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.arrangement.accompaniment import accompany
from musicapp.engines.composer.arrangement.companions import follow_in_thirds, imitate
from musicapp.engines.composer.arrangement.counter import write_counter
from musicapp.engines.composer.arrangement.decoration import decorate, ground_of
from musicapp.engines.composer.arrangement.drums import DrumContext, write_drums
from musicapp.engines.composer.arrangement.hush import keep_hushes
from musicapp.engines.composer.arrangement.last_chord import end_part
from musicapp.engines.composer.arrangement.leading import lead
from musicapp.engines.composer.arrangement.transitions import write_effects
from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.melody.notes import Melody
from musicapp.engines.composer.scene import Player, Scene, nearest_sections, suits
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
    """Write every player's part: in the sections that suit it.

    In a short piece some would never play. An instrument that is in none of its parts has a section of the first of
    them all the same, and so has the first melody where nobody has one.
    """
    desk = Desk(scene=scene, melody=melody, seeds=seeds)
    scores = [write_part(player, desk) for player in scene.players]
    heard = {score.player.instrument for score in scores if is_heard(score)}
    is_sung = any(score.player.part.role == "melody" and is_heard(score) for score in scores)
    for index, score in enumerate(scores):
        player = score.player
        is_missed = player.instrument not in heard or (player.part.role == "melody" and not is_sung)
        if is_missed and player.part.role != "effects" and not is_heard(score):
            scores[index] = called_up(score, desk)
            heard.add(player.instrument)
            is_sung = is_sung or player.part.role == "melody"
    return tuple(scores)


def is_heard(score: PartScore) -> bool:
    """Return whether a part has notes."""
    return bool(score.last) or any(score.sections.values())


def write_part(player: Player, desk: Desk) -> PartScore:
    """Write one player's part."""
    form = desk.scene.form
    playing = [section for section in form.sections if suits(player.part, section)]
    sections = {section.name: fair_copy(player, section, desk) for section in playing}
    plays_last = not form.sections or form.sections[-1] in playing
    last = end_part(player, desk.scene, desk.melody) if plays_last else ()
    return PartScore(player=player, sections=sections, last=last)


def called_up(score: PartScore, desk: Desk) -> PartScore:
    """Write a part in the section nearest to what it wants in which there is something for it to play."""
    free = msgspec.structs.replace(score.player, part=msgspec.structs.replace(score.player.part, drums=()))
    for section in nearest_sections(score.player.part, desk.scene.form):
        for player in (score.player, free):
            if notes := fair_copy(player, section, desk):
                return msgspec.structs.replace(score, sections={section.name: notes})
    return score


def fair_copy(player: Player, section: SectionForm, desk: Desk) -> tuple[PartNote, ...]:
    """Write a section of a part in order of start and pitch, with the silences that all keep."""
    notes = sorted(write_section(player, section, desk), key=lambda note: (note.start, note.pitch))
    return keep_hushes(tuple(notes), desk.scene.form)


def write_section(player: Player, section: SectionForm, desk: Desk) -> list[PartNote]:
    """Write a section of a part by its role."""
    rng = desk.seeds.of("arrangement", section.source, player.part.unison or player.part.name)
    match player.part.role:
        case "melody":
            led = lead(player, section, desk.scene, desk.melody)
            return decorate(led, ground_of(section, desk.scene.form, player), rng)
        case "counter":
            return beside_melody(player, section, desk)
        case "drums":
            return beat_drums(player, section, desk)
        case "effects":
            return list(write_effects(section, desk.scene.style.effects, desk.scene.form))
        case _:
            return accompany(player, section, desk.scene, rng)


def beside_melody(player: Player, section: SectionForm, desk: Desk) -> list[PartNote]:
    """Write a section of a counter-melody."""
    match player.part.line:
        case "thirds":
            return follow_in_thirds(player, section, desk.scene, desk.melody)
        case "imitation":
            return imitate(player, section, desk.scene, desk.melody)
        case _:
            return write_counter(player, section, desk.scene)


def beat_drums(player: Player, section: SectionForm, desk: Desk) -> list[PartNote]:
    """Write a section of a drummer's part; drummers of one piece share one pattern and its fills."""
    context = DrumContext(
        form=desk.scene.form,
        rng=desk.seeds.of("arrangement", section.name, "drums"),
        pattern_rng=desk.seeds.of("arrangement", section.source, "drum pattern"),
        drums=frozenset(player.part.drums or DRUM_KEYS),
    )
    return list(write_drums(section, desk.scene.style.drums or load_plain_drums(), context))
