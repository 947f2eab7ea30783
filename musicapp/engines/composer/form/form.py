"""Form: sections and phrases on the grid of bars. The first stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from typing import Literal

import msgspec

from musicapp.core.model import Brief
from musicapp.engines.composer.form.energy import moved_top, section_energy
from musicapp.engines.composer.form.grid import Bar, Extent, Grid, fit_grid
from musicapp.engines.composer.form.kinds import BRINGS_THEME, KINDS
from musicapp.engines.composer.form.slots import Slot, lay_slots
from musicapp.engines.composer.moods import Mood, blend_moods, load_moods
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.forms import FormRules
from musicapp.engines.composer.styles.style import Style
from musicapp.engines.composer.theory.keys import Key, parse_key
from musicapp.engines.composer.theory.meters import parse_meter

Cadence = Literal["half", "authentic", "open"]
EnergyAt = Callable[[float, str], float]
"""Energy from a place (share of the length) and a kind of section."""
LONGEST_HUSH_SHARE = 0.5
"""Share of a section that a silence at its end may take."""
RETURNS_BEFORE_NEW_THEME = 4
LIFT_FROM = 0.72
"""Share of the piece after which a lift may come."""
CONTRAST_LETTERS = "BCDEFGH"


class Phrase(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase: its bars and how it ends. One that leads in lacks its first bars, not its last."""

    bars: tuple[Bar, ...]
    cadence: Cadence
    leads_in: bool = False

    @property
    def start(self) -> int:
        """First tick."""
        return self.bars[0].start

    @property
    def end(self) -> int:
        """Tick after the last."""
        return self.bars[-1].end

    @property
    def anchor(self) -> int:
        """Tick from which what takes several bars is counted, backwards too."""
        return self.end if self.leads_in else self.start


class SectionForm(msgspec.Struct, frozen=True, kw_only=True):
    """A section. material names its theme, source the section whose melody it takes up."""

    name: str
    kind: str
    material: str
    source: str
    energy: float
    phrases: tuple[Phrase, ...]
    lift: int = 0
    """Semitones that it sounds higher than it was invented."""
    hush: int = 0
    """Ticks before its first beat in which everybody is silent."""

    @property
    def start(self) -> int:
        """First tick."""
        return self.phrases[0].start

    @property
    def end(self) -> int:
        """Tick after the last."""
        return self.phrases[-1].end


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """The plan of a piece. A piece too short for a bar has no sections, only its last chord."""

    key: Key
    grid: Grid
    ending: str
    sections: tuple[SectionForm, ...]
    last_energy: float

    @property
    def last_lift(self) -> int:
        """Semitones that the last chord sounds higher."""
        return self.sections[-1].lift if self.sections else 0

    def end_before_hush(self, start: int, end: int) -> int:
        """Return where what sounds from start to end stops: where a silence begins, at once if it starts in one."""
        begins = [s.start - s.hush for s in self.sections if s.hush and start < s.start and s.start - s.hush < end]
        return max(start, min(end, *begins)) if begins else end


def plan_form(brief: Brief, style: Style, seeds: Seeds) -> Form:
    """Plan sections and phrases for exactly the length asked for."""
    mood = blend_moods(brief.mood, load_moods())
    extent = Extent(
        seconds=brief.seconds,
        tempo=brief.tempo,
        meter=parse_meter(brief.meter),
        ending=brief.ending,
        loop=brief.loop,
    )
    grid = fit_grid(extent)
    slots = lay_slots(grid, style.form, seeds.of("form")) if grid.bars else ()
    sections = name_sections(slots, grid, energy_of(brief, style.form, mood))
    sections = hush_before_rises(sections, grid, style.form)
    sections = sections if brief.loop else lift_last_return(sections, style.form.lift)
    last = sections[-1].energy if sections else section_energy(brief.energy, 1.0, "closing", mood.energy)
    return Form(key=parse_key(brief.key), grid=grid, ending=brief.ending, sections=sections, last_energy=last)


def energy_of(brief: Brief, rules: FormRules, mood: Mood) -> EnergyAt:
    """Return the energy that a brief asks for; the top of an arch lies where the style has it."""

    def energy(middle: float, kind: str) -> float:
        place = moved_top(middle, rules.peak) if brief.energy == "arch" else middle
        return section_energy(brief.energy, place, kind, mood.energy)

    return energy


def name_sections(slots: tuple[Slot, ...], grid: Grid, energy: EnergyAt) -> tuple[SectionForm, ...]:
    """Give every slot its bars, name, material and energy."""
    counted: Counter[str] = Counter()
    sections: list[SectionForm] = []
    first = 0
    for index, slot in enumerate(slots):
        kind = kind_of(slot, counted)
        counted[kind] += 1
        name = kind if counted[kind] == 1 else f"{kind} {counted[kind]}"
        subject = subject_of(kind, name, sections)
        phrases = cut_phrases(kind, slot, grid.bars[first:], is_last=index == len(slots) - 1)
        first += sum(slot.lengths)
        middle = (phrases[0].start + phrases[-1].end) / 2 / max(grid.total, 1.0)
        sections.append(
            SectionForm(
                name=name,
                kind=kind,
                material=subject.material,
                source=subject.source,
                energy=energy(middle, kind),
                phrases=phrases,
            )
        )
    return tuple(sections)


def hush_before_rises(sections: tuple[SectionForm, ...], grid: Grid, rules: FormRules) -> tuple[SectionForm, ...]:
    """Put a silence before each section whose kind asks for one, where it is stronger than what it follows."""
    hushed = list(sections[:1])
    for before, section in pairwise(sections):
        beats = rules.hush_beats.get(section.kind, 0.0) if section.energy > before.energy else 0.0
        longest = LONGEST_HUSH_SHARE * (before.end - before.start)
        hush = round(min(beats * grid.meter.counted_beat, longest))
        hushed.append(msgspec.structs.replace(section, hush=hush))
    return tuple(hushed)


def lift_last_return(sections: tuple[SectionForm, ...], lift: int) -> tuple[SectionForm, ...]:
    """Lift the last section that takes up another, and all that follow; never one that comes at once after its source.

    What is lifted must have been heard in its own key and left for something else, and come late: of a piece of which
    half is lifted nobody could say in which key it is.
    """
    late = LIFT_FROM * sections[-1].end if sections else 0.0
    returns = [i for i in range(2, len(sections)) if is_return(sections[: i + 1]) and sections[i].start >= late]
    if not lift or not returns:
        return sections
    first = returns[-1]
    return (*sections[:first], *(msgspec.structs.replace(section, lift=lift) for section in sections[first:]))


def is_return(sections: tuple[SectionForm, ...]) -> bool:
    """Say whether the last of some sections takes up one that other material has followed."""
    last, before = sections[-1], sections[-2]
    return last.source not in (last.name, before.source)


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a section is about: the section that brought its melody, and its material."""

    source: str
    material: str


def subject_of(kind: str, name: str, before: list[SectionForm]) -> Subject:
    """Return a section's subject: taken up from one before, or its own."""
    takes = KINDS[kind].takes
    taken = [s for s in before if s.kind == kind] if takes == "kind" else []
    if takes == "theme":
        taken = [s for s in before if s.kind in BRINGS_THEME][-1:]
    if taken:
        return Subject(source=taken[0].source, material=taken[0].material)
    return Subject(source=name, material=new_material(kind, before))


def new_material(kind: str, before: list[SectionForm]) -> str:
    """Name a section's material: its kind's, each contrast's own, each theme a new A, all others the first theme's."""
    if KINDS[kind].letter:
        return KINDS[kind].letter
    if KINDS[kind].is_contrast:
        contrasts = sum(KINDS[s.kind].is_contrast and not KINDS[s.kind].letter for s in before)
        return CONTRAST_LETTERS[contrasts % len(CONTRAST_LETTERS)]
    themes = sum(section.kind == "theme" for section in before)
    return f"A{themes + 1}" if kind == "theme" and themes else "A"


def kind_of(slot: Slot, counted: Counter[str]) -> str:
    """Return a slot's kind; in a long piece a new theme comes in place of some contrasts."""
    if slot.part.kind != "contrast":
        return slot.part.kind
    is_time = counted["contrast"] > 0 and counted["return"] % RETURNS_BEFORE_NEW_THEME == 0
    return "theme" if is_time and counted["theme"] * RETURNS_BEFORE_NEW_THEME <= counted["return"] else "contrast"


def cut_phrases(kind: str, slot: Slot, bars: tuple[Bar, ...], *, is_last: bool) -> tuple[Phrase, ...]:
    """Cut a section's bars into phrases and give each its cadence."""
    phrases = []
    first = 0
    for index, length in enumerate(slot.lengths):
        is_end = index == len(slot.lengths) - 1
        cadence = cadence_of(kind, index, is_end=is_end, is_last=is_last)
        leads_in = slot.leads_in and index == 0
        phrases.append(Phrase(bars=bars[first : first + length], cadence=cadence, leads_in=leads_in))
        first += length
    return tuple(phrases)


def cadence_of(kind: str, index: int, *, is_end: bool, is_last: bool) -> Cadence:
    """Return how a phrase ends: open before the last chord, half in the middle of a period."""
    if is_end and is_last:
        return "open"
    if is_end:
        return "half" if KINDS[kind].ends_open else "authentic"
    return "half" if index % 2 == 0 else "authentic"
