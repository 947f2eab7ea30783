"""Portable sounds: how General MIDI, which every other player knows, comes nearest to a sound."""

from __future__ import annotations

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.instruments.sounds import (
    MappedSound,
    OneshotKitSound,
    Sound,
    SoundfontSound,
    SynthKitSound,
    load_sounds,
)

DRUM_BANK = 128


def portable_program(word: str, sound: str) -> int:
    """Return the program of an instrument, or that of a sound of its own, as far as it is a preset."""
    usual = load_instruments()[word]
    named = load_sounds().get(sound)
    if isinstance(named, SoundfontSound) and (named.bank == DRUM_BANK) == usual.is_drums:
        return named.program
    return usual.program


def portable_key(word: str, sound: str, key: int) -> int | None:
    """Return the key on which General MIDI has what a key plays; None where it is silent.

    Only drum patterns that are played on other drums of a kit are moved.
    """
    usual = load_instruments()[word]
    named = load_sounds()[sound or usual.sound]
    if not usual.is_drums or not isinstance(named, MappedSound) or not is_kit(load_sounds()[named.of]):
        return key
    return named.keys.get(str(key), key if named.keeps_others else None)


def is_kit(sound: Sound) -> bool:
    """True for what plays the keys of the drum map."""
    if isinstance(sound, SoundfontSound):
        return sound.bank == DRUM_BANK
    return isinstance(sound, OneshotKitSound | SynthKitSound)
