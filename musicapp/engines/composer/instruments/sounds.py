"""Sounds: what an instrument may sound like, by name, as data. Nothing is opened here."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Annotated

import msgspec

FILE = Path(__file__).with_name("sounds.toml")
MidiByte = Annotated[int, msgspec.Meta(ge=0, le=127)]
Decibels = Annotated[float, msgspec.Meta(ge=-40, le=20)]


class SoundfontSound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="soundfont"):
    """A preset of the sound bank; bank 128 holds the drum kits."""

    program: MidiByte
    bank: Annotated[int, msgspec.Meta(ge=0, le=128)] = 0
    speaks_at_once: bool = False
    """Is heard when it is struck, also on an instrument whose players begin early because it speaks slowly."""


class SynthSound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="synth"):
    """A patch of the synthesiser."""

    patch: str
    speaks_at_once: bool = False
    """As of a preset."""


class SynthKitSound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="synth_kit"):
    """A drum kit by synthesis."""

    kit: str


class OneshotKitSound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="oneshot_kit"):
    """A drum kit of recorded hits."""

    kit: str


class MappedSound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="mapped"):
    """Another sound whose keys are moved: keys says which key sounds as which; others are silent unless kept."""

    of: str
    keys: dict[str, MidiByte]
    keeps_others: bool = False


class Layer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A sound in a layered one."""

    sound: str
    gain_db: Decibels = 0.0


class LayeredSound(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag="layered"):
    """Several sounds at once."""

    layers: Annotated[tuple[Layer, ...], msgspec.Meta(min_length=1)]


Sound = SoundfontSound | SynthSound | SynthKitSound | OneshotKitSound | MappedSound | LayeredSound


@functools.lru_cache(maxsize=1)
def load_sounds() -> dict[str, Sound]:
    """Read all sounds by name.

    Raises:
        ValueError: the file breaks the schema, a sound is made of one that is not there, or a key is none.
    """
    sounds = msgspec.convert(tomllib.loads(FILE.read_text(encoding="utf-8")), dict[str, Sound])
    for name, sound in sounds.items():
        check_sound(name, sound, sounds)
    return sounds


def check_sound(name: str, sound: Sound, sounds: dict[str, Sound]) -> None:
    """Raise ValueError unless a sound is made of plainer ones and of keys that there are."""
    if isinstance(sound, MappedSound):
        if isinstance(sounds.get(sound.of), None | MappedSound | LayeredSound):
            raise ValueError(f"sound {name!r} is mapped from {sound.of!r}, which is no plain sound")
        if wrong := [key for key in sound.keys if not key.isdecimal() or int(key) > 127]:
            raise ValueError(f"sound {name!r} maps {wrong[0]!r}, which is no key")
    if isinstance(sound, LayeredSound):
        for layer in sound.layers:
            if isinstance(sounds.get(layer.sound), None | LayeredSound):
                raise ValueError(f"sound {name!r} has the layer {layer.sound!r}, which is no single sound")


def speaks_at_once(name: str) -> bool:
    """Return whether a sound by its name is heard when it is struck, on any instrument; an empty name is no sound."""
    sound = load_sounds().get(name)
    return isinstance(sound, SoundfontSound | SynthSound) and sound.speaks_at_once
