"""The words that are known, read from the files of the folder lexicon, one subject each."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import msgspec

FOLDER = Path(__file__).with_name("lexicon")
EFFECTS = ("styles", "genres", "instruments", "moods", "scenes", "tempos", "modes", "meters", "lengths",
           "endings", "energy", "loops")  # fmt: skip
OTHERS = ("absent", "parts", "units", "grammar", "filler")


class Meaning(msgspec.Struct, frozen=True, kw_only=True, gc=False, forbid_unknown_fields=True):
    """One thing that words can say, in both languages, and what it does to the music.

    Marks in words: ``^`` only where a word begins; ``~`` a single syllable that takes any
    ending; ``=`` a word that takes nothing but particles. A space may be left out.
    pace, arousal and valence lean on tempo, liveliness and mode, 0 for nothing: pace -2 is
    slow and 2 fast, valence below 0 minor. range is (slow, usual, fast) in beats per minute,
    bpm a tempo by itself, seconds a length in s, bars one in bars. styles are hints, the strongest
    first; ensemble plays where nobody is named; only means these and no others; like are the styles
    to fall back on; accompanies marks an instrument that says little of the style; family one that
    a style fills with its own members; tonics are the usual tonics of modes; usual_energy and
    usual_ending those of a style where nobody says otherwise.
    """

    name: str
    en: tuple[str, ...] = ()
    ko: tuple[str, ...] = ()
    subject: str = ""
    style: str | None = None
    styles: tuple[str, ...] = ()
    range: tuple[float, float, float] | None = None
    bpm: float | None = None
    pace: float = 0.0
    arousal: float = 0.0
    valence: float = 0.0
    seconds: float | None = None
    bars: float | None = None
    meter: str | None = None
    mode: str | None = None
    tonic: str | None = None
    tonics: dict[str, str] | tuple[str, str] = msgspec.field(default_factory=dict)
    instruments: tuple[str, ...] = ()
    only: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    ensemble: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    family: bool = False
    accompanies: bool = False
    like: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    energy: Literal["rising", "falling", "arch", "flat", "drop"] | None = None
    ending: Literal["fade", "cadence", "hit"] | None = None
    usual_energy: Literal["rising", "falling", "arch", "flat", "drop"] = "arch"
    usual_ending: Literal["fade", "cadence", "hit"] = "cadence"
    loop: bool | None = None


class Numerals(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Number words: English, Sino-Korean and native Korean, and signs for fractions."""

    english: dict[str, float]
    sino: dict[str, float]
    native: dict[str, float]
    fractions: dict[str, float]


class Endings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What words may end in: Korean particles after a noun, last syllables of Korean verbs, English adjectives."""

    particles: frozenset[str]
    verbs: tuple[str, ...]
    qualities: tuple[str, ...]


@cache
def read_subject(subject: str) -> tuple[Meaning, ...]:
    """Read one file of meanings."""
    found = msgspec.json.decode((FOLDER / f"{subject}.json").read_bytes(), type=tuple[Meaning, ...])
    return tuple(msgspec.structs.replace(meaning, subject=subject) for meaning in found)


@cache
def read_numerals() -> Numerals:
    """Read the number words."""
    return msgspec.json.decode((FOLDER / "numbers.json").read_bytes(), type=Numerals)


@cache
def read_endings() -> Endings:
    """Read the endings of Korean words."""
    return msgspec.json.decode((FOLDER / "suffixes.json").read_bytes(), type=Endings)


@cache
def style_profiles() -> dict[str, Meaning]:
    """Return the styles by name, in the order of their file."""
    return {meaning.name: meaning for meaning in read_subject("styles")}


@cache
def instrument_meanings() -> dict[str, Meaning]:
    """Return instruments and families by name."""
    return {meaning.name: meaning for meaning in read_subject("instruments")}
