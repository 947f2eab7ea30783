"""Chooses the key."""

from __future__ import annotations

from musicapp.brief.choices import Choice, said_by
from musicapp.brief.clues import Clue
from musicapp.brief.keys import parse_key
from musicapp.brief.spelling import spell_key
from musicapp.brief.vocabulary import Meaning, style_profiles

STYLE_VALENCE = 0.6
"""How strongly a style leans to its usual mode against what moods say."""
DARK_MODES = ("minor", "dorian", "phrygian", "minor pentatonic")
TONICS = {"major": "C", "minor": "A", "dorian": "D", "phrygian": "E", "lydian": "F", "mixolydian": "G",
          "pentatonic": "G", "minor pentatonic": "A"}  # fmt: skip


def choose_key(clues: tuple[Clue, ...], wish: str | None, idea: str) -> Choice[str]:
    """Choose by option, by key, by mode, by moods and style, in this order."""
    if wish is not None and (meant := parse_key(wish)) is not None:
        mode = meant.mode or "major"
        return Choice(value=spell_key(meant.tonic or tonic_of(clues, mode, idea), mode))
    keys = tuple(clue for clue in clues if clue.meaning.subject == "keys" and not clue.is_negated)
    if keys:
        first = keys[0]
        mode = named_mode(clues) or "major"
        key = key_of(first.meaning, mode)
        others = tuple(clue for clue in keys if key_of(clue.meaning, mode) != key)
        return Choice(value=key, said=said_by((first,), "key", key), impossible=others)
    mode, by = mode_of(clues, idea)
    key = spell_key(tonic_of(clues, mode, idea), mode)
    return Choice(value=key, said=said_by(by, "key", key))


def key_of(meaning: Meaning, mode: str) -> str:
    """Return the key of a meaning that has a tonic, in a mode where it has none of its own."""
    return spell_key(meaning.tonic or "C", meaning.mode or mode)


def named_mode(clues: tuple[Clue, ...]) -> str | None:
    """Return the mode that is named apart from a tonic, as in "dorian funk in E"."""
    named = (clue for clue in clues if clue.meaning.subject == "modes" and not clue.is_negated)
    return next((clue.meaning.mode for clue in named), None)


def mode_of(clues: tuple[Clue, ...], idea: str) -> tuple[str, tuple[Clue, ...]]:
    """Return the mode, and the clues that say so."""
    named = tuple(clue for clue in clues if clue.meaning.mode and clue.meaning.subject == "modes")
    for clue in named:
        if clue.is_negated and clue.meaning.mode in ("major", "minor"):
            return "minor" if clue.meaning.mode == "major" else "major", (clue,)
        if not clue.is_negated:
            return clue.meaning.mode or "major", (clue,)
    genre = next((c for c in clues if c.meaning.mode and c.meaning.subject == "genres" and not c.is_negated), None)
    usual = genre.meaning.mode if genre is not None else usual_mode(idea)
    return leant_mode(clues, usual or "major")


def usual_mode(idea: str) -> str:
    """Return the mode a style usually has."""
    return (style_profiles()[idea].mode if idea in style_profiles() else None) or "major"


def leant_mode(clues: tuple[Clue, ...], usual: str) -> tuple[str, tuple[Clue, ...]]:
    """Return the mode that moods make of a style's usual one, and the clues that changed it or agree."""
    moods = sum(clue.meaning.valence * clue.strength for clue in clues)
    is_dark = usual in DARK_MODES
    total = moods + (-STYLE_VALENCE if is_dark else STYLE_VALENCE)
    mode = usual if (total < 0) == is_dark else "minor" if total < 0 else "major"
    return mode, tuple(clue for clue in clues if clue.meaning.valence * clue.strength * total > 0)


def tonic_of(clues: tuple[Clue, ...], mode: str, idea: str) -> str:
    """Return the tonic that suits a mode: the first mood's or scene's that has one, else the style's."""
    for clue in clues:
        tonics = clue.meaning.tonics
        if isinstance(tonics, dict) and mode in tonics and not clue.is_negated and clue.meaning.subject != "modes":
            return tonics[mode]
    usual = style_profiles()[idea].tonics if idea in style_profiles() else ()
    is_usual = mode in ("major", "minor") or mode == usual_mode(idea)
    return usual[mode in DARK_MODES] if isinstance(usual, tuple) and usual and is_usual else TONICS[mode]
