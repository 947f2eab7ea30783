"""The one schema of all styles, checked when a style is read. Adding a style is adding a file."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path
from typing import Annotated

import msgspec

from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.mix.rules import MixRules
from musicapp.engines.composer.styles.figures import Figure, check_figure
from musicapp.engines.composer.styles.forms import FormRules, check_form
from musicapp.engines.composer.styles.grooves import (
    DRUM_KEYS,
    DrumRules,
    EffectRules,
    Groove,
    check_drums,
    check_effects,
    check_groove,
)
from musicapp.engines.composer.styles.melodies import MelodyRules, check_melody
from musicapp.engines.composer.styles.ornaments import load_ornaments
from musicapp.engines.composer.styles.parts import PartRules
from musicapp.engines.composer.styles.progressions import Progressions, check_progressions, load_plain_harmony
from musicapp.engines.composer.styles.values import MidiValue, Positive, check_names
from musicapp.engines.composer.theory.keys import Key, parse_key
from musicapp.engines.composer.theory.meters import parse_meter
from musicapp.engines.composer.titles.words import TitleWords

FOLDER = Path(__file__).parent
FIGURED_ROLES = ("chords", "pad", "bass")
NARROWEST = 9
"""Semitones in which any chord can be voiced."""


class Dynamics(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Velocities of the softest and loudest section and what shapes them within."""

    softest: MidiValue
    loudest: MidiValue
    melody_above: int
    accompaniment_below: int
    phrase_swell: int
    accent: int


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that makes a style. Sections' kinds and energies decide which parts and patterns play.

    modes are those that it has harmony of its own for.
    """

    id: str
    names: dict[str, str]
    tempo: tuple[Positive, Positive]
    meters: tuple[str, ...]
    modes: tuple[str, ...]
    parts: Annotated[tuple[PartRules, ...], msgspec.Meta(min_length=1)]
    form: FormRules
    melody: MelodyRules
    harmony: dict[str, Progressions]
    figures: dict[str, Figure] = {}
    drums: DrumRules | None = None
    groove: Groove = Groove()
    effects: EffectRules = EffectRules()
    dynamics: Dynamics
    mix: MixRules
    titles: TitleWords = TitleWords()

    def progressions(self, key: Key) -> Progressions:
        """Return what harmony in a key is made of: the style's own for the mode, or that of all styles."""
        family = key.mode.family
        return self.harmony[family] if family in self.harmony else load_plain_harmony()[family]


def known_styles() -> frozenset[str]:
    """Return the ids of the styles that there are."""
    return frozenset(path.stem for path in FOLDER.glob("*.toml"))


def load_style(style_id: str) -> Style:
    """Read and check a style.

    Raises:
        ValueError: there is none of that name, or its file breaks the schema.
    """
    if style_id not in known_styles():
        raise ValueError(f"style {style_id!r} is not known")
    return parse_style((FOLDER / f"{style_id}.toml").read_text(encoding="utf-8"))


def parse_style(text: str) -> Style:
    """Read a style from TOML and check it.

    Raises:
        ValueError: it breaks the schema or contradicts itself.
    """
    style = msgspec.convert(tomllib.loads(text), Style)
    for meter in style.meters:
        parse_meter(meter)
    for name in style.modes:
        check_mode(name, style)
    check_form(style.form)
    check_melody(style.melody)
    for name, figure in style.figures.items():
        check_figure(name, figure)
    if style.drums is not None:
        check_drums(style.drums)
    check_groove(style.groove)
    check_effects(style.effects)
    check_parts(style)
    return style


def check_mode(name: str, style: Style) -> None:
    """Raise ValueError unless a mode has progressions that can be read."""
    key = parse_key(f"C {name}")
    if key.mode.family not in style.harmony:
        raise ValueError(f"mode {name!r} has no harmony in style {style.id!r}")
    check_progressions(style.harmony[key.mode.family], key)


def check_parts(style: Style) -> None:
    """Raise ValueError unless parts have names of their own, figures that there are, and kinds that are known."""
    doubled = [name for name, count in Counter(part.name for part in style.parts).items() if count > 1]
    if doubled:
        raise ValueError(f"there are two parts called {doubled[0]!r}")
    if not any(part.role == "melody" for part in style.parts):
        raise ValueError(f"nobody plays a melody in style {style.id!r}")
    for part in style.parts:
        check_part(part, style)


def check_part(part: PartRules, style: Style) -> None:
    """Raise ValueError unless what a part names is there."""
    unknown = [name for name in part.figures if name not in style.figures]
    if unknown:
        raise ValueError(f"part {part.name!r} plays a figure {unknown[0]!r} that is not there")
    if any(kind not in KINDS for kind in part.kinds):
        raise ValueError(f"part {part.name!r} plays in a kind of section that is not known")
    if part.role in FIGURED_ROLES and not part.figures:
        raise ValueError(f"part {part.name!r} has no figure to play")
    if part.role in FIGURED_ROLES and part.range[1] - part.range[0] < NARROWEST:
        raise ValueError(f"part {part.name!r} has less than {NARROWEST} semitones for a chord")
    check_names(f"part {part.name!r}", part.ornaments, load_ornaments())
    if part.unison and part.unison not in {other.name for other in style.parts}:
        raise ValueError(f"part {part.name!r} chooses with {part.unison!r}, which is no part")
    check_names(f"part {part.name!r}", part.drums, DRUM_KEYS)
    if part.role == "drums" and style.drums is None:
        raise ValueError(f"part {part.name!r} has no patterns to play")
