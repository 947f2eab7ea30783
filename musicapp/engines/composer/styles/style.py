"""The one schema of all styles, checked when a style is read. Adding a style is adding a file."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import Key, parse_key
from musicapp.engines.composer.theory.meters import parse_meter

FOLDER = Path(__file__).parent
Positive = Annotated[float, msgspec.Meta(gt=0)]
Share = Annotated[float, msgspec.Meta(ge=0, le=1)]
MidiValue = Annotated[int, msgspec.Meta(ge=0, le=127)]
SECTION_KINDS = ("opening", "theme", "contrast", "return", "closing")
FIGURE_TOKENS = frozenset("0123456789CB.-")


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A section as a form plans it: its kind and how many phrases it has."""

    kind: str
    phrases: Annotated[int, msgspec.Meta(ge=1)]


class FormRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Forms by number of phrases; longer pieces repeat the cycle between head and tail."""

    phrase_bars: Annotated[int, msgspec.Meta(ge=2, le=8)]
    long_bar_seconds: Positive
    shortest_phrase_seconds: Positive
    short: dict[str, tuple[Part, ...]]
    head: tuple[Part, ...]
    cycle: tuple[Part, ...]
    tail: tuple[Part, ...]


class Progressions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Half-phrases of two bars: ``"ii6 V7 | I"``. A phrase is a head and a cadence."""

    heads: tuple[str, ...]
    contrast: tuple[str, ...]
    colour: tuple[str, ...]
    half: tuple[str, ...]
    authentic: tuple[str, ...]
    open: tuple[str, ...]
    """Cadences that lead into a final tonic which follows them."""


class Figure(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An accompaniment figure: tokens per division, by beat or as one cycle over the bar.

    0-9 is a chord tone from below, B the bass in octaves, C the upper chord, ``.`` a rest,
    ``-`` holds on. energy is the range it suits; meters restrict it by beats a bar.
    """

    energy: tuple[Share, Share]
    cycle: str = ""
    compound: str = ""
    first: str = ""
    strong: str = ""
    weak: str = ""
    division: Annotated[int, msgspec.Meta(ge=1, le=4)] = 2
    open_voicing: bool = False
    beats: tuple[int, ...] = ()
    fastest: Positive = 12.0
    """Notes a second above which nobody would play it."""


class Role(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An instrument's part: General MIDI program and the range of each hand."""

    instrument: str
    program: MidiValue
    melody: tuple[MidiValue, MidiValue]
    accompaniment: tuple[MidiValue, MidiValue]


class Dynamics(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Velocities of the softest and loudest section and what shapes them within."""

    softest: MidiValue
    loudest: MidiValue
    melody_above: int
    accompaniment_below: int
    phrase_swell: int
    accent: int


class Style(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Everything that makes a style. loudness_lufs is the master's target."""

    id: str
    names: dict[str, str]
    tempo: tuple[Positive, Positive]
    meters: tuple[str, ...]
    modes: tuple[str, ...]
    loudness_lufs: Annotated[float, msgspec.Meta(ge=-30, le=-8)]
    roles: tuple[Role, ...]
    form: FormRules
    phrases: dict[str, tuple[str, ...]]
    harmony: dict[str, Progressions]
    figures: dict[str, Figure]
    dynamics: Dynamics


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
    check_harmony(style)
    check_form(style)
    check_figures(style)
    return style


def check_harmony(style: Style) -> None:
    """Raise ValueError unless every mode has progressions and every numeral can be read."""
    for name in style.modes:
        key = parse_key(f"C {name}")
        if key.mode.family not in style.harmony:
            raise ValueError(f"mode {name!r} has no harmony in style {style.id!r}")
        rules = style.harmony[key.mode.family]
        for half in (*rules.heads, *rules.contrast, *rules.colour, *rules.half, *rules.authentic, *rules.open):
            check_half_phrase(half, key)


def check_half_phrase(half: str, key: Key) -> None:
    """Raise ValueError unless a half-phrase has two bars of readable chords."""
    bars = [bar.split() for bar in half.split("|")]
    if len(bars) != 2 or not all(bars):
        raise ValueError(f"{half!r} is not two bars of chords")
    for bar in bars:
        for numeral in bar:
            parse_chord(numeral, key)


def check_form(style: Style) -> None:
    """Raise ValueError unless sections are of known kinds and forms have as many phrases as they say."""
    form = style.form
    for parts in (*form.short.values(), form.head, form.cycle, form.tail):
        for part in parts:
            if part.kind not in SECTION_KINDS:
                raise ValueError(f"section kind {part.kind!r} is not known")
    for count, parts in form.short.items():
        if sum(part.phrases for part in parts) != int(count):
            raise ValueError(f"the form of {count} phrases does not have as many")


def check_figures(style: Style) -> None:
    """Raise ValueError unless figures are written in known tokens and fill every energy."""
    for name, figure in style.figures.items():
        tokens = figure.cycle + figure.compound + figure.first + figure.strong + figure.weak
        if not tokens or not set(tokens) <= FIGURE_TOKENS:
            raise ValueError(f"figure {name!r} is not written in figure tokens")
    for tenth in range(11):
        if not any(f.energy[0] <= tenth / 10 <= f.energy[1] and not f.beats for f in style.figures.values()):
            raise ValueError(f"no figure suits energy {tenth / 10}")
