"""Transitions: effects at the borders of sections, such as risers, impacts and swells."""

from __future__ import annotations

from typing import Literal

import msgspec

from musicapp.engines.composer.arrangement.written import PartNote
from musicapp.engines.composer.form.form import Form, SectionForm
from musicapp.engines.composer.styles.grooves import EFFECT_KEYS, EffectCue, EffectRules

LONGEST_SHARE = 0.5
"""Share of a section that an effect before its end may take."""
FULL_CHANGE = 0.4
"""Change of energy that makes an effect as strong as it can be."""


class Border(msgspec.Struct, frozen=True, kw_only=True):
    """Where something begins: the first section, another, or the last chord; and by how much energy changes."""

    begins: Literal["piece", "section", "last chord"]
    kind: str = ""
    change: float = 0.0


def write_effects(section: SectionForm, rules: EffectRules, form: Form) -> tuple[PartNote, ...]:
    """Write the effects that start in a section: on its first beat, and before what follows it.

    Of one effect that two cues ask for at one border the longest is written.
    """
    before, after = border_before(section, form), border_after(section, form)
    notes = [write_on(cue, section, before) for cue in rules.cues if cue.place == "on" and fits(cue, before)]
    notes += [write_before(cue, section, after) for cue in rules.cues if cue.place == "before" and fits(cue, after)]
    longest = {(note.pitch, note.end): note for note in sorted(notes, key=lambda note: note.length)}
    return tuple(sorted(longest.values(), key=lambda note: (note.start, note.pitch)))


def border_before(section: SectionForm, form: Form) -> Border:
    """Return the border at a section's beginning; in a loop the end comes before the beginning."""
    place = form.sections.index(section)
    if place == 0 and form.grid.last_chord is not None:
        return Border(begins="piece", kind=section.kind)
    return Border(begins="section", kind=section.kind, change=section.energy - form.sections[place - 1].energy)


def border_after(section: SectionForm, form: Form) -> Border | None:
    """Return the border at a section's end; None where the piece fades away."""
    place = form.sections.index(section) + 1
    if place < len(form.sections):
        return border_before(form.sections[place], form)
    if form.grid.last_chord is None:
        return border_before(form.sections[0], form)
    return None if form.ending == "fade" else Border(begins="last chord")


def fits(cue: EffectCue, border: Border | None) -> bool:
    """Return whether a cue is for a border."""
    if border is None or (cue.kinds and border.kind not in cue.kinds):
        return False
    match cue.change:
        case "start":
            return border.begins == "piece"
        case "end":
            return border.begins == "last chord"
        case "rise":
            return border.begins == "section" and border.change >= cue.least
        case "fall":
            return border.begins == "section" and border.change <= -cue.least
        case "any":
            return border.begins == "section"


def write_on(cue: EffectCue, section: SectionForm, border: Border) -> PartNote:
    """Write an effect on a section's first beat."""
    length = min(ticks_of(cue, section), section.end - section.start)
    return effect_note(cue, section.start, length, border)


def write_before(cue: EffectCue, section: SectionForm, border: Border | None) -> PartNote:
    """Write an effect that ends where a section does."""
    length = min(ticks_of(cue, section), round(LONGEST_SHARE * (section.end - section.start)))
    return effect_note(cue, section.end - length, length, border or Border(begins="last chord"))


def ticks_of(cue: EffectCue, section: SectionForm) -> int:
    """Return how long a cue is in bars of a section."""
    return max(1, round(cue.bars * section.phrases[0].bars[0].length))


def effect_note(cue: EffectCue, start: int, length: int, border: Border) -> PartNote:
    """Write an effect, the harder the more energy changes."""
    accent = min(1.0, abs(border.change) / FULL_CHANGE) - 0.5
    return PartNote(start=start, length=max(1, length), pitch=EFFECT_KEYS[cue.effect], voice="effect", accent=accent)
