"""Melody: each section's theme from its material's motifs, the best of some drafts, and how it returns."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.harmony.harmony import ChordSpan
from musicapp.engines.composer.melody.climax import set_climax
from musicapp.engines.composer.melody.drafts import SECTION_DRAFTS, Wants, invent_motifs, least_flawed
from musicapp.engines.composer.melody.judgement import flaws_of, misfits, missing_pulls
from musicapp.engines.composer.melody.motif import Pace
from musicapp.engines.composer.melody.notes import Melody, Note
from musicapp.engines.composer.melody.phrase import Lines, to_notes, write_phrase
from musicapp.engines.composer.melody.pickup import add_pickups
from musicapp.engines.composer.melody.pitches import Gamut
from musicapp.engines.composer.melody.placed import Material, Placed
from musicapp.engines.composer.melody.returning import places_of, strangeness
from musicapp.engines.composer.melody.turns import Turn, turns_of
from musicapp.engines.composer.melody.variation import raise_octave, vary
from musicapp.engines.composer.scene import Scene
from musicapp.engines.composer.seeds import Seeds, pick
from musicapp.engines.composer.theory.keys import with_scale

CENTRE_ABOVE_LOWEST = 11
CONTRAST_STEPS_UP = 2
CLIMAX_STEPS = 2.5
OCTAVE_UP_FROM_ENERGY = 0.6
OCTAVE_UP_SHARE = 0.5
ACCOMPANYING = frozenset({"chords", "pad", "bass"})
UNACCOMPANIED = ("a b a' cad", "a a' b cad", "a b a b-cad", "a a' a/ cad", "b b' -a cad")
SAME_AGAIN = 100.0
"""The flaw of a new take that is none."""


class Sheet(msgspec.Struct, frozen=True, kw_only=True):
    """What a section's melody is written on: the section, its material, what its phrases may do."""

    section: SectionForm
    material: Material
    plans: tuple[str, ...]
    spans: tuple[ChordSpan, ...]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A section as it was drafted: the draft's number, its notes, and what had been heard before it."""

    number: int
    heard: frozenset[Turn]
    placed: list[Placed] = []


def write_melody(scene: Scene, seeds: Seeds) -> Melody:
    """Write the melody of every section."""
    sheets = {section.name: sheet_of(section, scene, seeds) for section in scene.form.sections}
    drafts = keep_drafts(sheets, Seeds(seed=seeds.seed))
    return Melody(sections={name: write_section(sheet, scene, seeds, drafts) for name, sheet in sheets.items()})


def keep_drafts(sheets: dict[str, Sheet], seeds: Seeds) -> dict[str, Draft]:
    """Keep a draft of each section that brings a melody of its own, in the order in which they are heard."""
    kept: dict[str, Draft] = {}
    heard: frozenset[Turn] = frozenset()
    for name, sheet in sheets.items():
        if sheet.section.source == name:
            kept[name] = best_draft(sheet, seeds, heard)
            heard |= frozenset(turns_of(pitches_of(kept[name].placed, sheet)))
    return kept


def write_take(sheet: Sheet, seeds: Seeds, source: Draft) -> list[Placed]:
    """Write a section in its source's draft, or in a new take: the best draft that no take before it has sung."""
    name, is_source = f"melody/{sheet.section.name}", sheet.section.source == sheet.section.name
    sung = [source.placed if is_source else write_draft(sheet, Seeds(seed=seeds.seed), source)]
    for take in range(1, seeds.takes.get(name, 0) + 1):
        anew = Seeds(seed=seeds.seed, takes={name: take})
        sung.append(best_draft(sheet, anew, source.heard, sung).placed)
    return sung[-1]


def best_draft(sheet: Sheet, seeds: Seeds, heard: frozenset[Turn], unlike: Sequence[list[Placed]] = ()) -> Draft:
    """Return the draft that is sung best after what was heard, and is unlike some others."""
    drafts = [Draft(number=number, heard=heard) for number in range(SECTION_DRAFTS)]
    written = [write_draft(sheet, seeds, draft) for draft in drafts]
    best = least_flawed([flaws_in(placed, sheet, heard) + SAME_AGAIN * (placed in unlike) for placed in written])
    return msgspec.structs.replace(drafts[best], placed=written[best])


def flaws_in(placed: list[Placed], sheet: Sheet, heard: frozenset[Turn]) -> float:
    """Return how flawed a section's notes are after what was heard."""
    gamut = sheet.material.gamut
    return (
        flaws_of(pitches_of(placed, sheet), heard) + 2.0 * misfits(placed, gamut) + 0.4 * missing_pulls(placed, gamut)
    )


def pitches_of(placed: list[Placed], sheet: Sheet) -> list[int]:
    """Return the pitches of a section's notes."""
    return [note.pitch for note in to_notes(placed, sheet.material.gamut)]


def sheet_of(section: SectionForm, scene: Scene, seeds: Seeds) -> Sheet:
    """Lay out what a section's melody is written on."""
    return Sheet(
        section=section,
        material=material_of(section, scene, seeds),
        plans=plans_of(section, scene),
        spans=scene.harmony.sections[section.name],
    )


def write_draft(sheet: Sheet, seeds: Seeds, draft: Draft) -> list[Placed]:
    """Write a draft of a section: its phrases, their climax, and pickups between them."""
    section, material = sheet.section, sheet.material
    placed: list[Placed] = []
    for index, phrase in enumerate(section.phrases):
        rng = section_rng(section, seeds, f"period {index // 2 + 1}", draft.number)
        lift = CLIMAX_STEPS if index == len(section.phrases) - 1 else 0.0
        plan = tuple(pick(rng, sheet.plans).split())
        heard = draft.heard | frozenset(turns_of(pitches_of(placed, sheet)))
        lines = Lines(phrase=phrase, spans=sheet.spans, plan=plan, lift=lift, heard=heard)
        placed.extend(write_phrase(lines, material, rng))
    placed = set_climax(placed, section.phrases[-1].start, material)
    return add_pickups(placed, section, material, section_rng(section, seeds, "pickups", draft.number))


def write_section(sheet: Sheet, scene: Scene, seeds: Seeds, drafts: dict[str, Draft]) -> tuple[Note, ...]:
    """Write a section's notes; what returns is varied."""
    section, material = sheet.section, sheet.material
    notes = to_notes(write_take(sheet, seeds, drafts[section.source]), material.gamut)
    if section.source == section.name:
        return notes
    rng = seeds.of("melody", section.name)
    varied = vary(notes, material.gamut, scene.form.grid.meter, rng)
    is_raised = section.energy >= OCTAVE_UP_FROM_ENERGY and rng.random() < OCTAVE_UP_SHARE
    return raise_octave(varied, section.phrases[-1].start, scene.style.melody.range[1]) if is_raised else varied


def plans_of(section: SectionForm, scene: Scene) -> tuple[str, ...]:
    """Return the plans that a section's phrases may follow: its source's kind's, else a theme's.

    A style's melodies may rest because others go on; where nobody accompanies they do not.
    """
    if not any(player.part.role in ACCOMPANYING for player in scene.players):
        return UNACCOMPANIED
    plans = scene.style.melody.plans
    kind = next(s.kind for s in scene.form.sections if s.name == section.source)
    return plans.get(kind, plans["theme"])


def section_rng(section: SectionForm, seeds: Seeds, period: str, draft: int) -> np.random.Generator:
    """Return the generator of a period in a draft: the source's, unless this section was taken anew."""
    take = seeds.takes.get(f"melody/{section.name}", 0)
    if take:
        return seeds.of("melody", section.name, period, f"draft {draft}", f"take {take}")
    return seeds.of("melody", section.source, period, f"draft {draft}")


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
    low, high = scene.style.melody.range
    key = scene.form.key
    key = with_scale(key, rules.scales.get(key.mode.family, key.mode.scale))
    gamut = Gamut(key=key, base=tonic_above(low, key.tonic_class))
    centre = gamut.nearest_step(low + CENTRE_ABOVE_LOWEST + scene.mood.register)
    material = Material(
        gamut=gamut,
        motifs={},
        centre=centre + (CONTRAST_STEPS_UP if is_contrast else 0),
        lowest=gamut.nearest_step(low + 1),
        highest=gamut.nearest_step(high - 5),
    )
    first = next(s for s in scene.form.sections if s.material == section.material)
    places = places_of(first, scene.harmony.sections[first.name])
    wants = Wants(meter=grid.meter, pace=pace, strangeness=lambda motif: strangeness(motif, places, material))
    return msgspec.structs.replace(material, motifs=invent_motifs(wants, rng))


def tonic_above(lowest: int, tonic_class: int) -> int:
    """Return the lowest tonic that is not below a pitch."""
    return lowest + (tonic_class - lowest) % 12
