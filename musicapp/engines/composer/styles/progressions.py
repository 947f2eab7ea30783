"""The chords of a style, by mode. Part of the one schema of all styles."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path

import msgspec

from musicapp.engines.composer.form.kinds import KINDS
from musicapp.engines.composer.styles.values import check_names
from musicapp.engines.composer.theory.chords import parse_chord
from musicapp.engines.composer.theory.keys import Key, parse_key

PLAIN_HARMONY = Path(__file__).parent / "shared" / "plain_harmony.toml"
ROUND, LONGEST_LOOP = 4, 16
"""Bars that belong together in a loop, and of the longest loop."""


class Progressions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What harmony is made of: half-phrases of two bars (``"ii6 V7 | I"``), or loops of whole phrases.

    A phrase is a head and a cadence; where loops are given, a section repeats one of them instead,
    phrase by phrase (``"ii9 | V13 | Imaj9 | VI7"``), and sections of contrasting kind one of contrast_loops. A loop
    has 4 bars, 8, 12 or 16.
    """

    heads: tuple[str, ...] = ()
    contrast: tuple[str, ...] = ()
    colour: tuple[str, ...] = ()
    half: tuple[str, ...] = ()
    authentic: tuple[str, ...] = ()
    open: tuple[str, ...]
    """Cadences that lead into a final tonic which follows them."""
    loops: tuple[str, ...] = ()
    contrast_loops: tuple[str, ...] = ()
    of_kind: dict[str, tuple[str, ...]] = {}
    """Loops of a kind of section, in place of loops and contrast_loops."""
    turnarounds: tuple[str, ...] = ()
    """Half-phrases that may replace the end of a loop before a new section."""
    last: str = ""
    """The chord that ends the piece; the plain tonic triad if none is given."""


@functools.lru_cache(maxsize=1)
def load_plain_harmony() -> dict[str, Progressions]:
    """Read the harmony of modes for which a style has none of its own, by family.

    Raises:
        ValueError: the file breaks the schema.
    """
    plain = msgspec.convert(tomllib.loads(PLAIN_HARMONY.read_text(encoding="utf-8")), dict[str, Progressions])
    for family, progressions in plain.items():
        check_progressions(progressions, parse_key(f"C {family}"))
    return plain


def check_progressions(rules: Progressions, key: Key) -> None:
    """Raise ValueError unless there is enough to make phrases of, and every numeral can be read."""
    halves = (rules.heads, rules.contrast, rules.half, rules.authentic)
    if not (rules.loops and rules.contrast_loops) and not all(halves):
        raise ValueError("progressions need loops and contrast_loops, or heads, contrast, half and authentic")
    if not rules.open:
        raise ValueError("progressions need open cadences")
    for half in (
        *rules.heads,
        *rules.contrast,
        *rules.colour,
        *rules.half,
        *rules.authentic,
        *rules.open,
        *rules.turnarounds,
    ):
        check_bars(half, 2, key)
    check_names("harmony", rules.of_kind, KINDS)
    for loop in (*rules.loops, *rules.contrast_loops, *(loop for loops in rules.of_kind.values() for loop in loops)):
        check_bars(loop, min(LONGEST_LOOP, ROUND * -(-(loop.count("|") + 1) // ROUND)), key)
    if rules.last:
        parse_chord(rules.last, key)


def check_bars(text: str, count: int, key: Key) -> None:
    """Raise ValueError unless a text has so many bars of readable chords."""
    bars = [bar.split() for bar in text.split("|")]
    if len(bars) != count or not all(bars):
        raise ValueError(f"{text!r} is not {count} bars of chords")
    for bar in bars:
        for numeral in bar:
            parse_chord(numeral, key)
