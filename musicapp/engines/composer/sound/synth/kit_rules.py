"""Drum kits as data: voices made of swept tones, noises and metal, and the schema they are read by."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from musicapp.engines.composer.sound.synth.patch import Decibels, Hertz

FOLDER = Path(__file__).parent / "kits"
Key = Annotated[int, msgspec.Meta(ge=0, le=127)]
Time = Annotated[float, msgspec.Meta(ge=0.0005, le=8)]


class _Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """A part of a drum: it rises within attack_s and falls by 60 dB within decay_s.

    velocity_db is how much more than the whole it loses from the loudest to half the velocity.
    """

    level_db: Decibels = 0.0
    velocity_db: Annotated[float, msgspec.Meta(ge=0, le=40)] = 0.0
    attack_s: Annotated[float, msgspec.Meta(ge=0.0003, le=0.2)] = 0.0008
    decay_s: Time = 0.3


class Membrane(_Part, tag="membrane", frozen=True, kw_only=True):
    """A sine that begins drop octaves higher and falls to hz with a time constant of drop_s.

    bend is the level of its third partial, which dies first.
    """

    hz: Hertz
    drop: Annotated[float, msgspec.Meta(ge=-2, le=6)] = 0.0
    drop_s: Time = 0.02
    bend: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


class Rattle(_Part, tag="rattle", frozen=True, kw_only=True):
    """Noise between low_hz and high_hz; it is struck anew after each of bursts_s. width spreads it over the sides."""

    low_hz: Hertz
    high_hz: Hertz = 18_000.0
    bursts_s: tuple[Time, ...] = ()
    burst_decay_s: Time = 0.02
    width: Annotated[float, msgspec.Meta(ge=0, le=1)] = 0.0


class Metal(_Part, tag="metal", frozen=True, kw_only=True):
    """Square waves of unrelated pitches between low_hz and high_hz."""

    hz: tuple[Hertz, ...] = (205.3, 304.4, 369.6, 522.7, 540.0, 800.0)
    low_hz: Hertz
    high_hz: Hertz = 18_000.0


Part = Membrane | Rattle | Metal


class Drum(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A drum: the keys it answers to with their pitch in semitones, and its parts.

    Drums of the same choke group silence one another; velocity_octaves is how far the softest to the loudest hit open
    its top.
    """

    keys: dict[str, Annotated[float, msgspec.Meta(ge=-24, le=24)]]
    parts: Annotated[tuple[Part, ...], msgspec.Meta(min_length=1)]
    choke: int | None = None
    pan: Annotated[float, msgspec.Meta(ge=-1, le=1)] = 0.0
    drive_db: Annotated[float, msgspec.Meta(ge=0, le=30)] = 0.0
    velocity_octaves: Annotated[float, msgspec.Meta(ge=0, le=6)] = 1.5


class Finish(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a kit does to all its drums."""

    low_pass_hz: Hertz = 20_000.0
    drive_db: Annotated[float, msgspec.Meta(ge=0, le=30)] = 0.0
    semitones: Annotated[float, msgspec.Meta(ge=-12, le=12)] = 0.0
    decay: Annotated[float, msgspec.Meta(ge=0.1, le=4)] = 1.0


class KitRules(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A kit: the gain and the sound of each drum by name, and what is done to all.

    Drums that it does not have itself are those of the kit that ``like`` names; gains are its own.
    """

    like: str = ""
    finish: Finish = Finish()
    gains_db: dict[str, Decibels]
    drums: dict[str, Drum] = {}


def known_kits() -> tuple[str, ...]:
    """Return the names of all kits, sorted."""
    return tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


def load_kit(name: str) -> KitRules:
    """Read a kit by name, with the drums of the one it is like.

    Raises:
        ValueError: there is no such kit, or its file does not keep to the schema.
    """
    rules = check_kit(name, _read(name))
    if rules.like:
        rules = msgspec.structs.replace(rules, drums={**load_kit(rules.like).drums, **rules.drums})
    if rules.gains_db.keys() != rules.drums.keys():
        raise ValueError(
            f"kit {name!r}: gains of {sorted(rules.gains_db.keys() ^ rules.drums.keys())} are missing or too many"
        )
    return rules


def check_kit(name: str, data: dict[str, Any]) -> KitRules:
    """Check a kit's data against the schema; ValueError names what is wrong."""
    try:
        return msgspec.convert(data, KitRules)
    except msgspec.ValidationError as error:
        raise ValueError(f"kit {name!r}: {error}") from error


def _read(name: str) -> dict[str, Any]:
    """Return a kit's file as it is."""
    path = FOLDER / f"{name}.toml"
    if not path.is_file():
        raise ValueError(f"no kit is named {name!r}")
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise ValueError(f"kit {name!r}: {error}") from error
