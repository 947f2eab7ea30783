"""A preset: which voices a key sounds at a velocity."""

from __future__ import annotations

from musicapp.engines.composer.sound.instrument import timbre_velocity
from musicapp.engines.composer.sound.soundfont.bank import Bank
from musicapp.engines.composer.sound.soundfont.generators import (
    INSTRUMENT_ONLY,
    Amounts,
    G,
    plain_amounts,
    within_limits,
)
from musicapp.engines.composer.sound.soundfont.modulators import (
    KEY,
    MODULATION,
    PLAIN,
    VELOCITY,
    Modulator,
    added,
    apply,
    by_identity,
)
from musicapp.engines.composer.sound.soundfont.voice import Timbre, Voice, timbre_of, voice_of
from musicapp.engines.composer.sound.soundfont.zones import Zone

ATTENUATION_SHARE = 0.4
"""How much of its attenuation a bank means; hardware that banks were made for did the same, and so does FluidSynth."""


class Layer:
    """A zone of a preset with a zone of its instrument."""

    def __init__(self, above: Zone, below: Zone) -> None:
        self._above, self._below = above, below
        self.modulators = added(above.modulators, by_identity(PLAIN) | below.modulators)
        self.amounts = _summed(above, below)
        self.recording = below.target
        self.wheel_cents = _wheel_cents(self.modulators)

    def sounds(self, key: int, velocity: int) -> bool:
        """Say whether a note lies within both zones."""
        return self._above.sounds(key, velocity) and self._below.sounds(key, velocity)

    def played(self, key: int, velocity: int) -> Amounts:
        """Return all generators as a note plays them."""
        sources = {KEY: key / 127, VELOCITY: velocity / 127}
        return within_limits(apply(self.modulators, self.amounts, sources))

    @property
    def keys(self) -> range:
        """Return the keys that lie within both zones."""
        lows, highs = zip(self._above.keys, self._below.keys, strict=True)
        return range(max(lows), min(highs) + 1)


class Preset:
    """A preset of a bank."""

    def __init__(self, bank: Bank, number: int, bank_number: int) -> None:
        """Read its zones; BankError if there are none."""
        self._recordings = bank.recordings
        self._layers = [Layer(above, below) for above, below in bank.zones(number, bank_number)]
        self._at_key: dict[int, list[Layer]] = {}
        self._known: dict[tuple[int, int], tuple[Voice, ...]] = {}
        self._groups = _choke_groups(self._layers)
        self._timbres: dict[tuple[int, int, int], Timbre] = {}

    @property
    def is_central(self) -> bool:
        """Say whether all it sounds is in the middle."""
        return not any(layer.amounts[G.PAN] for layer in self._layers)

    def choke_group(self, key: int) -> int | None:
        """Return the group of the first zone of a key that has one."""
        return self._groups.get(key)

    def voices(self, key: int, velocity: int) -> tuple[Voice, ...]:
        """Return what a note sounds, nothing where the preset has no zone for it."""
        note = key, velocity
        if note not in self._known:
            if key not in self._at_key:
                self._at_key[key] = [layer for layer in self._layers if key in layer.keys]
            sounding = [layer for layer in self._at_key[key] if layer.sounds(key, velocity)]
            self._known[note] = tuple(self._voice(layer, key, velocity) for layer in sounding)
        return self._known[note]

    def _voice(self, layer: Layer, key: int, velocity: int) -> Voice:
        """Work out generators twice: at the note's velocity for its level, at that of its step for its timbre."""
        played_key = int(layer.amounts[G.KEY]) if layer.amounts[G.KEY] >= 0 else key
        played = int(layer.amounts[G.VELOCITY]) if layer.amounts[G.VELOCITY] > 0 else velocity
        timbre = self._timbre(layer, played_key, timbre_velocity(played))
        return voice_of(timbre, layer.played(played_key, played), played_key, layer.wheel_cents)

    def _timbre(self, layer: Layer, key: int, velocity: int) -> Timbre:
        place = id(layer), key, velocity
        if place not in self._timbres:
            recording = self._recordings[layer.recording]
            self._timbres[place] = timbre_of(layer.played(key, velocity), recording, key)
        return self._timbres[place]


def _choke_groups(layers: list[Layer]) -> dict[int, int]:
    """Return the group of each key that has one; where its zones have several, the first counts."""
    groups: dict[int, int] = {}
    for layer in layers:
        if group := int(layer.amounts[G.CHOKE_GROUP]):
            groups = dict.fromkeys(layer.keys, group) | groups
    return groups


def _summed(above: Zone, below: Zone) -> Amounts:
    """Return the generators of an instrument's zone with a preset's added."""
    amounts = plain_amounts()
    for kind, amount in below.generators.items():
        amounts[kind] = amount
    for kind, amount in above.generators.items():
        if kind not in INSTRUMENT_ONLY:
            amounts[kind] += amount
    amounts[G.ATTENUATION] *= ATTENUATION_SHARE
    return amounts


def _wheel_cents(modulators: tuple[Modulator, ...]) -> float:
    """Return by how many cents the whole way of the modulation wheel deepens the vibrato."""
    wheel = [m for m in modulators if m.target == G.VIBRATO_TO_PITCH and m.source.controller == MODULATION]
    return sum(m.value({MODULATION: 1.0}) - m.value({}) for m in wheel)
