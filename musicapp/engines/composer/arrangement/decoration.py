"""Decoration: a melody's notes with the ornaments of who plays it."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import Form, SectionForm
from musicapp.engines.composer.scene import Player
from musicapp.engines.composer.styles.ornaments import Ornament, load_ornaments
from musicapp.engines.composer.theory.keys import Key, transposed

SHORT_ACCENT = -0.25
"""The notes of an ornament are played more lightly than the one that they adorn."""


class Ground(msgspec.Struct, frozen=True, kw_only=True):
    """What ornaments are laid on: a section's key, how many ticks a second has, the share of each ornament,
    and the pitches that the player has.
    """

    key: Key
    second: float
    shares: dict[str, float] = {}
    reach: range = range(128)


def ground_of(section: SectionForm, form: Form, player: Player) -> Ground:
    """Return what the ornaments of a player's section are laid on."""
    return Ground(
        key=transposed(form.key, section.lift),
        second=1 / form.grid.clock.seconds_per_tick,
        shares=player.part.ornaments,
        reach=range(player.lowest, player.highest + 1),
    )


def decorate(notes: list[PartNote], ground: Ground, rng: np.random.Generator) -> list[PartNote]:
    """Adorn the notes of a melody; each ornament has its share of those that are long enough for it."""
    decorated: list[PartNote] = []
    for note in notes:
        name = chosen(note, ground, rng) if note.voice == "melody" else ""
        decorated += adorned(note, name, ground) if name else [note]
    return decorated


def chosen(note: PartNote, ground: Ground, rng: np.random.Generator) -> str:
    """Choose an ornament for a note, or none."""
    drawn = [name for name, share in ground.shares.items() if rng.random() < share]
    known = load_ornaments()
    return next((name for name in drawn if note.length >= known[name].least_s * ground.second), "")


def adorned(note: PartNote, name: str, ground: Ground) -> list[PartNote]:
    """Return a note with an ornament: marked to be bent, or cut into those that adorn it and the rest of it.

    One whose notes the player does not have is left out.
    """
    ornament = load_ornaments()[name]
    if ornament.is_bent:
        return [msgspec.structs.replace(note, ornament=name)]
    small: list[PartNote] = []
    start = note.start
    for step, length_s in repeated(ornament, note.length / ground.second):
        length = max(1, round(length_s * ground.second))
        accent = note.accent + (SHORT_ACCENT if small else 0.0)
        pitch = neighbour(note.pitch, step, ground.key)
        small.append(msgspec.structs.replace(note, start=start, length=length, pitch=pitch, accent=accent))
        start += length
    if any(ornate.pitch not in ground.reach for ornate in small):
        return [note]
    return [*small, msgspec.structs.replace(note, start=start, length=note.end - start)]


def repeated(ornament: Ornament, length_s: float) -> tuple[tuple[int, float], ...]:
    """Return an ornament's notes as often as they fit into its share of a note, once at least."""
    once = sum(each_s for _, each_s in ornament.notes)
    return ornament.notes * max(1, int(ornament.fills * length_s / once))


def neighbour(pitch: int, steps: int, key: Key) -> int:
    """Return the pitch so many steps of the key's scale away."""
    direction = 1 if steps > 0 else -1
    for _ in range(abs(steps)):
        pitch += direction
        while pitch % 12 not in key.classes:
            pitch += direction
    return pitch
