"""What a careful listener expects of a sentence, and whether a brief keeps it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from musicapp.brief.spelling import spell_key
from musicapp.core.model import Brief

UNPITCHED = ("drums", "percussion", "taiko", "hand_claps", "shaker", "janggu")
FAMILIES = {
    "guitar": ("acoustic_guitar", "electric_guitar"),
    "bass": ("bass", "upright_bass", "synth_bass"),
    "strings": ("violin", "viola", "cello", "strings"),
    "brass": ("trumpet", "trombone", "horn", "brass"),
    "woodwinds": ("saxophone", "clarinet", "oboe", "flute", "piccolo", "recorder", "pan_flute"),
    "synth": ("synth_lead", "synth_pad", "synth_arp", "synth_bass"),
    "drums": UNPITCHED,
    "percussion": UNPITCHED,
    "vocals": ("choir",),
}
NEAR_S = 0.5


class Expected(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sentence and what it asks for; what is None it does not speak of.

    tempo is the lowest and the highest that fit, as is seconds where it is a pair; style, and any other
    word that is a tuple, all that fit. with_ and without name instruments and families. unknown are
    words that must be reported; none at all where it is empty.
    """

    prompt: str
    seconds: float | tuple[float, float] | None = None
    tempo: tuple[float, float] | None = None
    key: str | None = None
    mode: str | None = None
    meter: str | tuple[str, ...] | None = None
    style: tuple[str, ...] | None = None
    with_: tuple[str, ...] | None = msgspec.field(default=None, name="with")
    without: tuple[str, ...] | None = None
    loop: bool | None = None
    ending: str | tuple[str, ...] | None = None
    energy: str | tuple[str, ...] | None = None
    unknown: tuple[str, ...] | None = None


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """One thing that a sentence asks for: whether it is kept, and both values in words."""

    prompt: str
    is_kept: bool
    text: str


def read_expectations(path: Path) -> list[Expected]:
    """Read a file with one JSON object a line.

    Raises:
        msgspec.ValidationError: a line is no expectation.
    """
    lines = path.read_text(encoding="utf-8").splitlines()
    return [msgspec.json.decode(line, type=Expected) for line in lines if line.strip()]


def check_brief(expected: Expected, brief: Brief) -> list[Check]:
    """Check everything that a sentence speaks of."""
    asked = {name: value for name in CHECKS if (value := getattr(expected, name)) is not None}
    return [
        Check(
            prompt=expected.prompt,
            is_kept=CHECKS[name](value, brief),
            text=f"{name.rstrip('_')}: {value}, not {getattr(brief, FIELDS.get(name, name))}",
        )
        for name, value in asked.items()
    ]


def share_kept(checks: list[Check]) -> float:
    """Return the share of the checks that hold."""
    return sum(check.is_kept for check in checks) / len(checks)


def is_key(wanted: str, brief: Brief) -> bool:
    """True for the same key, however its tonic is spelled."""
    return spell_key(*wanted.split(" ", 1)) == brief.key


def lasts(wanted: float | tuple[float, float], brief: Brief) -> bool:
    """True for the length asked for, or one between the shortest and the longest that fit."""
    shortest, longest = wanted if isinstance(wanted, tuple) else (wanted, wanted)
    return shortest - NEAR_S <= brief.seconds <= longest + NEAR_S


def is_among(wanted: str | tuple[str, ...], value: str) -> bool:
    """True for the one value wanted, or one of those that fit."""
    return value == wanted or (isinstance(wanted, tuple) and value in wanted)


def sounds(word: str, brief: Brief) -> bool:
    """True where an instrument or a member of a family plays."""
    return not {word, *FAMILIES.get(word, ())}.isdisjoint(brief.instruments)


def is_reported(wanted: tuple[str, ...], brief: Brief) -> bool:
    """True where all of some words are among those that cannot be met; of none, where nothing is."""
    said = " ".join(brief.unknown).lower()
    return all(word.lower() in said for word in wanted) and (bool(wanted) or not said)


CHECKS: dict[str, Callable[[Any, Brief], bool]] = {
    "seconds": lasts,
    "tempo": lambda wanted, brief: wanted[0] <= brief.tempo <= wanted[1],
    "key": is_key,
    "mode": lambda wanted, brief: brief.key.split(" ", 1)[1] == wanted,
    "meter": lambda wanted, brief: is_among(wanted, brief.meter),
    "style": lambda wanted, brief: brief.style in wanted,
    "with_": lambda wanted, brief: all(sounds(word, brief) for word in wanted),
    "without": lambda wanted, brief: not any(sounds(word, brief) for word in wanted),
    "loop": lambda wanted, brief: brief.loop is wanted,
    "ending": lambda wanted, brief: is_among(wanted, brief.ending),
    "energy": lambda wanted, brief: is_among(wanted, brief.energy),
    "unknown": is_reported,
}
FIELDS = {"mode": "key", "with_": "instruments", "without": "instruments"}
"""Where in a brief to look for what is called otherwise there."""
