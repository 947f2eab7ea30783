"""Harmony: a chord for every moment, section by section, from the style's loops or half-phrases.

A section that returns takes up the whole harmony of its source.
"""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.form.form import Form, SectionForm
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.harmony.half_phrases import write_phrases
from musicapp.engines.composer.harmony.loops import Goal, loops_of, write_loop
from musicapp.engines.composer.harmony.numerals import Numerals
from musicapp.engines.composer.harmony.rules import HarmonyRules
from musicapp.engines.composer.moods import Mood
from musicapp.engines.composer.seeds import Seeds
from musicapp.engines.composer.styles.progressions import Progressions
from musicapp.engines.composer.styles.style import Style
from musicapp.engines.composer.theory.chords import Chord, parse_chord
from musicapp.engines.composer.theory.keys import Key

COLOUR_SHARE = 0.3
"""How often a head is one with borrowed or applied chords, before moods."""


class ChordSpan(msgspec.Struct, frozen=True, kw_only=True):
    """A chord and the ticks for which it holds."""

    chord: Chord
    start: int
    end: int


class Harmony(msgspec.Struct, frozen=True, kw_only=True):
    """Chords by section name, and the last chord if there is one."""

    sections: dict[str, tuple[ChordSpan, ...]]
    last: ChordSpan | None

    @property
    def spans(self) -> tuple[ChordSpan, ...]:
        """All chords in order."""
        spans = tuple(span for section in self.sections.values() for span in section)
        return (*spans, self.last) if self.last else spans


def harmonize(form: Form, style: Style, mood: Mood, seeds: Seeds) -> Harmony:
    """Choose the chords of every section."""
    rules = HarmonyRules(
        progressions=style.progressions(form.key),
        colour=min(0.8, max(0.0, COLOUR_SHARE * (1 + 1.5 * mood.colour))),
        seeds=seeds,
    )
    sections = {s.name: lay_chords(s, write_numerals(s, form, rules), form.key) for s in form.sections}
    return Harmony(sections=sections, last=last_span(form, rules.progressions))


def write_numerals(section: SectionForm, form: Form, rules: HarmonyRules) -> Numerals:
    """Choose a section's chords: a loop where the style has loops for it, else phrase by phrase."""
    if loops_of(section, rules.progressions):
        return write_loop(section, goal_of(section, form), rules)
    return write_phrases(section, form.key, rules)


def goal_of(section: SectionForm, form: Form) -> Goal:
    """Return what the end of a section leads to."""
    if section != form.sections[-1]:
        return "section"
    has_cadence = form.grid.last_chord is not None and form.ending != "fade"
    return "last chord" if has_cadence else "nothing"


def lay_chords(section: SectionForm, numerals: Numerals, key: Key) -> tuple[ChordSpan, ...]:
    """Lay numerals on a section's bars."""
    bars = [bar for phrase in section.phrases for bar in phrase.bars]
    return tuple(span for bar, names in zip(bars, numerals, strict=True) for span in bar_spans(bar, names, key))


def bar_spans(bar: Bar, names: list[str], key: Key) -> list[ChordSpan]:
    """Share a bar out among its chords at beats; what has no beat left over is dropped."""
    beats = bar.meter.beats
    names = names[-len(beats) :]
    starts = [bar.start + sum(beats[: -(-i * len(beats) // len(names))]) for i in range(len(names))]
    ends = [*starts[1:], bar.end]
    return [
        ChordSpan(chord=parse_chord(name, key), start=start, end=end)
        for name, start, end in zip(names, starts, ends, strict=True)
    ]


def last_span(form: Form, progressions: Progressions) -> ChordSpan | None:
    """Return the tonic that ends the piece."""
    start = form.grid.last_chord
    if start is None:
        return None
    numeral = progressions.last or ("i" if form.key.is_minor else "I")
    return ChordSpan(chord=parse_chord(numeral, form.key), start=start, end=int(form.grid.total))
