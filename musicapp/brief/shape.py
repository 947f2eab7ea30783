"""Chooses meter, energy over time, ending, loop and moods."""

from __future__ import annotations

from typing import Literal

from musicapp.brief.choices import Choice, Said, said_by
from musicapp.brief.clues import Clue
from musicapp.brief.vocabulary import style_profiles

Energy = Literal["rising", "falling", "arch", "flat", "drop"]
Ending = Literal["fade", "cadence", "hit"]
PLAIN_ENERGY: Energy = "arch"
PLAIN_ENDING: Ending = "cadence"
"""What it is where neither words nor the style say so, or words refuse what the style would do."""
DEFAULT_METER = "4/4"


def choose_meter(clues: tuple[Clue, ...], idea: str) -> Choice[str]:
    """Choose the meter by numbers and words, by a kind of dance, by style, in this order."""
    wanted = [clue for clue in clues if clue.meaning.meter and not clue.is_negated]
    wanted.sort(key=lambda clue: (clue.meaning.subject != "meters", clue.meaning.name == "waltz"))
    if not wanted:
        profile = style_profiles().get(idea)
        return Choice(value=(profile.meter if profile is not None else None) or DEFAULT_METER)
    meter = wanted[0].meaning.meter or DEFAULT_METER
    agreeing = tuple(clue for clue in wanted if clue.meaning.meter == meter)
    numbers = tuple(clue for clue in wanted if clue.meaning.name == "meter" and clue not in agreeing)
    return Choice(value=meter, said=said_by(agreeing, "meter", meter), impossible=numbers)


def choose_energy(clues: tuple[Clue, ...], idea: str) -> Choice[Energy]:
    """Choose the shape over time: that of the style unless words say otherwise."""
    wanted = tuple(clue for clue in clues if clue.meaning.energy)
    asked = tuple(clue for clue in wanted if not clue.is_negated)
    if not asked:
        usual = style_profiles()[idea].usual_energy if idea in style_profiles() else PLAIN_ENERGY
        usual = PLAIN_ENERGY if any(clue.meaning.energy == usual for clue in wanted) else usual
        return Choice(value=usual, said=said_by(wanted, "energy", usual))
    energy = strongest(tuple(clue.meaning.energy for clue in asked if clue.meaning.energy))
    parts = ("arch", "rising", "falling") if energy == "arch" else (energy,)
    agreeing = tuple(clue for clue in asked if clue.meaning.energy in parts)
    return Choice(value=energy, said=said_by(agreeing, "energy", energy))


def strongest(shapes: tuple[Energy, ...]) -> Energy:
    """Return what several shapes make together: a build before a drop is a drop, a rise and then a fall an arch."""
    if "drop" in shapes:
        return "drop"
    moving = tuple(shape for shape in shapes if shape != "flat")
    if "arch" in moving or is_arch(moving):
        return "arch"
    return moving[0] if moving else "flat"


def is_arch(shapes: tuple[Energy, ...]) -> bool:
    """True for a rise and then a fall."""
    return "rising" in shapes and "falling" in shapes[shapes.index("rising") :]


def choose_ending(clues: tuple[Clue, ...], idea: str) -> Choice[Ending]:
    """Choose how it ends: as the style does unless words say otherwise."""
    wanted = [clue for clue in clues if clue.meaning.ending]
    last = next((clue for clue in reversed(wanted) if not clue.is_negated), None)
    if last is None or last.meaning.ending is None:
        usual = style_profiles()[idea].usual_ending if idea in style_profiles() else PLAIN_ENDING
        usual = PLAIN_ENDING if any(clue.meaning.ending == usual for clue in wanted) else usual
        return Choice(value=usual, said=said_by(tuple(wanted), "ending", usual))
    ending = last.meaning.ending
    agreeing = tuple(clue for clue in wanted if clue.meaning.ending == ending and not clue.is_negated)
    return Choice(value=ending, said=said_by(agreeing, "ending", ending))


def choose_loop(clues: tuple[Clue, ...], wish: bool | None) -> Choice[bool]:
    """Choose whether the end runs into the start."""
    if wish is not None:
        return Choice(value=wish)
    asked = tuple(clue for clue in clues if clue.meaning.loop)
    is_loop = any(not clue.is_negated for clue in asked)
    by = tuple(clue for clue in asked if clue.is_negated != is_loop)
    return Choice(value=is_loop, said=said_by(by, "loop", is_loop))


def choose_moods(clues: tuple[Clue, ...]) -> Choice[tuple[str, ...]]:
    """Collect the moods in the order they are named; denied ones are not."""
    said = tuple(
        Said(clue=clue, field="mood", value=moods)
        for clue in clues
        if not clue.is_negated and (moods := list(clue.meaning.moods))
    )
    names = dict.fromkeys(mood for item in said if isinstance(item.value, list) for mood in item.value)
    return Choice(value=tuple(names), said=said)
