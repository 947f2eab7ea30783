"""Phrases from half-phrases: a head and a cadence, in Roman numerals.

The second phrase of a period takes up the head of the first, so that its melody can return.
"""

from __future__ import annotations

from musicapp.engines.composer.form.form import SectionForm
from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.harmony.numerals import Numerals, bars_of, stretch
from musicapp.engines.composer.harmony.rules import HarmonyRules
from musicapp.engines.composer.seeds import pick


def write_phrases(section: SectionForm, rules: HarmonyRules) -> Numerals:
    """Choose the chords of a section's bars."""
    progressions, rng = rules.progressions, rules.seeds.of("harmony", section.source)
    heads = progressions.contrast if KINDS[section.kind].is_contrast else progressions.heads
    first, later = pick(rng, heads), pick(rng, heads)
    coloured = pick(rng, progressions.colour) if rng.random() < rules.colour and progressions.colour else later
    numerals: Numerals = []
    for index, phrase in enumerate(section.phrases):
        head = first if index < 2 else coloured
        cadence = pick(rng, getattr(progressions, phrase.cadence))
        numerals.extend(stretch(bars_of(head) + bars_of(cadence), len(phrase.bars)))
    return numerals
