"""Phrases from half-phrases: a head and a cadence, in Roman numerals.

The second phrase of a period takes up the head of the first, so that its melody can return.
"""

from __future__ import annotations

import numpy as np

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.harmony.numerals import Numerals, bars_of, stretch
from musicapp.engines.composer.harmony.rules import HarmonyRules
from musicapp.engines.composer.seeds import pick
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.key_sense import Weights, clearness
from musicapp.engines.composer.theory.keys import Key

DRAFTS = 8
CLEAR = 0.15
"""How much more like its own key than like another a section should be."""


def write_phrases(section: SectionForm, key: Key, rules: HarmonyRules) -> Numerals:
    """Choose the chords of a section's bars: the first draft that tells the key, else the one that tells it best."""
    rng = rules.seeds.of("harmony", section.source)
    drafts = [draft_phrases(section, rules, rng) for _ in range(DRAFTS)]
    clear = [clearness(tones_of(draft, key), key) for draft in drafts]
    chosen = next((place for place, value in enumerate(clear) if value >= CLEAR), clear.index(max(clear)))
    return drafts[chosen]


def tones_of(numerals: Numerals, key: Key) -> Weights:
    """Return how much of each pitch class some bars of chords have, the bass once more."""
    weights = np.zeros(12)
    for bar in numerals:
        for chord in (parse_chord(numeral, key) for numeral in bar):
            for tone in (*chord.classes, chord.bass):
                weights[tone] += 1 / len(bar)
    return weights


def draft_phrases(section: SectionForm, rules: HarmonyRules, rng: np.random.Generator) -> Numerals:
    """Draw the chords of a section's bars."""
    progressions = rules.progressions
    heads = progressions.contrast if KINDS[section.kind].is_contrast else progressions.heads
    first, later = pick(rng, heads), pick(rng, heads)
    coloured = pick(rng, progressions.colour) if rng.random() < rules.colour and progressions.colour else later
    numerals: Numerals = []
    for index, phrase in enumerate(section.phrases):
        head = first if index < 2 else coloured
        cadence = pick(rng, getattr(progressions, phrase.cadence))
        numerals.extend(stretch(bars_of(head) + bars_of(cadence), len(phrase.bars)))
    return numerals
