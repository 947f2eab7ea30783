"""Harmony: a chord for every moment, phrase by phrase, from the style's half-phrases.

A phrase is a head and a cadence. The second phrase of a period takes up the head of the
first, so that its melody can return; a section that returns takes up the whole harmony.
"""

from __future__ import annotations

import msgspec
import numpy as np

from musicapp.engines.composer.form.form import Form, Phrase, SectionForm
from musicapp.engines.composer.form.grid import Bar
from musicapp.engines.composer.moods import Mood
from musicapp.engines.composer.seeds import Seeds, pick
from musicapp.engines.composer.styles.style import Progressions, Style
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


class HarmonyRules(msgspec.Struct, frozen=True, kw_only=True):
    """What choosing needs: the mode's progressions and how often colour is wanted."""

    key: Key
    progressions: Progressions
    colour: float


def harmonize(form: Form, style: Style, mood: Mood, seeds: Seeds) -> Harmony:
    """Choose the chords of every section."""
    rules = HarmonyRules(
        key=form.key,
        progressions=style.harmony[form.key.mode.family],
        colour=min(0.8, max(0.0, COLOUR_SHARE * (1 + 1.5 * mood.colour))),
    )
    sections = {s.name: harmonize_section(s, rules, seeds.of("harmony", s.source)) for s in form.sections}
    return Harmony(sections=sections, last=last_span(form))


def harmonize_section(section: SectionForm, rules: HarmonyRules, rng: np.random.Generator) -> tuple[ChordSpan, ...]:
    """Choose a section's chords; phrases in pairs share their head."""
    heads = rules.progressions.contrast if section.kind == "contrast" else rules.progressions.heads
    first, later = pick(rng, heads), pick(rng, heads)
    coloured = pick(rng, rules.progressions.colour) if rng.random() < rules.colour else later
    spans: list[ChordSpan] = []
    for index, phrase in enumerate(section.phrases):
        head = first if index < 2 else coloured
        cadence = pick(rng, getattr(rules.progressions, phrase.cadence))
        spans.extend(phrase_spans(phrase, bars_of(head) + bars_of(cadence), rules.key))
    return tuple(spans)


def bars_of(half: str) -> list[list[str]]:
    """Split a half-phrase into bars of numerals."""
    return [bar.split() for bar in half.split("|")]


def phrase_spans(phrase: Phrase, numerals: list[list[str]], key: Key) -> list[ChordSpan]:
    """Lay numerals on a phrase's bars, counted from the cadence back."""
    laid = stretch(numerals, len(phrase.bars))
    spans: list[ChordSpan] = []
    for bar, names in zip(phrase.bars, laid, strict=True):
        spans.extend(bar_spans(bar, names, key))
    return spans


def stretch(numerals: list[list[str]], bars: int) -> list[list[str]]:
    """Fit four bars of chords to another number: start and cadence stay, the middle is cut or the head repeated."""
    if bars < len(numerals):
        return numerals[-1:] if bars == 1 else [numerals[0], *numerals[len(numerals) - bars + 1 :]]
    extra = bars - len(numerals)
    head = numerals[:2]
    repeated = (head * (extra // len(head) + 1))[:extra]
    return numerals[:2] + repeated + numerals[2:]


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


def last_span(form: Form) -> ChordSpan | None:
    """Return the tonic that ends the piece."""
    start = form.grid.last_chord
    if start is None:
        return None
    numeral = "i" if form.key.is_minor else "I"
    return ChordSpan(chord=parse_chord(numeral, form.key), start=start, end=int(form.grid.total))
