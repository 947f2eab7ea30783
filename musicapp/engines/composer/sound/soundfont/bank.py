"""A bank: a SoundFont file with its presets, opened at once, its recordings decoded when they are played."""

from __future__ import annotations

import functools
import mmap
from pathlib import Path

from musicapp.engines.composer.audio import Samples
from musicapp.engines.composer.sound.soundfont.error import BankError
from musicapp.engines.composer.sound.soundfont.records import read_articulation
from musicapp.engines.composer.sound.soundfont.riff import Content, find_chunks
from musicapp.engines.composer.sound.soundfont.samples import decode, read_recordings
from musicapp.engines.composer.sound.soundfont.zones import Zone, instrument_zones, preset_zones
from musicapp.engines.composer.sound.synth.cache import SoundCache

RECORDINGS_BYTES, READINGS_BYTES, BODIES_BYTES = 80 * 2**20, 80 * 2**20, 80 * 2**20
"""What a bank may hold of decoded recordings, of these at other pitches, and of those through their filters."""


class Bank:
    """A SoundFont in memory, mapped, not read. Threads may share it."""

    def __init__(self, content: Content, name: str) -> None:
        """Read what presets a bank has; BankError if it is damaged."""
        self.name = name
        self._content = content
        chunks = find_chunks(content, name)
        if b"smpl" not in chunks:
            raise BankError(name, "holds no recordings")
        self._place = chunks[b"smpl"]
        self._tables = read_articulation(content, chunks, name)
        heads = self._tables.phdr[:-1]
        self._presets = {(int(row["bank"]), int(row["number"])): index for index, row in enumerate(heads)}
        self.recordings = read_recordings(self._tables.shdr)
        self._decoded = SoundCache(RECORDINGS_BYTES)
        self.readings = SoundCache(READINGS_BYTES)
        self.bodies = SoundCache(BODIES_BYTES)

    @property
    def presets(self) -> dict[tuple[int, int], str]:
        """Return the name of each preset by bank and number."""
        names = self._tables.phdr["name"]
        return {key: names[index].decode("latin-1").rstrip("\0 ") for key, index in self._presets.items()}

    def zones(self, number: int, bank: int) -> tuple[tuple[Zone, Zone], ...]:
        """Return the zones of a preset, each with a zone of the instrument that it sounds.

        Raises:
            BankError: there is no such preset, or it sounds nothing.
        """
        index = self._presets.get((bank, number))
        if index is None:
            raise BankError(self.name, f"has no preset {number} in bank {bank}")
        pairs = tuple(
            (above, below)
            for above in preset_zones(self._tables, index)
            for below in instrument_zones(self._tables, above.target)
        )
        if not pairs:
            raise BankError(self.name, f"has nothing to sound in preset {number} of bank {bank}")
        return pairs

    def recording(self, index: int) -> Samples:
        """Return a decoded recording, float32 (samples,), read-only; BankError if it is damaged."""
        found = self.recordings[index]
        return self._decoded.find(index, functools.partial(decode, self._content, self._place, found, self.name))


def open_bank(path: Path) -> Bank:
    """Open a SoundFont (SF2 or SF3).

    Raises:
        BankError: it is missing, damaged, or no SoundFont.
    """
    try:
        with path.open("rb") as file:
            return Bank(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), path.name)
    except (OSError, ValueError) as error:
        if isinstance(error, BankError):
            raise
        raise BankError(path.name, "cannot be opened") from error
