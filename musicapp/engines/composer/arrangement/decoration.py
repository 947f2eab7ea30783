"""Decoration: a melody's notes with the ornaments of who plays it."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.ornaments.ornament import Ornament, load_ornaments
from musicapp.engines.composer.performance.idioms import load_idioms
from musicapp.engines.composer.scene import Player, Scene
from musicapp.engines.composer.theory.keys import Key, transposed

SHORT_ACCENT = -0.25
"""The notes of an ornament are played more lightly than the one that they adorn."""


def decorate(
    notes: list[PartNote], player: Player, section: SectionForm, scene: Scene, rng: np.random.Generator
) -> list[PartNote]:
    """Adorn the notes of a section's melody; each ornament of the part has its chance at every note that is fit."""
    key, second = transposed(scene.form.key, section.lift), 1 / scene.form.grid.clock.seconds_per_tick
    decorated: list[PartNote] = []
    for note in notes:
        name = chosen(note, player, second, rng) if note.voice == "melody" else ""
        decorated += adorned(note, name, key, second) if name else [note]
    return decorated


def chosen(note: PartNote, player: Player, second: float, rng: np.random.Generator) -> str:
    """Choose an ornament for a note, or none; second is how many ticks it has."""
    known, can_bend = load_ornaments(), load_idioms()[load_instruments()[player.instrument].idiom].bends
    for name, share in player.part.ornaments.items():
        ornament = known[name]
        is_drawn = rng.random() < share
        if is_drawn and note.length >= ornament.least_s * second and (can_bend or not ornament.is_bent):
            return name
    return ""


def adorned(note: PartNote, name: str, key: Key, second: float) -> list[PartNote]:
    """Return a note with an ornament: marked to be bent, or cut into those that adorn it and the rest of it."""
    ornament = load_ornaments()[name]
    if ornament.is_bent:
        return [msgspec.structs.replace(note, ornament=name)]
    small: list[PartNote] = []
    start = note.start
    for step, length_s in repeated(ornament, note.length / second):
        length = max(1, round(length_s * second))
        pitch = neighbour(note.pitch, step, key)
        small.append(
            msgspec.structs.replace(note, start=start, length=length, pitch=pitch, accent=note.accent + SHORT_ACCENT)
        )
        start += length
    small[0] = msgspec.structs.replace(small[0], accent=note.accent)
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
