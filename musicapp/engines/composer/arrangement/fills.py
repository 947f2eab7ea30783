"""Fills: what drums do at the ends of phrases, and what they leave out before a section."""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.arrangement.drum_steps import Beat, Hit, beats_of_bar, is_in_threes, lay_lanes
from musicapp.engines.composer.form.form import Form, Phrase, SectionForm
from musicapp.engines.composer.scene import distance
from musicapp.engines.composer.seeds import pick
from musicapp.engines.composer.styles.grooves import DrumFill, DrumRules

INSIDE_BEATS, LEVEL_BEATS, RISE_BEATS = 1, 2, 4
"""How long a fill should be inside a section, before one of about the same energy, and before a stronger one."""
CHANGE = 0.08
"""Change of energy that counts."""


class Fill(msgspec.Struct, frozen=True, kw_only=True):
    """A fill as it is played: the ticks in which patterns are silent but for the drums it keeps, and its hits."""

    start: int
    end: int
    hits: tuple[Hit, ...] = ()
    keeps: tuple[str, ...] = ()


class Lead(msgspec.Struct, frozen=True, kw_only=True):
    """The end of a phrase and what it leads into."""

    phrase: Phrase
    kind: str
    energy: float
    beats: int
    """How long a fill should be; 0 where there should be none."""
    is_border: bool


def plan_fills(section: SectionForm, rules: DrumRules, form: Form, rng: np.random.Generator) -> tuple[Fill, ...]:
    """Plan the fills of a section: by chance at the ends of its phrases, always at its own where one suits.

    No fill comes twice in succession. Sections draw by themselves, so the first and the last fill of one are taken
    from every other fill only, by the number of the section.
    """
    turn = form.sections.index(section) % 2
    wanted = [lead for lead in leads_of(section, form) if rng.random() < rules.fill_share or lead.is_border]
    filled = [lead for lead in wanted if suiting(lead, rules)]
    fills: list[Fill] = []
    before = ""
    for lead in filled:
        names = [name for name in suiting(lead, rules) if name != before] or [before]
        if lead in (filled[0], filled[-1]):
            names = [name for name in names if turn_of(name, rules) == turn] or names
        before = pick(rng, nearest_in_size(names, lead, rules))
        fills.append(lay_fill(rules.fills[before], lead.phrase))
    silences = [fall_silent(lead.phrase, rules) for lead in wanted if is_hushed(lead, rules)]
    return (*fills, *silences)


def leads_of(section: SectionForm, form: Form) -> list[Lead]:
    """Return the ends of a section's phrases and what each leads into."""
    kind, energy = what_follows(section, form)
    change = energy - section.energy
    wanted = 0 if change < -CHANGE else RISE_BEATS if change > CHANGE else LEVEL_BEATS
    last = section.phrases[-1]
    return [
        Lead(
            phrase=phrase,
            kind=kind if phrase == last else section.kind,
            energy=energy if phrase == last else section.energy,
            beats=min(wanted if phrase == last else INSIDE_BEATS, len(room(phrase))),
            is_border=phrase == last,
        )
        for phrase in section.phrases
    ]


def what_follows(section: SectionForm, form: Form) -> tuple[str, float]:
    """Return the kind and energy of what follows a section: another, the first of a loop, or the last chord."""
    place = form.sections.index(section) + 1
    if place < len(form.sections) or form.grid.last_chord is None:
        following = form.sections[place % len(form.sections)]
        return following.kind, following.energy
    return "", {"hit": 1.0, "fade": 0.0}.get(form.ending, form.last_energy)


def suiting(lead: Lead, rules: DrumRules) -> list[str]:
    """Return the fills that suit what follows, those of the meter's kind if there are any."""
    if not lead.beats or is_hushed(lead, rules):
        return []
    names = [
        name
        for name, fill in rules.fills.items()
        if distance(lead.energy, fill.energy) == 0 and (not fill.kinds or lead.kind in fill.kinds)
    ]
    in_threes = is_in_threes(beats_of_bar(lead.phrase.bars[-1]))
    return [name for name in names if (rules.fills[name].steps_a_beat % 3 == 0) == in_threes] or names


def is_hushed(lead: Lead, rules: DrumRules) -> bool:
    """Return whether silence comes before a section instead of a fill."""
    return lead.is_border and lead.kind in rules.silent_before


def turn_of(name: str, rules: DrumRules) -> int:
    """Return whose turn a fill is: of those of its length, every other is for sections of odd number."""
    fill = rules.fills[name]
    alike = [
        other
        for other, another in rules.fills.items()
        if (another.beats, another.steps_a_beat % 3 == 0) == (fill.beats, fill.steps_a_beat % 3 == 0)
    ]
    return alike.index(name) % 2


def nearest_in_size(names: list[str], lead: Lead, rules: DrumRules) -> list[str]:
    """Return the fills whose length is nearest to what is wanted."""
    nearest = min(abs(rules.fills[name].beats - lead.beats) for name in names)
    return [name for name in names if abs(rules.fills[name].beats - lead.beats) == nearest]


def lay_fill(fill: DrumFill, phrase: Phrase) -> Fill:
    """Lay a fill on the last beats of a phrase; where they are too few, its beginning is left out."""
    beats = room(phrase)[-fill.beats :]
    hits = [
        hit
        for index, beat in enumerate(beats, fill.beats - len(beats))
        for hit in lay_lanes(beat_of(fill, index), fill.steps_a_beat, (beat,))
    ]
    return Fill(start=beats[0].start, end=phrase.end, hits=tuple(hits), keeps=fill.keeps)


def beat_of(fill: DrumFill, index: int) -> dict[str, str]:
    """Return a beat of a fill's lanes."""
    steps = fill.steps_a_beat
    return {drum: lane[index * steps : (index + 1) * steps] for drum, lane in fill.lanes.items()}


def room(phrase: Phrase) -> tuple[Beat, ...]:
    """Return the beats of a phrase that a fill may take: its second half."""
    beats = [beat for bar in phrase.bars for beat in beats_of_bar(bar)]
    return tuple(beats[(len(beats) + 1) // 2 :])


def fall_silent(phrase: Phrase, rules: DrumRules) -> Fill:
    """Leave out the last beats of a phrase, at most half of it."""
    length = min(round(rules.silent_beats * phrase.bars[-1].meter.counted_beat), (phrase.end - phrase.start) // 2)
    return Fill(start=phrase.end - length, end=phrase.end)
