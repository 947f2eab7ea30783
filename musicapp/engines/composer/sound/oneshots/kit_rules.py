"""Kits of one-shots as data: voices, their samples and keys, and the schema they are read by."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

FOLDER = Path(__file__).parent / "kits"
Decibels = Annotated[float, msgspec.Meta(ge=-60, le=24)]
Semitones = Annotated[float, msgspec.Meta(ge=-24, le=24)]
Hertz = Annotated[float, msgspec.Meta(ge=20, le=20_000)]


class Sample(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A file whose peak becomes gain_db at velocity 100; start_s is where its hit begins, None to find it."""

    file: str
    gain_db: Decibels
    start_s: Annotated[float, msgspec.Meta(ge=0, le=10)] | None = None


class Voice(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A voice: its keys with their tune in semitones, and what is heard.

    soft is played below SOFT_BELOW. decay_s is the time in which it is faded by 60 dB on top of its own decay, None
    to let it ring. Voices of the same choke group silence one another.
    """

    keys: dict[str, Semitones]
    hard: Sample
    soft: Sample | None = None
    decay_s: Annotated[float, msgspec.Meta(ge=0.02, le=20)] | None = None
    choke: int | None = None
    pan: Annotated[float, msgspec.Meta(ge=-1, le=1)] = 0.0
    velocity_octaves: Annotated[float, msgspec.Meta(ge=0, le=4)] = 1.5


class Finish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a kit does to all its voices; uneven_db is how far two equal hits may differ."""

    low_pass_hz: Hertz = 20_000.0
    semitones: Semitones = 0.0
    uneven_db: Annotated[float, msgspec.Meta(ge=0, le=3)] = 0.0


class KitRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kit: voices by name, and what is done to all."""

    finish: Finish = Finish()
    voices: Annotated[dict[str, Voice], msgspec.Meta(min_length=1)]


def known_kits() -> tuple[str, ...]:
    """Return the names of all kits, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_kit(name: str) -> KitRules:
    """Read a kit by name.

    Raises:
        ValueError: there is no such kit, or its file does not keep to the schema.
    """
    if name not in known_kits():
        raise ValueError(f"no kit of one-shots is named {name!r}")
    try:
        return check_kit(name, tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8")))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"kit {name!r}: {error}") from error


def check_kit(name: str, data: dict[str, Any]) -> KitRules:
    """Check a kit's data; ValueError names what is wrong, a key with two voices too."""
    try:
        rules = msgspec.convert(data, KitRules)
    except msgspec.ValidationError as error:
        raise ValueError(f"kit {name!r}: {error}") from error
    keys = [key for voice in rules.voices.values() for key in voice.keys]
    wrong = [key for key in keys if keys.count(key) > 1 or not (key.isdecimal() and int(key) < 128)]
    if wrong:
        raise ValueError(f"kit {name!r}: key {wrong[0]!r} is no key of its own")
    return rules
