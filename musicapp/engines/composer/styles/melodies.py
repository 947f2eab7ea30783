"""How a style's melodies go. Part of the one schema of all styles."""

from __future__ import annotations

import msgspec

from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.styles.values import MidiValue, Positive, Share, check_names
from musicapp.engines.composer.theory.keys import MODES

PLAN_LETTERS = frozenset("ab")
FEWEST_NOTES, HIGHEST = 4, 11
"""Notes of a scale, and its last in semitones."""


class MelodyRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Range, pace, and what phrases do with the motifs a and b, bar by bar.

    plans are by kind of section, in words: ``a`` as it is, ``a'`` a step away, ``-a`` inverted, ``a/`` its first
    half twice, ``a.`` its first half and then silence, ``a+`` its first half at twice the length, ``cad`` the
    cadence, ``rest`` nothing. Kinds without plans use those of "theme".
    """

    range: tuple[MidiValue, MidiValue]
    plans: dict[str, tuple[str, ...]]
    notes_per_second: Positive = 1.7
    contrast_pace: Positive = 1.3
    """How much busier contrasting sections are."""
    scales: dict[str, tuple[int, ...]] = {}
    """By family of modes the notes that tunes keep to, in semitones above the tonic, where they are not all of it."""
    syncopation: Share = 0.0
    """How often a note comes half a beat early."""


def check_melody(rules: MelodyRules) -> None:
    """Raise ValueError unless plans are for known kinds and written in known words."""
    if "theme" not in rules.plans:
        raise ValueError("melodies need plans for a theme")
    check_names("melody", rules.scales, {mode.family for mode in MODES.values()})
    for family, scale in rules.scales.items():
        if len(scale) < FEWEST_NOTES or list(scale) != sorted(set(scale)) or scale[0] != 0 or scale[-1] > HIGHEST:
            raise ValueError(f"scale for {family!r} does not rise from its tonic within an octave")
    for kind, plans in rules.plans.items():
        if kind not in KINDS:
            raise ValueError(f"plans for {kind!r} are for no kind of section")
        for word in (word for plan in plans for word in plan.split()):
            check_word(word)


def check_word(word: str) -> None:
    """Raise ValueError unless a plan's word can be read."""
    if word in ("cad", "rest") or (word.endswith("-cad") and word[0] in PLAN_LETTERS):
        return
    if word.strip("-'/.+") not in PLAN_LETTERS:
        raise ValueError(f"{word!r} is no word of a melody's plan")
