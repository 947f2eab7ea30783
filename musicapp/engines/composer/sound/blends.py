"""Instruments made of others: keys moved, or several at once."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.instruments.sounds import MappedSound
from musicapp.engines.composer.sound.instrument import Instrument, Tone

SILENT_S = 0.01


class Mapped:
    """An instrument whose keys sound as other keys of another."""

    def __init__(self, instrument: Instrument, sound: MappedSound) -> None:
        self._instrument = instrument
        self._keys = {int(key): to for key, to in sound.keys.items()}
        self._keeps_others = sound.keeps_others
        self.channels = instrument.channels

    def choke_group(self, pitch: int) -> int | None:
        """Return the group of the key that is heard, or None."""
        heard = self._heard(pitch)
        return None if heard is None else self._instrument.choke_group(heard)

    def sound(self, tone: Tone) -> Samples:
        """Return the tone of the key that is heard, float32 (channels, samples); a moment of silence if none is."""
        heard = self._heard(tone.pitch)
        if heard is None:
            return np.zeros((self.channels, round(SILENT_S * RATE)), np.float32)
        return self._instrument.sound(msgspec.structs.replace(tone, pitch=heard))

    def _heard(self, pitch: int) -> int | None:
        return self._keys.get(pitch, pitch if self._keeps_others else None)


class Layered:
    """Several instruments that sound together, each with a gain in dB."""

    def __init__(self, layers: Sequence[tuple[Instrument, float]]) -> None:
        self._layers = [(instrument, np.float32(10 ** (gain_db / 20))) for instrument, gain_db in layers]
        self.channels = max(instrument.channels for instrument, _ in layers)

    def choke_group(self, pitch: int) -> int | None:
        """Return the group of the first layer that has one for a key, or None."""
        groups = (instrument.choke_group(pitch) for instrument, _ in self._layers)
        return next((group for group in groups if group is not None), None)

    def sound(self, tone: Tone) -> Samples:
        """Return all layers' tones together, float32 (channels, samples)."""
        sounds = [(instrument.sound(tone), gain) for instrument, gain in self._layers]
        total = np.zeros((self.channels, max(sound.shape[1] for sound, _ in sounds)), np.float32)
        for sound, gain in sounds:
            total[:, : sound.shape[1]] += sound * gain
        return total
