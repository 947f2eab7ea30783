"""The orchestra: opens what sounds each instrument of a piece."""

from __future__ import annotations

from functools import cached_property

from musicapp.engines.composer.instruments.instruments import load_instruments
from musicapp.engines.composer.instruments.sounds import (
    LayeredSound,
    MappedSound,
    OneshotKitSound,
    Sound,
    SoundfontSound,
    SynthKitSound,
    SynthSound,
    load_sounds,
)
from musicapp.engines.composer.sound.banks import ONESHOTS, bank_licences, find_bank
from musicapp.engines.composer.sound.blends import Layered, Mapped
from musicapp.engines.composer.sound.instrument import Instrument
from musicapp.engines.composer.sound.oneshots.kit import open_kit as open_oneshots
from musicapp.engines.composer.sound.soundfont.bank import Bank, open_bank
from musicapp.engines.composer.sound.soundfont.sampler import Sampler
from musicapp.engines.composer.sound.synth.cache import SoundCache
from musicapp.engines.composer.sound.synth.kit import open_kit
from musicapp.engines.composer.sound.synth.synth import open_patch

NOTES_BYTES = 160 * 2**20
"""What all synthesisers together may hold of notes."""


class Orchestra:
    """Opens sounds, each once, the sampled ones from a bank that is opened when the first of them is asked for."""

    def __init__(self, bank_id: str) -> None:
        """Find a bank of ``find_bank``; BankProblem if it is missing or damaged."""
        self._bank_id = bank_id
        self._path = find_bank(bank_id)
        self._opened: dict[str, Instrument] = {}
        self._used: dict[str, None] = {}
        self._notes = SoundCache(NOTES_BYTES)

    @property
    def licences(self) -> tuple[str, ...]:
        """What a track with the sounds opened so far must say of them."""
        return bank_licences(self._used)

    def instrument(self, word: str, sound: str = "") -> Instrument:
        """Return what sounds an instrument: its usual sound, or one that is named.

        Raises:
            ValueError: there is no such instrument or sound.
            BankProblem: a sample is missing or damaged.
            BankError: the bank cannot be read.
        """
        table = load_instruments()
        if word not in table:
            raise ValueError(f"no instrument is named {word!r}")
        return self.open_sound(sound or table[word].sound)

    def open_sound(self, name: str) -> Instrument:
        """Return what sounds a sound by its name; errors as of ``instrument``."""
        if name not in self._opened:
            sounds = load_sounds()
            if name not in sounds:
                raise ValueError(f"no sound is named {name!r}")
            self._opened[name] = self._open(sounds[name])
        return self._opened[name]

    @cached_property
    def _bank(self) -> Bank:
        self._used[self._bank_id] = None
        return open_bank(self._path)

    def _open(self, sound: Sound) -> Instrument:
        match sound:
            case SoundfontSound():
                return Sampler(self._bank, sound.program, sound.bank)
            case SynthSound():
                return open_patch(sound.patch, self._notes)
            case SynthKitSound():
                return open_kit(sound.kit)
            case OneshotKitSound():
                self._used[ONESHOTS] = None
                return open_oneshots(sound.kit)
            case MappedSound():
                return Mapped(self.open_sound(sound.of), sound)
            case LayeredSound():
                return Layered([(self.open_sound(layer.sound), layer.gain_db) for layer in sound.layers])
