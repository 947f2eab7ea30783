"""Melody: each section's theme from its material's motifs, and the changes it returns with."""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.melody.motif import Motif, Pace, invent_motif
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.melody.phrase import Lines, to_notes, write_phrase
from musicapp.engines.composer.melody.pickup import add_pickups
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import Material, Placed
from musicapp.engines.composer.melody.variation import raise_octave, vary
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.seeds import Seeds, pick

CENTRE_ABOVE_LOWEST = 11
CONTRAST_STEPS_UP = 2
CLIMAX_STEPS = 2.5
OCTAVE_UP_FROM_ENERGY = 0.6
OCTAVE_UP_SHARE = 0.5


def write_melody(scene: Scene, seeds: Seeds) -> Melody:
    """Write the melody of every section."""
    return Melody(sections={s.name: write_section(s, scene, seeds) for s in scene.form.sections})


def write_section(section: SectionForm, scene: Scene, seeds: Seeds) -> tuple[Note, ...]:
    """Write a section; one that returns takes up its source's notes and varies them."""
    material = material_of(section, scene, seeds)
    plans = plans_of(section, scene)
    spans = scene.harmony.sections[section.name]
    placed: list[Placed] = []
    for index, phrase in enumerate(section.phrases):
        period = f"period {index // 2 + 1}"
        rng = section_rng(section, seeds, period)
        lift = CLIMAX_STEPS if index == len(section.phrases) - 1 else 0.0
        plan = pick(rng, plans).split()
        placed.extend(write_phrase(Lines(phrase=phrase, spans=spans, plan=tuple(plan), lift=lift), material, rng))
    placed = add_pickups(placed, section, material, section_rng(section, seeds, "pickups"))
    notes = to_notes(placed, material.gamut)
    if section.source == section.name:
        return notes
    rng = seeds.of("melody", section.name)
    varied = vary(notes, material.gamut, scene.form.grid.meter, rng)
    is_raised = section.energy >= OCTAVE_UP_FROM_ENERGY and rng.random() < OCTAVE_UP_SHARE
    return raise_octave(varied, section.phrases[-1].start, scene.style.melody.range[1]) if is_raised else varied


def plans_of(section: SectionForm, scene: Scene) -> tuple[str, ...]:
    """Return the plans that a section's phrases may follow: its source's kind's, else a theme's."""
    plans = scene.style.melody.plans
    kind = next(s.kind for s in scene.form.sections if s.name == section.source)
    return plans.get(kind, plans["theme"])


def section_rng(section: SectionForm, seeds: Seeds, period: str) -> np.random.Generator:
    """Return the generator of a period: the source's, unless this section was taken anew."""
    take = seeds.takes.get(f"melody/{section.name}", 0)
    if take:
        return seeds.of("melody", section.name, period, f"take {take}")
    return seeds.of("melody", section.source, period)


def material_of(section: SectionForm, scene: Scene, seeds: Seeds) -> Material:
    """Invent a material's motifs; sections of the same material get the same."""
    grid = scene.form.grid
    rules = scene.style.melody
    is_contrast = KINDS[section.kind].is_contrast
    speed = (rules.contrast_pace if is_contrast else 1.0) * (1 + 0.5 * scene.mood.motion)
    pace = Pace(
        notes_per_second=rules.notes_per_second * speed,
        seconds_per_tick=grid.clock.seconds_per_tick,
        syncopation=rules.syncopation,
    )
    rng = seeds.of("motif", section.material)
    motifs: dict[str, Motif] = {name: invent_motif(grid.meter, pace, rng) for name in ("a", "b")}
    low, high = scene.style.melody.range
    gamut = Gamut(key=scene.form.key, base=tonic_above(low, scene.form.key.tonic_class))
    centre = gamut.nearest_step(low + CENTRE_ABOVE_LOWEST + scene.mood.register)
    return Material(
        gamut=gamut,
        motifs=motifs,
        centre=centre + (CONTRAST_STEPS_UP if is_contrast else 0),
        lowest=gamut.nearest_step(low + 1),
        highest=gamut.nearest_step(high - 5),
    )


def tonic_above(lowest: int, tonic_class: int) -> int:
    """Return the lowest tonic that is not below a pitch."""
    return lowest + (tonic_class - lowest) % 12
