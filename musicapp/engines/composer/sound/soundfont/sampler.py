"""An instrument that plays a preset of a SoundFont."""

from __future__ import annotations

from functools import partial

import numpy as np

from musicapp.engines.composer.audio import RATE, Samples
from musicapp.engines.composer.sound.controllers import spread
from musicapp.engines.composer.sound.instrument import CONTROL, Tone
from musicapp.engines.composer.sound.soundfont.bank import Bank
from musicapp.engines.composer.sound.soundfont.body import filter_voice, read_voice, reading_key
from musicapp.engines.composer.sound.soundfont.envelope import Envelope, Points, held_gains
from musicapp.engines.composer.sound.soundfont.preset import Preset
from musicapp.engines.composer.sound.soundfont.voice import Voice
from musicapp.engines.composer.sound.synth.cache import bodily

CHOKE_S = 0.25
"""How long a cut tone takes to fall by 96 dB: it is 20 dB down after 50 ms."""
CHOKE_DB = 96.0


class Sampler:
    """Plays a preset; drum kits are in bank 128. Threads may share it and its bank."""

    def __init__(self, bank: Bank, number: int, bank_number: int = 0) -> None:
        """Choose a preset; BankError if the bank has none of these numbers, or it is damaged."""
        self._bank = bank
        self._preset = Preset(bank, number, bank_number)
        self.channels = 1 if self._preset.is_central else 2

    def choke_group(self, pitch: int) -> int | None:
        """Return the group of keys that silence one another (open and closed hi-hat), or None."""
        return self._preset.choke_group(pitch)

    def sound(self, tone: Tone) -> Samples:
        """Return a tone from its start to the end of its release, float32 (channels, samples).

        Raises:
            BankError: a recording is damaged.
        """
        voices = self._preset.voices(tone.pitch, tone.velocity)
        shaped = {envelope: _Shape(envelope, tone) for envelope in {voice.envelope for voice in voices}}
        monos = [self._mono(voice, shaped[voice.envelope], tone) for voice in voices]
        sides = np.zeros((self.channels, max((len(mono) for mono in monos), default=0)), np.float32)
        for voice, mono in zip(voices, monos, strict=True):
            for side, gain in zip(sides, (voice.left, voice.right), strict=False):
                if gain:
                    side[: len(mono)] += mono * np.float32(gain)
        return sides

    def _mono(self, voice: Voice, shape: _Shape, tone: Tone) -> Samples:
        """Return a voice with its volume envelope, float32 (samples,)."""
        body = self._body(voice, shape.size, tone)[: shape.size]
        return body * shape.gains[: len(body)]

    def _body(self, voice: Voice, size: int, tone: Tone) -> Samples:
        """Return a voice without its volume envelope, size samples or more if it does not end before."""
        timbre = voice.timbre
        if tone.is_moved or timbre.ends_at_release:
            return filter_voice(self._read(voice, size, tone), timbre)

        def read(wanted: int) -> Samples:
            return self._bank.readings.find_long(reading_key(timbre), wanted, partial(self._read, voice))

        def make(wanted: int) -> Samples:
            return filter_voice(read(wanted)[:wanted], timbre)

        return self._bank.bodies.find_long(timbre, bodily(size), make)

    def _read(self, voice: Voice, size: int, tone: Tone | None = None) -> Samples:
        return read_voice(self._bank.recording(voice.timbre.recording), voice, size, tone)


class _Shape:
    """The volume of a tone's voices that share an envelope: how many samples, and the gain of each."""

    def __init__(self, envelope: Envelope, tone: Tone) -> None:
        end = tone.length + envelope.tail(tone.length)
        if tone.cut is not None:
            end = min(end, tone.cut + round(CHOKE_S * RATE))
        self.size = int(max(0, min(end, envelope.silence)))
        points = -(-self.size // CONTROL) + 1
        gains = held_gains(envelope, bodily(self.size) // CONTROL + 2)[:points].copy()
        released = -(-tone.length // CONTROL)
        if released < points:
            gains[released:] = envelope.released(tone.length, _after(released, points, tone.length))
        if tone.cut is not None and (chokes := -(-tone.cut // CONTROL)) < points:
            gains[chokes:] *= _choke(_after(chokes, points, tone.cut))
        self.gains = spread(gains)[: self.size]


def _after(first: int, points: int, moment: int) -> Points:
    """Return how many samples points of the grid come after a moment."""
    return np.arange(first, points, dtype=np.float64) * CONTROL - moment


def _choke(times: Points) -> Points:
    """Return the gains of a tone that is silenced, at times in samples after that."""
    return np.asarray(10 ** (-CHOKE_DB / 20 * times / (CHOKE_S * RATE)))
